// A URL and its searchParams show each other's changes.
'use strict';
const assert = require('assert');

const url = new URL('http://h/p?a=1#f');
const params = url.searchParams;
assert.strictEqual(url.searchParams, params);

params.append('b', 'x y');
assert.strictEqual(url.search, '?a=1&b=x+y');
assert.strictEqual(url.href, 'http://h/p?a=1&b=x+y#f');
params.delete('a');
url.hash = 'g';
assert.strictEqual(`${url}`, 'http://h/p?b=x+y#g');
params.delete('b');
assert.strictEqual(JSON.stringify(url), '"http://h/p#g"');

url.search = '?c=%41&c=2';
assert.deepStrictEqual([...params], [['c', 'A'], ['c', '2']]);
assert.strictEqual(url.search, '?c=%41&c=2'); // As written, until the parameters change.
params.sort();
assert.strictEqual(url.search, '?c=A&c=2');

params.set('c', 'lost');
url.search = 'd=4';
assert.strictEqual(url.href, 'http://h/p?d=4#g');
assert.strictEqual(params.get('c'), null);

params.append('e', '5');
url.pathname = '/q';
url.host = 'g:8';
assert.strictEqual(url.href, 'http://g:8/q?d=4&e=5#g');

url.href = 'x:y?z=1';
assert.strictEqual(params.get('z'), '1');
params.delete('z');
assert.strictEqual(url.href, 'x:y');

// Parameters of one URL stay with it.
const other = new URL('?' + params, 'http://o/');
other.searchParams.append('k', 'v');
assert.strictEqual(url.href, 'x:y');
