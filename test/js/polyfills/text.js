// String.prototype.isWellFormed, toWellFormed and RegExp.escape.
'use strict';
const assert = require('assert');

for (const [text, fixed] of [['', ''],
                             ['abc', 'abc'],
                             ['\u{1f600}', '\u{1f600}'],
                             ['\ud83d', '\ufffd'],
                             ['a\ude00b', 'a\ufffdb'],
                             ['\ude00\ud83d', '\ufffd\ufffd'],
                             ['\ud83d\u{1f600}\ude00', '\ufffd\u{1f600}\ufffd'],
                             ['\ud83d\ud83d\ude00', '\ufffd\u{1f600}'],
]) {
  assert.strictEqual(text.toWellFormed(), fixed);
  assert.strictEqual(text.isWellFormed(), text === fixed);
}
assert.strictEqual(String.prototype.toWellFormed.call(5), '5');
for (const bad of [null, undefined]) {
  assert.throws(() => String.prototype.isWellFormed.call(bad), TypeError);
  assert.throws(() => String.prototype.toWellFormed.call(bad), TypeError);
}

for (const [text, escaped] of [
         ['', ''],
         ['a', '\\x61'],
         ['Z9', '\\x5a9'],
         ['9', '\\x39'],
         ['_a', '_a'],
         ['.*+?^${}()|[]\\/', '\\.\\*\\+\\?\\^\\$\\{\\}\\(\\)\\|\\[\\]\\\\\\/'],
         ['\t\n\v\f\r', '\\t\\n\\v\\f\\r'],
         [
           '-,=<>#&!%:;@~\'`"',
           '\\x2d\\x2c\\x3d\\x3c\\x3e\\x23\\x26\\x21\\x25\\x3a\\x3b\\x40\\x7e\\x27\\x60\\x22'
         ],
         ['\u2028\ufeff\u00a0 ', '\\u2028\\ufeff\\xa0\\x20'],
         ['\ud800x\udc00', '\\ud800x\\udc00'],
         ['\u{1f600}é', '\u{1f600}é'],
]) {
  assert.strictEqual(RegExp.escape(text), escaped);
}
// What is escaped matches itself and nothing else, with and without the flag u. (All of Latin-1 and
// the neighbourhood of white space and of surrogates: making regular expressions takes long.)
const codes = [];
for (const [first, last] of [[0, 0xff], [0x167f, 0x1681], [0x1ffe, 0x2030], [0x205e, 0x2060],
                             [0x2ffe, 0x3002], [0xd7fe, 0xd802], [0xdbfe, 0xdc02],
                             [0xdffe, 0xe002], [0xfefd, 0xff01]]) {
  for (let code = first; code <= last; code++) codes.push(code);
}
for (const code of codes) {
  const c = String.fromCharCode(code);
  for (const flags of ['', 'u']) {
    const regExp = new RegExp(`^${RegExp.escape(c)}$`, flags);
    assert.ok(regExp.test(c), `${code}`);
    assert.ok(!regExp.test(String.fromCharCode(code ^ 1)), `${code}`);
  }
}
for (const bad of [undefined, null, 5, {}, new String('a')])
  assert.throws(() => RegExp.escape(bad), TypeError);
