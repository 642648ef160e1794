// colorMode, inspectOptions and FORCE_COLOR decide whether values are written in colors.
'use strict';
const assert = require('assert');
const { Console } = require('console');
const { collect } = require('./fixtures/collect');

delete process.env.FORCE_COLOR;
const plain = '{ a: 1 }\n';
const colored = '{ a: \u001b[33m1\u001b[39m }\n';
function written(isTTY, options) {
  const { stdout } = collect();
  stdout.isTTY = isTTY;
  new Console({ stdout, ...options }).log({ a: 1 });
  return stdout.take();
}

assert.strictEqual(written(false), plain);
assert.strictEqual(written(true), colored);
assert.strictEqual(written(true, { colorMode: false }), plain);
assert.strictEqual(written(false, { colorMode: true }), colored);
assert.strictEqual(written(false, { inspectOptions: { colors: true } }), colored);
assert.strictEqual(written(true, { inspectOptions: { colors: false } }), plain);
assert.strictEqual(written(true, { inspectOptions: { compact: false } }),
                   '{\n  a: \u001b[33m1\u001b[39m\n}\n');
process.env.FORCE_COLOR = '0';
assert.strictEqual(written(true), plain);
process.env.FORCE_COLOR = '1';
assert.strictEqual(written(false), colored);
delete process.env.FORCE_COLOR;

// A terminal with fewer than 16 colors gets none.
const { stdout } = collect();
stdout.isTTY = true;
stdout.getColorDepth = () => 1;
new Console(stdout).log({ a: 1 });
assert.strictEqual(stdout.take(), plain);
