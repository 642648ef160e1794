// process.debugPort can be set to a port, before a server for debuggers listens.
'use strict';
require('../../common');
const assert = require('assert');

assert.strictEqual(process.debugPort, 9229);
for (const [value, expected] of [
  [0, 0], [1024, 1024], [65535, 65535], ['5000', 5000], [5000.9, 5000], ['', 0], [undefined, 0],
  [NaN, 0], [Infinity, 0], [{}, 0], [[], 0], [null, 0],
]) {
  process.debugPort = value;
  assert.strictEqual(process.debugPort, expected);
}
for (const value of [1, 1023, 65536, -1, '-1', true]) {
  assert.throws(() => { process.debugPort = value; }, {
    name: 'RangeError', code: 'ERR_OUT_OF_RANGE',
    message: 'process.debugPort must be 0 or in range 1024 to 65535',
  });
}
assert.throws(() => { process.debugPort = Symbol('x'); }, TypeError);
assert.strictEqual(process.debugPort, 0);
assert.strictEqual(require('inspector').url(), undefined);
assert.strictEqual(process.features.inspector, true);
