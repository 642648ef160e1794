// What util.inspect shows of URLs, parameters and their iterators.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

const url = new URL('https://u:p@h:8/a?b=c#d');
assert.strictEqual(inspect(url), `URL {
  href: 'https://u:p@h:8/a?b=c#d',
  origin: 'https://h:8',
  protocol: 'https:',
  username: 'u',
  password: 'p',
  host: 'h:8',
  hostname: 'h',
  port: '8',
  pathname: '/a',
  search: '?b=c',
  searchParams: URLSearchParams { 'b' => 'c' },
  hash: '#d'
}`);
assert.strictEqual(inspect({ url }, { depth: 0 }), '{ url: URL {} }');
class Mine extends URL {}
assert.match(inspect(new Mine('x:y')), /^Mine \{\n  href: 'x:y'/);
assert.strictEqual(inspect(new URLSearchParams()), 'URLSearchParams {}');
assert.strictEqual(inspect(new URLSearchParams('a=1&b')),
                   "URLSearchParams { 'a' => '1', 'b' => '' }");
assert.strictEqual(inspect(new URLSearchParams('a=1').entries()),
                   "URLSearchParams Iterator { [ 'a', '1' ] }");
assert.strictEqual(inspect(new URLSearchParams('a=1').keys()), "URLSearchParams Iterator { 'a' }");
assert.strictEqual(Object.prototype.toString.call(url), '[object URL]');
assert.deepStrictEqual(Reflect.ownKeys(url), []);
const keys = [];
for (const key in url) keys.push(key);
assert.deepStrictEqual(keys, [
  'toString', 'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port',
  'pathname', 'search', 'searchParams', 'hash', 'toJSON'
]);
