// url.resolve: RFC 3986's examples, and protocols without an authority.
'use strict';
const assert = require('assert');
const { resolve, resolveObject, parse } = require('url');

const base = 'http://a/b/c/d;p?q';
for (const [reference, expected] of [['g:h', 'g:h'],
                                     ['g', 'http://a/b/c/g'],
                                     ['./g/', 'http://a/b/c/g/'],
                                     ['/g', 'http://a/g'],
                                     ['//g', 'http://g/'],
                                     ['?y', 'http://a/b/c/d;p?y'],
                                     ['#s', 'http://a/b/c/d;p?q#s'],
                                     ['', base],
                                     ['.', 'http://a/b/c/'],
                                     ['..', 'http://a/b/'],
                                     ['../../../g', 'http://a/g'],
                                     ['g/../h', 'http://a/b/c/h'],
                                     ['https:/x', 'https://x/'],
                                     ['http:g', 'http://a/b/c/g'],
]) {
  assert.strictEqual(resolve(base, reference), expected, reference);
}
for (const [from, to, expected] of [
  ['/a/b', 'c', '/a/c'], ['a/b', '../../c', '../c'], ['mailto:a@b', 'c@d', 'mailto:c@d'],
  ['http://u:p@h/', '/x', 'http://u:p@h/x'], ['http://u:p@h/', '//g/x', 'http://g/x'],
  ['http://h', 'javascript:x', 'javascript:x'], ['/', '', '/'], ['a', '.', ''],
]) {
  assert.strictEqual(resolve(from, to), expected, `${from} ${to}`);
}
const object = resolveObject('http://h/a', 'b?c');
assert.deepStrictEqual([object.href, object.pathname, object.search], ['http://h/b?c', '/b', '?c']);
assert.strictEqual(parse('http://h/a/').resolve('x'), 'http://h/a/x');
