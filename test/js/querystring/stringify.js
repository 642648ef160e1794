// querystring.stringify: which values have a text, arrays, separators, encoding.
'use strict';
const assert = require('assert');
const { stringify } = require('querystring');

assert.strictEqual(stringify({a: 'b', c: ['d', 1, true, 10n], e: ''}),
                   'a=b&c=d&c=1&c=true&c=10&e=');
assert.strictEqual(
    stringify({a: null, b: undefined, c: {}, d: NaN, e: Infinity, f: Symbol('x'), g: () => 1}),
    'a=&b=&c=&d=&e=&f=&g=');
assert.strictEqual(stringify({ a: [], b: [null, [1], {}] }), 'b=&b=&b=');
assert.strictEqual(stringify({ 'é&=': ' +%\u{1f600}', "!'()*-._~": 1 }),
                   "%C3%A9%26%3D=%20%2B%25%F0%9F%98%80&!'()*-._~=1");
assert.strictEqual(stringify({ n: 1e21, z: -0, x: 1.5 }), 'n=1e%2B21&z=0&x=1.5');
assert.strictEqual(stringify({ a: 1, b: [2, 3] }, ';', ':'), 'a:1;b:2;b:3');
assert.strictEqual(stringify({a: 'x y'}, null, null, {encodeURIComponent: (s) => `<${s}>`}),
                   '<a>=<x y>');
assert.strictEqual(stringify(Object.create({ inherited: 1 })), '');
for (const other of [undefined, null, 'a=b', 1, true]) assert.strictEqual(stringify(other), '');
assert.throws(() => stringify({ a: '\ud800' }), { code: 'ERR_INVALID_URI', name: 'URIError' });
