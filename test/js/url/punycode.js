// The punycode module: RFC 3492's samples, round trips, errors.
'use strict';
const assert = require('assert');
const punycode = require('punycode');

for (const [text, encoded] of [
         ['ü', 'tda'],
         ['bücher', 'bcher-kva'],
         ['abc', 'abc-'],
         ['', ''],
         ['-', '--'],
         ['\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587', 'ihqwcrb4cv8a8dqg056pqjye'],
         [
           'Porqu\u00e9nopuedensimplementehablarenEspa\u00f1ol',
           'PorqunopuedensimplementehablarenEspaol-fmd56a'
         ],
         ['3\u5e74B\u7d44\u91d1\u516b\u5148\u751f', '3B-ww4c5e180e575a65lsy2b'],
]) {
  assert.strictEqual(punycode.encode(text), encoded);
  assert.strictEqual(punycode.decode(encoded), text);
}
assert.strictEqual(punycode.toASCII('a@bücher.de'), 'a@xn--bcher-kva.de');
assert.strictEqual(punycode.toUnicode('XN--x.xn--bcher-kva'), 'XN--x.bücher');
assert.strictEqual(punycode.toASCII('mañana。com'), 'xn--maana-pta.com');
assert.deepStrictEqual(punycode.ucs2.decode('a\u{1f600}\ud800'), [0x61, 0x1f600, 0xd800]);
assert.strictEqual(punycode.ucs2.encode([0x61, 0x1f600]), 'a\u{1f600}');
assert.throws(() => punycode.decode('\u0081-'), RangeError);
assert.throws(() => punycode.decode('\u0081'), RangeError);
assert.throws(() => punycode.decode('99999999'), RangeError);
