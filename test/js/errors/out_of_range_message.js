// ERR_OUT_OF_RANGE names the range and writes large numbers in groups of three digits.
'use strict';

const assert = require('assert');

const { EventEmitter } = require('events');
const emitter = new EventEmitter();
assert.throws(() => emitter.setMaxListeners(-1), {
  name: 'RangeError',
  code: 'ERR_OUT_OF_RANGE',
  message: 'The value of "setMaxListeners" is out of range. It must be >= 0. Received -1',
});

const buffer = Buffer.alloc(8);
for (const [offset, received] of [
  [-1, '-1'],
  [9, '9'],
  [4294967296, '4294967296'],
  [4294967297, '4_294_967_297'],
  [-12345678901, '-12_345_678_901'],
  [1e15, '1_000_000_000_000_000'],
]) {
  assert.throws(() => buffer.readUInt8(offset), {
    code: 'ERR_OUT_OF_RANGE',
    message: 'The value of "offset" is out of range. It must be >= 0 and <= 7. ' +
      `Received ${received}`,
  });
}
assert.throws(() => buffer.readUInt8(1.5), {
  message: 'The value of "offset" is out of range. It must be an integer. Received 1.5',
});
assert.throws(() => buffer.writeBigUInt64LE(-12345678901234567890n), {
  code: 'ERR_OUT_OF_RANGE',
  message: /Received -12_345_678_901_234_567_890n$/,
});
