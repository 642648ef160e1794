// url.domainToASCII and domainToUnicode.
'use strict';
const assert = require('assert');
const { domainToASCII, domainToUnicode } = require('url');

for (const [unicode, ascii] of [
  ['español.com', 'xn--espaol-zwa.com'], ['中文.com', 'xn--fiq228c.com'], ['ß', 'xn--zca'],
  ['a.b', 'a.b'], ['новини', 'xn--b1amarcd'],
]) {
  assert.strictEqual(domainToASCII(unicode), ascii);
  assert.strictEqual(domainToUnicode(ascii), unicode);
  assert.strictEqual(domainToASCII(ascii), ascii);
}
for (const bad of ['xn--iñvalid.com', 'a b', 'a:80', '', '\u00ad', 'xn--a']) {
  assert.strictEqual(domainToASCII(bad), '', bad);
}
assert.strictEqual(domainToASCII('EX.COM'), 'ex.com');
assert.strictEqual(domainToASCII('1'), '0.0.0.1');
assert.strictEqual(domainToASCII('[::1]'), '[::1]');
assert.throws(() => domainToASCII(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => domainToUnicode(), { code: 'ERR_MISSING_ARGS' });
