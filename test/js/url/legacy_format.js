// url.format of legacy objects, strings and URL objects.
'use strict';
const assert = require('assert');
const { format } = require('url');

for (const [object, expected] of [
         [{}, ''],
         [{protocol: 'http', host: 'h'}, 'http://h'],
         [{protocol: 'x', host: 'h'}, 'x:h'],
         [{protocol: 'x', slashes: true, host: 'h'}, 'x://h'],
         [{hostname: '::1', port: 8, protocol: 'http:'}, 'http://[::1]:8'],
         [{host: 'h:1', hostname: 'ignored', port: 2}, 'h:1'],
         [{auth: 'a:b@/', host: 'h', protocol: 'ftp'}, 'ftp://a:b%40%2F@h'],
         [{pathname: 'a?b#c', search: 'd#e', hash: 'f'}, 'a%3Fb%23c?d%23e#f'],
         [{query: {a: [1, 2], b: ''}}, '?a=1&a=2&b='],
         [{search: '?s', query: {a: 1}}, '?s'],
         [{protocol: 'file', pathname: '/p'}, 'file:///p'],
         [{protocol: 'http', host: 'h', pathname: 'p'}, 'http://h/p'],
]) {
  assert.strictEqual(format(object), expected);
}
assert.strictEqual(format('HTTP://H?a'), 'http://h/?a');

const url = new URL('http://u:p@bücher.de:8/a?b#c');
assert.strictEqual(format(url), 'http://u:p@xn--bcher-kva.de:8/a?b#c');
assert.strictEqual(format(url, {auth: false, search: false, fragment: false, unicode: true}),
                   'http://bücher.de:8/a');
assert.strictEqual(format(new URL('x:y'), { fragment: false }), 'x:y');
assert.strictEqual(format(new URL('x:/.//y')), 'x:/.//y');
assert.strictEqual(format(new URL('file:///a')), 'file:///a');
for (const bad of [undefined, null, 1, true, () => {}]) {
  assert.throws(() => format(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => format(url, 5), { code: 'ERR_INVALID_ARG_TYPE' });
