// url.urlToHttpOptions: what http.request needs out of a URL.
'use strict';
const assert = require('assert');
const { urlToHttpOptions } = require('url');

const options = urlToHttpOptions(new URL('https://a%40:b%20@[::1]:8/x?y#z'));
assert.deepStrictEqual(options, {
  __proto__: null,
  protocol: 'https:',
  hostname: '::1',
  hash: '#z',
  search: '?y',
  pathname: '/x',
  path: '/x?y',
  href: 'https://a%40:b%20@[::1]:8/x?y#z',
  port: 8,
  auth: 'a@:b ',
});
const plain = urlToHttpOptions(new URL('http://h'));
assert.ok(!('port' in plain) && !('auth' in plain));
assert.strictEqual(plain.path, '/');
assert.throws(() => urlToHttpOptions(new URL('http://%ff@h/')), URIError);
