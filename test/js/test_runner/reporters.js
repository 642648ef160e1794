// node:test/reporters turns events into text; --test-reporter chooses one.
'use strict';

const assert = require('assert');
const { Readable } = require('stream');
const { dot, junit, spec, tap } = require('node:test/reporters');
const { mustCall } = require('../../common');

const place = { nesting: 0, file: '/f.js', line: 1, column: 2 };
const error = Object.assign(new Error('wrong & <bad>'), {
  code: 'ERR_TEST_FAILURE', failureType: 'testCodeFailure', cause: new Error('wrong & <bad>'),
});
const events = [
  { type: 'test:start', data: { ...place, name: 'good' } },
  { type: 'test:pass',
    data: { ...place, name: 'good', testNumber: 1, details: { duration_ms: 1 } } },
  { type: 'test:start', data: { ...place, name: 'bad' } },
  { type: 'test:fail',
    data: { ...place, name: 'bad', testNumber: 2, details: { duration_ms: 2, error } } },
  { type: 'test:plan', data: { ...place, count: 2 } },
  { type: 'test:diagnostic', data: { ...place, message: 'tests 2' } },
];

async function textOf(reporter) {
  let text = '';
  for await (const chunk of reporter) text += chunk;
  return text;
}

(async () => {
  const tapText = await textOf(tap(Readable.from(events)));
  assert.match(tapText, /^TAP version 13\n# Subtest: good\nok 1 - good\n/);
  assert.match(tapText, /not ok 2 - bad\n[^]*location: '\/f\.js:1:2'[^]*error: 'wrong & <bad>'/);
  assert.match(tapText, /1\.\.2\n# tests 2\n$/);

  const dotText = await textOf(dot(Readable.from(events)));
  assert.match(dotText, /^\.X\n\nFailed tests:\n\n\u2716 bad \(2ms\)\n/);

  const junitText = await textOf(junit(Readable.from(events)));
  assert.match(junitText, /^<\?xml version="1\.0" encoding="utf-8"\?>\n<testsuites>\n/);
  assert.match(junitText, /<testcase name="bad" [^>]*failure="wrong &amp; &lt;bad>/);
  assert.match(junitText, /<!-- tests 2 -->\n<\/testsuites>\n$/);

  const specText = await textOf(Readable.from(events).pipe(new spec()));
  assert.match(specText, /^\u2714 good \(1ms\)\n\u2716 bad \(2ms\)\n {2}Error: wrong/);
  assert.match(specText, /\u2716 failing tests:\n\ntest at /);
})().then(mustCall());
