// What optimised code calls without V8's API does the same as the general functions and as a naive
// implementation here: for each kind of string and array V8 has, and for what it does not take.
'use strict';
require('../../common');
const assert = require('assert');
const v8 = require('v8');

v8.setFlagsFromString('--allow-natives-syntax');
const prepare = new Function('f', '%PrepareFunctionForOptimization(f)');
const optimize = new Function('f', '%OptimizeFunctionOnNextCall(f)');

const { asciiWrite, base64Write, base64urlWrite, hexWrite, latin1Write, ucs2Write, utf8Write } =
  Buffer.prototype;
let target;
let text;
let offset;
let length;
let other;
let results;
let written;

// Notes a result, or what went wrong; and what was written.
const note = (call) => {
  target.fill(0x2e);
  let result;
  try {
    result = call();
  } catch (error) {
    result = `${error.name} ${error.code}`;
  }
  results.push(result);
  written.push(Buffer.prototype.latin1Slice.call(target));
};
const calls = [
  () => utf8Write.call(target, text, offset, length),
  () => utf8Write.call(target, text, offset),
  () => utf8Write.call(target, text),
  () => latin1Write.call(target, text, offset, length),
  () => asciiWrite.call(target, text, offset, length),
  () => ucs2Write.call(target, text, offset, length),
  () => hexWrite.call(target, text, offset, length),
  () => base64Write.call(target, text, offset, length),
  () => base64urlWrite.call(target, text, offset, length),
  () => Buffer.byteLength(text),
  () => Buffer.prototype.indexOf.call(other, text),
  () => Buffer.prototype.lastIndexOf.call(other, text),
  () => Buffer.prototype.indexOf.call(other, text, offset, 'latin1'),
  () => Buffer.prototype.indexOf.call(other, text, offset, 'utf16le'),
  () => Buffer.prototype.indexOf.call(other, length, offset),
  () => Buffer.prototype.includes.call(other, 0x61),
  () => Buffer.compare(target, other),
  () => Buffer.prototype.equals.call(target, other),
  () => Buffer.prototype.copy.call(other, target, offset, 0, length),
  () => Buffer.prototype.copy.call(other, target),
  () => Buffer.from(text).toString('hex'),
  () => Buffer.from(text, 'hex').toString('latin1'),
  () => Buffer.from(text, 'base64').toString('hex'),
  () => Buffer.concat([target, other]).toString('latin1'),
  () => Buffer.concat([target, other], length * 2).toString('latin1'),
  () => Buffer.prototype.toString.call(other, 'latin1', offset, length),
];
function run() {
  results = [];
  written = [];
  for (const call of calls) note(call);
  return { results, written };
}

const long = 'a text that is longer than thirteen';
const unseen = () => `${long.slice(0, 20)}${long.slice(20)}`;
const seen = unseen();
seen.charCodeAt(30);
const thin = unseen();
Object.hasOwn({}, thin);
const strings = [
  '', 'a', 'abcdef', 'caf\xe9', '\xff\xfe\x80', 'da\u0434a', '\u20ac', '\ud83d\ude00x', '\ud83d',
  '\ude00y',
  long, unseen(), seen, thin, Object.keys({ [unseen()]: 1 })[0], `${long}${long}`.slice(3, 28),
  `\u0434${long}`.slice(1, 30), Buffer.alloc(2 ** 20, 'outside').toString('latin1'),
  '616263', '6162zz', 'YWJj', 'YW Jj_-8=', `${'\u0434'.repeat(20)}${'\u20ac'.repeat(20)}`,
];
const arrays = [
  () => Buffer.alloc(16), () => Buffer.from('abcdefghijkl'),
  () => Buffer.alloc(5000).subarray(7, 50), () => Buffer.alloc(0),
  () => new Uint8Array(8), () => new Uint8Array(65),
  () => new Uint8Array(new SharedArrayBuffer(12)),
];
const places = [
  [0, 8], [3, 2], [0, 0], [1, 1000], [8, 4], [2.5, 3.5], [-1, 3], [0, -1], [1e6, 1], [NaN, 5],
  [0, Infinity], [Infinity, 1], [undefined, 3], [null, 4],
];

function utf8(string) {
  const bytes = [];
  for (const character of [...string].map(wellFormed)) {
    const code = character.codePointAt(0);
    const six = (shift) => 0x80 | (code >> shift & 63);
    if (code < 0x80) bytes.push([code]);
    else if (code < 0x800) bytes.push([0xc0 | code >> 6, six(0)]);
    else if (code < 0x10000) bytes.push([0xe0 | code >> 12, six(6), six(0)]);
    else bytes.push([0xf0 | code >> 18, six(12), six(6), six(0)]);
  }
  return bytes;
}
function wellFormed(character) {
  return /^[\ud800-\udfff]$/.test(character) ? '\ufffd' : character;
}
/** What utf8Write(text) makes of a target of `size` bytes: whole characters. */
function naive(characters, size) {
  let result = '';
  for (const bytes of characters) {
    if (result.length + bytes.length > size) break;
    result += String.fromCharCode(...bytes);
  }
  return [result.length, result.padEnd(size, '.')];
}

const all = [];
for (const string of strings) {
  for (const [a, b] of string.length > 1e6 ? places.slice(0, 1) : places) {
    const kind = all.length % arrays.length;
    all.push([string, a, b, arrays[kind], arrays[(kind + all.length) % arrays.length]]);
  }
}
const hot = [
  ...calls, Buffer.compare, Buffer.concat, Buffer.from, Buffer.byteLength, Buffer.prototype.copy,
  Buffer.prototype.equals, Buffer.prototype.indexOf, Buffer.prototype.lastIndexOf,
  Buffer.prototype.includes, Buffer.prototype.toString,
];
function optimizeAll() {
  [text, offset, length, target, other] = ['abc', 0, 3, Buffer.alloc(8), Buffer.alloc(8, 'a')];
  hot.forEach(prepare);
  run();
  run();
  hot.forEach(optimize);
  run();
}

function runAll(optimised) {
  let last;
  return all.map(([string, a, b, newTarget, newOther]) => {
    // What one string had taken back is there for the next.
    if (optimised && string !== last) optimizeAll();
    last = string;
    [text, offset, length, target, other] = [string, a, b, newTarget(), newOther()];
    for (let i = 0; i < other.length; i++) other[i] = 0x61 + i % 26;
    const result = run();
    if (string.length < 1000) {
      const characters = utf8(string);
      const [count, bytes] = naive(characters, target.length);
      assert.strictEqual(result.results[2], count);
      assert.strictEqual(result.written[2], bytes);
      assert.strictEqual(result.results[9], characters.flat().length);
    }
    return result;
  });
}

const general = runAll(false);
const optimised = runAll(true);
for (let i = 0; i < all.length; i++) {
  assert.deepStrictEqual(optimised[i], general[i], `${all[i][0].slice(0, 30)} at ${all[i][1]}`);
}

// Memory that is gone.
optimizeAll();
{
  const gone = Buffer.from(new Uint8Array(100).fill(0x61).buffer);
  [text, offset, length, target, other] = ['abc', 0, 3, gone, gone];
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  assert.strictEqual(calls[0](), 0);
  assert.strictEqual(calls[16](), 0);
  assert.strictEqual(calls[14](), -1);
}

// Memory that shrinks and grows again, which V8 has since 11.
if (typeof ArrayBuffer.prototype.resize === 'function') {
  const memory = new ArrayBuffer(100000, { maxByteLength: 200000 });
  const views = [
    new Uint8Array(memory), new Uint8Array(memory, 60000), Buffer.from(memory, 50000, 50000),
  ];
  for (const size of [100000, 150000, 1000, 0, 100000]) {
    memory.resize(size);
    for (const view of views) {
      optimizeAll();
      [text, offset, length, target, other] = ['abc', 0, 3, Buffer.alloc(8), view];
      const { results: optimised } = run();
      assert.strictEqual(optimised[16], 1); // zeroes, or nothing
      assert.strictEqual(optimised[23].length, 8 + view.length);
      assert.strictEqual(optimised[15], false);
    }
  }
}
