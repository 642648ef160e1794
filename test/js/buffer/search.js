// indexOf, lastIndexOf, includes against a plain search, with needles of many lengths and
// encodings.
'use strict';

const assert = require('assert');
require('../../common');

function plain(haystack, needle, step, last) {
  const found = [];
  for (let i = 0; i + needle.length <= haystack.length; i += step) {
    if (needle.every((byte, j) => haystack[i + j] === byte)) found.push(i);
  }
  return (last ? found.at(-1) : found[0]) ?? -1;
}

let seed = 7;
const random = (limit) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % limit;
};

for (let round = 0; round < 400; round++) {
  // Two letters only, so that there are many near misses.
  const haystack = Buffer.from(Array.from({ length: random(150) }, () => 97 + (random(9) === 0)));
  const size = 1 + random(round % 2 ? 60 : 5);
  const needle = haystack.length > size && random(2) ?
    Buffer.from(haystack.subarray(random(haystack.length - size)).subarray(0, size)) :
    Buffer.from(Array.from({ length: size }, () => 97 + (random(9) === 0)));
  assert.strictEqual(haystack.indexOf(needle), plain(haystack, needle, 1, false));
  assert.strictEqual(haystack.lastIndexOf(needle), plain(haystack, needle, 1, true));
  assert.strictEqual(haystack.indexOf(needle.toString()), plain(haystack, needle, 1, false));
  assert.strictEqual(haystack.includes(needle), haystack.indexOf(needle) !== -1);
  if (size % 2 === 0) {
    const even = haystack.subarray(0, haystack.length & ~1);
    assert.strictEqual(haystack.indexOf(needle, 0, 'ucs2'), plain(even, needle, 2, false));
    assert.strictEqual(haystack.lastIndexOf(needle, undefined, 'ucs2'),
      plain(even, needle, 2, true));
  }
}

const buffer = Buffer.from('abcabc');
assert.strictEqual(buffer.indexOf('b', 2), 4);
assert.strictEqual(buffer.indexOf('b', -2), 4);
assert.strictEqual(buffer.indexOf('b', -100), 1);
assert.strictEqual(buffer.indexOf('b', 100), -1);
assert.strictEqual(buffer.indexOf('b', 'latin1'), 1);
assert.strictEqual(buffer.indexOf(''), 0);
assert.strictEqual(buffer.indexOf('', 100), 6);
assert.strictEqual(buffer.lastIndexOf(''), 6);
assert.strictEqual(buffer.lastIndexOf('b', 3), 1);
assert.strictEqual(buffer.lastIndexOf('b', -3), 1);
assert.strictEqual(buffer.lastIndexOf('b', -100), -1);
assert.strictEqual(buffer.lastIndexOf('b', null), -1);
assert.strictEqual(buffer.lastIndexOf('b', undefined), 4);
assert.strictEqual(buffer.indexOf(98 + 256), 1);
assert.strictEqual(buffer.indexOf(98.9), 1);
assert.strictEqual(buffer.indexOf('YmM', 'base64'), 1);
assert.strictEqual(buffer.indexOf('6263', 'hex'), 1);

// Hostile: a search that goes wrong quadratically would not end.
const repeated = Buffer.alloc(1 << 20, 'a');
const half = Buffer.alloc(1 << 18, 'a');
const needle = Buffer.concat([half, Buffer.from('b'), half]);
assert.strictEqual(repeated.indexOf(needle), -1);
assert.strictEqual(repeated.lastIndexOf(needle), -1);
assert.strictEqual(repeated.indexOf(needle.subarray(1), 0, 'ucs2'), -1);
assert.strictEqual(repeated.lastIndexOf(needle.subarray(1), undefined, 'ucs2'), -1);

for (const value of [undefined, null, true, {}, [], new Uint16Array(1)]) {
  assert.throws(() => buffer.indexOf(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => buffer.indexOf('a', 0, 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
