// Uint8Array to and from base64 and hex: alphabets, padding, the last chunk, partial writes.
'use strict';
const assert = require('assert');

const bytes = (...list) => Uint8Array.from(list);
for (let length = 0; length < 70; length++) {
  const array = Uint8Array.from({ length }, (_, i) => (i * 89 + length * 31) & 255);
  const text = Buffer.from(array).toString('base64');
  const url = Buffer.from(array).toString('base64url');
  assert.strictEqual(array.toBase64(), text);
  assert.strictEqual(array.toBase64({ omitPadding: true }), text.replace(/=+$/, ''));
  assert.strictEqual(array.toBase64({ alphabet: 'base64url', omitPadding: true }), url);
  assert.deepStrictEqual(Uint8Array.fromBase64(text), array);
  assert.deepStrictEqual(Uint8Array.fromBase64(url, { alphabet: 'base64url' }), array);
  assert.deepStrictEqual(
      Uint8Array.fromBase64(text.replace(/./g, ' $&\n'), {lastChunkHandling: 'strict'}), array);
  assert.strictEqual(array.toHex(), Buffer.from(array).toString('hex'));
  assert.deepStrictEqual(Uint8Array.fromHex(array.toHex().toUpperCase()), array);
}

const decode = (text, lastChunkHandling) => {
  try {
    return [...Uint8Array.fromBase64(text, { lastChunkHandling })];
  } catch (error) {
    assert.ok(error instanceof SyntaxError, `${error}`);
    return 'error';
  }
};
for (const [text, loose, strict, stop] of [
         ['ZXhhZg==', [101, 120, 97, 102], [101, 120, 97, 102], [101, 120, 97, 102]],
         ['ZXhhZg', [101, 120, 97, 102], 'error', [101, 120, 97]],
         ['ZXhhZh==', [101, 120, 97, 102], 'error', [101, 120, 97, 102]],
         ['ZXhhZg=', 'error', 'error', [101, 120, 97]],
         ['ZXhhZ', 'error', 'error', [101, 120, 97]],
         ['ZXhhZg===', 'error', 'error', 'error'],
         ['ZXhhZg==Z', 'error', 'error', 'error'],
         ['=', 'error', 'error', 'error'],
         ['Z===', 'error', 'error', 'error'],
         ['ZX-_', 'error', 'error', 'error'],
         ['ZX\u00a0hh', 'error', 'error', 'error'],
         ['ZXhhZmE=', [101, 120, 97, 102, 97], [101, 120, 97, 102, 97], [101, 120, 97, 102, 97]],
]) {
  assert.deepStrictEqual(
      [decode(text), decode(text, 'strict'), decode(text, 'stop-before-partial')],
      [loose, strict, stop], text);
}

// Writing into an array stops before a chunk that does not fit, and keeps what precedes an error.
const target = bytes(255, 255, 255, 255, 255);
assert.deepStrictEqual(target.setFromBase64('Zm9vYmFy'), { read: 4, written: 3 });
assert.deepStrictEqual(target, bytes(102, 111, 111, 255, 255));
assert.deepStrictEqual(target.setFromBase64('AAAA AA=='), { read: 9, written: 4 });
assert.deepStrictEqual(target.setFromBase64('', {}), { read: 0, written: 0 });
target.fill(255);
assert.throws(() => target.setFromBase64('AAAA####'), SyntaxError);
assert.deepStrictEqual(target, bytes(0, 0, 0, 255, 255));
assert.deepStrictEqual(bytes(9).setFromHex('abcd'), { read: 2, written: 1 });
const hex = bytes(9, 9);
assert.throws(() => hex.setFromHex('aaxx'), SyntaxError);
assert.deepStrictEqual(hex, bytes(0xaa, 9));
for (const bad of ['a', 'zz', '0g', ' 0', 'ａａ'])
  assert.throws(() => Uint8Array.fromHex(bad), SyntaxError);

// Arguments.
for (const bad of [null, undefined, 5, {}, new String('AAAA')]) {
  assert.throws(() => Uint8Array.fromBase64(bad), TypeError);
  assert.throws(() => Uint8Array.fromHex(bad), TypeError);
  assert.throws(() => bytes(1).setFromBase64(bad), TypeError);
}
for (const options of [null, 1, { alphabet: 'x' }, { alphabet: new String('base64') }]) {
  assert.throws(() => Uint8Array.fromBase64('', options), TypeError);
  assert.throws(() => bytes().toBase64(options), TypeError);
}
assert.throws(() => Uint8Array.fromBase64('', { lastChunkHandling: 'x' }), TypeError);
for (const name of ['toBase64', 'toHex', 'setFromBase64', 'setFromHex']) {
  for (const bad of [new Int8Array(1), [], {}, null]) {
    assert.throws(() => Uint8Array.prototype[name].call(bad, ''), TypeError);
  }
  const detached = bytes(1);
  detached.buffer.transfer();
  assert.throws(() => detached[name](''), TypeError);
}
assert.strictEqual(Buffer.from('a').toHex(), '61');
