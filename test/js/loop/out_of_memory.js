'use strict';

// A full heap: the message says so, shows the JavaScript stack and how to raise the limit.

const assert = require('assert');
const { spawnSelf } = require('../../common');

const result = spawnSelf(['--max-old-space-size=20', '-e', `
  const kept = [];
  function fillTheHeap() {
    for (;;) kept.push({ a: kept.length, b: [kept.length] });
  }
  fillTheHeap();`]);
assert.strictEqual(result.signal, 'SIGABRT', result.stderr);
assert.match(result.stderr, /FATAL ERROR: .*JavaScript heap out of memory/);
assert.match(result.stderr, /JavaScript stack:\n {4}at /);
assert.match(result.stderr, /\n {4}at fillTheHeap \(\[eval\]:4:\d+\)\n {4}at /);
assert.match(result.stderr, /--max-old-space-size/);
