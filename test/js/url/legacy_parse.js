// url.parse: lenient cutting, nothing lost, dangerous hosts refused.
'use strict';
const assert = require('assert');
const url = require('url');

const parts = (text, ...rest) => {
  const {protocol, slashes, auth, host, port, hostname, hash, search, query, pathname, path, href} =
      url.parse(text, ...rest);
  return {protocol, slashes, auth, host, port, hostname, hash, search, query, pathname, path, href};
};
assert.deepStrictEqual(parts('HTTP://u:p%40@EX.com:80/a b?c=d#e'), {
  protocol: 'http:', slashes: true, auth: 'u:p@', host: 'ex.com:80', port: '80', hostname: 'ex.com',
  hash: '#e', search: '?c=d', query: 'c=d', pathname: '/a%20b', path: '/a%20b?c=d',
  href: 'http://u:p%40@ex.com:80/a%20b?c=d#e',
});
assert.deepStrictEqual(parts('/a?b'), {
  protocol: null, slashes: null, auth: null, host: null, port: null, hostname: null, hash: null,
  search: '?b', query: 'b', pathname: '/a', path: '/a?b', href: '/a?b',
});
assert.deepStrictEqual(url.parse('/a?b=1&b=2', true).query, { __proto__: null, b: ['1', '2'] });
assert.deepStrictEqual(url.parse('x:', true).query, { __proto__: null });
assert.strictEqual(url.parse('//h/p').host, null);
assert.strictEqual(url.parse('//h/p', false, true).host, 'h');
assert.strictEqual(url.parse('javascript:alert(1)//"').href, 'javascript:alert(1)//"');
assert.strictEqual(url.parse('mailto:a@b').auth, 'a');
assert.strictEqual(url.parse(' \t http://h\\p?q\\r \n').href, 'http://h/p?q%5Cr');
assert.strictEqual(url.parse('http://[FE80::1]:8/').hostname, 'fe80::1');
assert.strictEqual(url.parse('http://ü.x/ü').href, 'http://xn--tda.x/ü');
assert.strictEqual(url.parse('http://a{b/').pathname, '%7Bb/');
assert.strictEqual(url.parse('http://a@b@c/').href, 'http://a%40b@c/');
assert.strictEqual(url.parse(`http://${'a'.repeat(256)}/`).hostname, '');

for (const bad of ['http://a[b/', 'http://[::1', 'http://\u00ad/', 'http://a／b/']) {
  assert.throws(() => url.parse(bad), { code: 'ERR_INVALID_URL', input: bad }, bad);
}
assert.throws(() => url.parse('http://%@h/'), URIError);
for (const bad of [undefined, null, 1, {}, []]) {
  assert.throws(() => url.parse(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
const parsed = url.parse('http://h/');
assert.strictEqual(url.parse(parsed), parsed);
assert.ok(parsed instanceof url.Url);
assert.deepStrictEqual(Object.keys(new url.Url()), Object.keys(parsed));
