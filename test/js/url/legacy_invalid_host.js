// url.parse() refuses a host name that has no ASCII form, as new URL() does.
'use strict';
const assert = require('assert');
const url = require('url');

for (const host of ['a\ud800b', '\udc00', 'xn--\u00df', 'xn--a\u00e4', '\u0301a', 'a\u3002xn--']) {
  assert.throws(() => url.parse(`http://${host}/`), { code: 'ERR_INVALID_URL' }, host);
}
assert.strictEqual(url.parse('http://M\u00fcnchen\u3002de/').host, 'xn--mnchen-3ya.de');
assert.strictEqual(url.parse('http://a_b.-c-/').host, 'a_b.-c-');
