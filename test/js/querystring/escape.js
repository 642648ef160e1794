// querystring.escape, unescape and unescapeBuffer.
'use strict';
const assert = require('assert');
const { escape, unescape, unescapeBuffer } = require('querystring');

for (let code = 0; code < 0x80; code++) {
  const c = String.fromCharCode(code);
  assert.strictEqual(escape(c), encodeURIComponent(c));
  assert.strictEqual(unescape(escape(c)), c);
}
assert.strictEqual(escape('a\u00e9\u20ac\u{10ffff}b'), 'a%C3%A9%E2%82%AC%F4%8F%BF%BFb');
assert.strictEqual(escape(5), '5');
assert.strictEqual(escape(null), 'null');
assert.strictEqual(escape({ toString: () => 'a b' }), 'a%20b');
assert.throws(() => escape(Symbol('x')), TypeError);
assert.throws(() => escape('a\udfff'), { code: 'ERR_INVALID_URI' });

assert.strictEqual(unescape('a%20b+'), 'a b+');
assert.strictEqual(unescape('%41%zz%ff'), 'A%zz\ufffd');
assert.strictEqual(unescapeBuffer('%e2%82%ac%4%').toString(), '\u20ac%4%');
assert.deepStrictEqual([...unescapeBuffer('a%00%fF+', true)], [0x61, 0, 0xff, 0x20]);
