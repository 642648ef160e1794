// IPv4 in all its spellings, IPv6 and its compression, forbidden characters, IDNA.
'use strict';
const assert = require('assert');

const host = (text, scheme = 'http') => {
  try {
    return new URL(`${scheme}://${text}/`).hostname;
  } catch (error) {
    assert.strictEqual(error.code, 'ERR_INVALID_URL');
    return null;
  }
};
for (const [text, expected] of [
  ['1.2.3.4', '1.2.3.4'], ['0x7F.1', '127.0.0.1'], ['0300.0250.1', '192.168.0.1'],
  ['4294967295', '255.255.255.255'], ['4294967296', null], ['256.1.1.1', null],
  ['1.2.3.4.5', null], ['1.2.3.4.', '1.2.3.4'], ['1..2', null], ['0x', '0.0.0.0'], ['09', null],
  ['a.1', null], ['1.a', '1.a'], ['1.0x', '1.0.0.0'], ['%31.2.3.4', '1.2.3.4'],
  ['１.２.３.４', '1.2.3.4'],
]) {
  assert.strictEqual(host(text), expected, text);
}
for (const [text, expected] of [
  ['[::]', '[::]'], ['[1:0:0:2:0:0:0:3]', '[1:0:0:2::3]'], ['[1:0:0:2:3:0:0:4]', '[1::2:3:0:0:4]'],
  ['[1:0:2:3:4:5:6:7]', '[1:0:2:3:4:5:6:7]'], ['[ABCD::EF]', '[abcd::ef]'],
  ['[::1.2.3.4]', '[::102:304]'], ['[1:2:3:4:5:6:7:8:9]', null], ['[1::2::3]', null],
  ['[::1.2.3]', null], ['[::01.2.3.4]', null], ['[::256.1.1.1]', null], ['[12345::]', null],
  ['[:1]', null], ['[1:]', null], ['[::1]x', null], ['[::%31]', null], ['[]', null],
  ['[1:2:3:4:5:6:7::]', '[1:2:3:4:5:6:7:0]'],
]) {
  assert.strictEqual(host(text), expected, text);
  assert.strictEqual(host(text, 'x'), expected, text);
}

for (const c of ' #%/:<>?@[\\]^|\0') {
  const encoded = `a${encodeURIComponent(c)}b`;
  assert.strictEqual(host(encoded), null, encoded);
}
assert.strictEqual(host('EXAMPLE.Com'), 'example.com');
assert.strictEqual(host('a%2Eb'), 'a.b');
assert.strictEqual(host('%zz'), null);
assert.strictEqual(host('%ff'), null);
assert.strictEqual(host('bücher.de'), 'xn--bcher-kva.de');
assert.strictEqual(host('faß.de'), 'xn--fa-hia.de');
assert.strictEqual(host('xn--a'), null);
assert.strictEqual(host('XN--BCHER-KVA'), 'xn--bcher-kva');
assert.strictEqual(host('\u00ad'), null);
assert.strictEqual(host('a\u200db'), null);
assert.strictEqual(host('a。b'), 'a.b');
assert.strictEqual(host('日本語'), 'xn--wgv71a119e');
// No check of lengths.
assert.strictEqual(host('a'.repeat(300)), 'a'.repeat(300));
// The host of a scheme that is not special is opaque.
assert.strictEqual(host('A%zzé!', 'x'), 'A%zz%C3%A9!');
assert.strictEqual(host('a b', 'x'), null);
