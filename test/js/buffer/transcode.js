// buffer.transcode between the encodings of text; what the target lacks becomes a question mark.
'use strict';

const assert = require('assert');
const { transcode } = require('buffer');
require('../../common');

const hex = (text, from, to) => transcode(Buffer.from(text, 'hex'), from, to).toString('hex');

assert.strictEqual(hex('e282ac', 'utf8', 'ascii'), '3f');
assert.strictEqual(hex('c3a9e282ac', 'utf8', 'latin1'), 'e93f');
assert.strictEqual(hex('e282ac', 'utf8', 'ucs2'), 'ac20');
assert.strictEqual(hex('f09f9880', 'utf8', 'latin1'), '3f');
assert.strictEqual(hex('ff41', 'ascii', 'utf8'), 'efbfbd41');
assert.strictEqual(hex('ff41', 'latin1', 'utf8'), 'c3bf41');
assert.strictEqual(hex('ff4142', 'ucs2', 'utf8'), 'e487bf');
assert.strictEqual(hex('00d84200', 'ucs2', 'latin1'), '3f42');
assert.strictEqual(transcode(new Uint8Array(0), 'utf8', 'latin1').length, 0);

for (const [from, to] of [['utf8', 'hex'], ['b', 'utf8'], ['base64', 'utf8']]) {
  assert.throws(() => transcode(Buffer.from('a'), from, to), {
    code: 'U_ILLEGAL_ARGUMENT_ERROR',
    message: 'Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]',
  });
}
for (const encoding of [Symbol('s'), NaN, 0, {}]) {
  assert.throws(() => transcode(Buffer.from('a'), encoding, 'utf8'),
    { code: 'U_ILLEGAL_ARGUMENT_ERROR' });
  assert.throws(() => transcode(Buffer.from('a'), 'utf8', encoding),
    { code: 'U_ILLEGAL_ARGUMENT_ERROR' });
}
assert.throws(() => transcode(Buffer.from([0xff]), 'utf8', 'ucs2'),
  { code: 'U_INVALID_CHAR_FOUND' });
assert.throws(() => transcode(null, 'utf8', 'ascii'), { code: 'ERR_INVALID_ARG_TYPE' });
