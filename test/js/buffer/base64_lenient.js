// Decoding base64 and hex from text that is not clean: both alphabets, white space, where it ends.
'use strict';

const assert = require('assert');
require('../../common');

const base64 = (text) => Buffer.from(text, 'base64').toString('latin1');

assert.strictEqual(base64('Zm9v\nYm Fy'), 'foobar');
assert.strictEqual(base64('Zm9v=Zm9v'), 'foo');
assert.strictEqual(base64('Zg*m'), 'f\t');
assert.strictEqual(base64('Z'), '');
assert.strictEqual(base64('Zg'), 'f');
assert.strictEqual(base64('=Zm9v'), '');
assert.strictEqual(base64('Zm-_+/'), 'fo\xbf\xfb');
assert.strictEqual(base64('Zm\0 9v'), 'foo');
assert.strictEqual(Buffer.from([0xfb, 0xff]).toString('base64url'), '-_8');
assert.strictEqual(Buffer.from([0xfb, 0xff]).toString('base64'), '+/8=');

// Rubbish at any place of a long text.
const bytes = Buffer.from(Array.from({ length: 99 }, (_, i) => (i * 61) & 0xff));
const clean = bytes.toString('base64');
for (let i = 0; i <= clean.length; i++) {
  const dirty = `${clean.slice(0, i)}\r\n*${clean.slice(i)}`;
  assert.deepStrictEqual(Buffer.from(dirty, 'base64'), bytes);
}
// Only as much as there is room for.
for (let room = 0; room < bytes.length; room++) {
  const target = Buffer.alloc(room + 8, 0xee);
  assert.strictEqual(target.write(clean, 0, room, 'base64'), room);
  assert.deepStrictEqual(target.subarray(0, room), bytes.subarray(0, room));
  assert.ok(target.subarray(room).every((byte) => byte === 0xee), `room ${room}`);
}

assert.strictEqual(Buffer.from('abxx12', 'hex').toString('hex'), 'ab');
assert.strictEqual(Buffer.from('abc', 'hex').toString('hex'), 'ab');
assert.strictEqual(Buffer.from('ABcdEF', 'hex').toString('hex'), 'abcdef');
const hex = bytes.toString('hex');
for (let i = 0; i < hex.length; i++) {
  const broken = `${hex.slice(0, i)}g${hex.slice(i + 1)}`;
  assert.strictEqual(Buffer.from(broken, 'hex').length, i >> 1);
}
