// Invalid UTF-8 becomes U+FFFD once for each maximal subpart, as the Encoding Standard has it.
'use strict';

const assert = require('assert');
const { isAscii, isUtf8 } = require('buffer');
require('../../common');

const cases = [
  ['ff', '\ufffd'],
  ['c0af', '\ufffd\ufffd'],
  ['e08080', '\ufffd\ufffd\ufffd'],
  ['eda080', '\ufffd\ufffd\ufffd'],
  ['f4908080', '\ufffd\ufffd\ufffd\ufffd'],
  ['f5808080', '\ufffd\ufffd\ufffd\ufffd'],
  ['e282', '\ufffd'],
  ['e28241', '\ufffdA'],
  ['f09f98', '\ufffd'],
  ['f09f9841', '\ufffdA'],
  ['c3', '\ufffd'],
  ['c328', '\ufffd('],
  ['80bf', '\ufffd\ufffd'],
];
for (const [hex, expected] of cases) {
  const bytes = Buffer.from(hex, 'hex');
  assert.ok(!isUtf8(bytes), hex);
  // At any distance from the beginning, also within the part that is looked at 16 bytes at a time.
  for (const before of [0, 1, 7, 15, 16, 17, 70]) {
    for (const after of ['', 'x', 'é€😀'.repeat(8)]) {
      const all = Buffer.concat([Buffer.alloc(before, 'a'), bytes, Buffer.from(after)]);
      const text = all.toString();
      // What follows may continue the sequence in one case only: never here, for it is whole.
      assert.strictEqual(text, 'a'.repeat(before) + expected + after, `${hex} ${before} ${after}`);
    }
  }
}

for (const text of ['', 'abc', 'é', '€', '😀', '\u0000', '\uffff', '\u{10ffff}',
  'aé€😀'.repeat(100)]) {
  const bytes = Buffer.from(text);
  assert.ok(isUtf8(bytes));
  assert.strictEqual(bytes.toString(), text);
  assert.strictEqual(Buffer.byteLength(text), bytes.length);
  assert.strictEqual(isAscii(bytes), !/[^\0-\x7f]/.test(text));
}
for (const value of ['a', 5, null, new DataView(new ArrayBuffer(1))]) {
  assert.throws(() => isUtf8(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
const detached = new ArrayBuffer(3);
structuredClone(detached, { transfer: [detached] });
assert.throws(() => isUtf8(detached), { code: 'ERR_INVALID_STATE' });
assert.throws(() => isAscii(detached), { code: 'ERR_INVALID_STATE' });
