// Math.f16round against every half-precision number and the points between them; Error.isError.
'use strict';
const assert = require('assert');

// The value of a half-precision bit pattern.
const half = (bits) => {
  const exponent = bits >> 10;
  const fraction = bits & 0x3ff;
  return exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
};
for (let bits = 0; bits < 0x7bff; bits++) {
  const low = half(bits);
  const high = half(bits + 1);
  const middle = (low + high) / 2;
  const even = bits % 2 === 0 ? low : high;
  const below = middle - middle * 2 ** -50;
  const above = middle + middle * 2 ** -50;
  if (Math.f16round(low) !== low || Math.f16round(-low) !== -low ||
      Math.f16round(middle) !== even || Math.f16round(below) !== low ||
      Math.f16round(above) !== high) {
    assert.fail(`wrong near bits ${bits}`);
  }
}
assert.ok(Object.is(Math.f16round(-0), -0));
assert.ok(Object.is(Math.f16round(-5e-324), -0));
assert.strictEqual(Math.f16round(65519.99), 65504);
assert.strictEqual(Math.f16round(65520), Infinity);
assert.strictEqual(Math.f16round(-1e300), -Infinity);
assert.deepStrictEqual(
    [Math.f16round(), Math.f16round(NaN), Math.f16round('1'), Math.f16round(null)],
    [NaN, NaN, 1, 0]);
assert.throws(() => Math.f16round(1n), TypeError);

class Mine extends Error {}
for (const error of [new Error(), new TypeError(), new Mine(), new AggregateError([])]) {
  Object.setPrototypeOf(error, null);
  assert.strictEqual(Error.isError(error), true);
}
for (const other of [undefined, null, 1, 'Error', {}, Object.create(Error.prototype), Error,
                     new Proxy(new Error(), {}), {[Symbol.toStringTag]: 'Error'}]) {
  assert.strictEqual(Error.isError(other), false);
}
