// parse and stringify use the module's escape and unescape as they are at the time of the call.
'use strict';
const assert = require('assert');
const querystring = require('querystring');
const { mustCall } = require('../../common');

const { escape, unescape } = querystring;
querystring.escape = mustCall((text) => `[${text}]`, 2);
assert.strictEqual(querystring.stringify({ a: 'b' }), '[a]=[b]');
querystring.escape = escape;
querystring.unescape = mustCall((text) => text.toUpperCase(), 2);
assert.deepStrictEqual(querystring.parse('a=b'), { __proto__: null, A: 'B' });
querystring.unescape = unescape;

// A decoder that fails gives way to the built-in one.
const options = { decodeURIComponent() { throw new Error('no'); } };
assert.deepStrictEqual(querystring.parse('a=%41+b', null, null, options),
                       {__proto__: null, a: 'A b'});
assert.strictEqual(querystring.decode, querystring.parse);
assert.strictEqual(querystring.encode, querystring.stringify);
