'use strict';

// run() runs files in processes of their own and gives their events: results, output, errors with
// their classes, in the order of the files.

const { mustCall } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { run } = require('node:test');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'gyre-run-')));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function file(name, text) {
  const full = path.join(folder, name);
  fs.writeFileSync(full, text);
  return full;
}

const files = [
  file('1.js', `const test = require('node:test');
test('outer', async (t) => { await t.test('inner', () => { throw new TypeError('wrong'); }); });`),
  file('2.mjs', `import { test } from 'node:test';
console.log('said'); console.error('complained');
test('passes', () => {});`),
  file('3.js', 'process.exit(7);'),
];

const results = [];
const output = [];
const stream = run({ files, concurrency: true });
assert.strictEqual(stream.constructor.name, 'TestsStream');
stream.on('test:pass', (data) => results.push([data.name, true, data.nesting]));
stream.on('test:fail', (data) => {
  results.push([data.name, false, data.nesting]);
  if (data.name === 'inner') {
    assert.ok(data.details.error.cause instanceof TypeError);
    assert.strictEqual(data.details.error.cause.message, 'wrong');
    assert.strictEqual(data.line, 2);
  }
  if (data.name === files[2]) assert.strictEqual(data.details.error.exitCode, 7);
});
stream.on('test:stdout', ({ message }) => output.push(message));
stream.on('test:stderr', ({ message }) => output.push(message));
stream.on('end', mustCall(() => {
  assert.deepStrictEqual(results, [
    ['inner', false, 1], ['outer', false, 0], ['passes', true, 0], [files[2], false, 0],
  ]);
  assert.deepStrictEqual(output.sort(), ['complained\n', 'said\n']);
}));
stream.resume();

// Wrong options.
assert.throws(() => run({ files: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => run({ shard: { total: 0, index: 1 } }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => run({ isolation: 'thread' }), { code: 'ERR_INVALID_ARG_VALUE' });

// An aborted run fails what it has not done.
const aborted = run({ files: files.slice(1, 2), signal: AbortSignal.abort() });
aborted.on('test:fail', mustCall(({ details }) => {
  assert.strictEqual(details.error.failureType, 'testAborted');
}));
aborted.resume();
