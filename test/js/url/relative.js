// References resolved against a base, with RFC 3986's examples and the standard's special cases.
'use strict';
const assert = require('assert');

const base = 'http://a/b/c/d;p?q';
for (const [reference, expected] of [
  ['g:h', 'g:h'], ['g', 'http://a/b/c/g'], ['./g', 'http://a/b/c/g'], ['g/', 'http://a/b/c/g/'],
  ['/g', 'http://a/g'], ['//g', 'http://g/'], ['?y', 'http://a/b/c/d;p?y'],
  ['g?y', 'http://a/b/c/g?y'], ['#s', 'http://a/b/c/d;p?q#s'], ['g#s', 'http://a/b/c/g#s'],
  ['g?y#s', 'http://a/b/c/g?y#s'], [';x', 'http://a/b/c/;x'], ['', 'http://a/b/c/d;p?q'],
  ['.', 'http://a/b/c/'], ['./', 'http://a/b/c/'], ['..', 'http://a/b/'], ['../g', 'http://a/b/g'],
  ['../..', 'http://a/'], ['../../../g', 'http://a/g'], ['/./g', 'http://a/g'],
  ['g.', 'http://a/b/c/g.'], ['..g', 'http://a/b/c/..g'], ['g/../h', 'http://a/b/c/h'],
  ['g?y/../x', 'http://a/b/c/g?y/../x'], ['g#s/../x', 'http://a/b/c/g#s/../x'],
  ['%2e%2E/g', 'http://a/b/g'], ['.%2e', 'http://a/b/'], ['\\\\h\\x', 'http://h/x'],
  ['http:g', 'http://a/b/c/g'], ['https:g', 'https://g/'],
]) {
  assert.strictEqual(new URL(reference, base).href, expected, reference);
  assert.strictEqual(new URL(reference, new URL(base)).href, expected, reference);
}

for (const [reference, from, expected] of [
  ['x', 'file:///C:/a/b', 'file:///C:/a/x'], ['..', 'file:///C:/a', 'file:///C:/'],
  ['/x', 'file:///C:/a', 'file:///C:/x'], ['/D|/x', 'file:///C:/a', 'file:///D:/x'],
  ['D:', 'file:///C:/a', 'd:'], ['//h/x', 'file:///a', 'file://h/x'],
  ['?q', 'file:///a?b', 'file:///a?q'], ['#f', 'mailto:x y', 'mailto:x y#f'],
  ['x', 'a://h', 'a://h/x'], ['//', 'a:/b', 'a://'], ['..//c', 'a:/b', 'a:/.//c'],
  ['\\x', 'a:/b/c', 'a:/b/\\x'],
]) {
  assert.strictEqual(new URL(reference, from).href, expected, `${reference} in ${from}`);
}

// A base object that changes is not remembered as it was.
const live = new URL('http://h/a/');
assert.strictEqual(new URL('x', live).href, 'http://h/a/x');
live.pathname = '/b/';
live.searchParams.append('k', 'v');
assert.strictEqual(new URL('x', live).href, 'http://h/b/x');
assert.strictEqual(new URL('#f', live).href, 'http://h/b/?k=v#f');
