// Receivers, arguments and inputs meant to break things.
'use strict';
const assert = require('assert');

for (const name
         of ['href', 'origin', 'protocol', 'host', 'pathname', 'search', 'searchParams', 'hash']) {
  assert.throws(() => Reflect.get(URL.prototype, name, {}), TypeError);
  assert.throws(() => URL.prototype[name], TypeError);
}
assert.throws(() => URL.prototype.toString.call({}), TypeError);
assert.throws(() => new URL(Symbol('x')), TypeError);
assert.throws(() => new URL({ toString() { throw new RangeError('mine'); } }), RangeError);

// An object that was made to look like a record or a URL is only text.
assert.throws(() => new URL({ href: 'http://h/', schemeEnd: 5 }), { code: 'ERR_INVALID_URL' });
class Lying extends URL {
  toString() { return 'http://other/'; }
}
assert.strictEqual(new URL('x', new Lying('http://h/a/')).href, 'http://other/x');

// Sizes: linear work, no recursion.
const long = 'a/'.repeat(200000);
assert.strictEqual(new URL(`http://h/${long}${'../'.repeat(200000)}`).href, 'http://h/');
assert.strictEqual(new URL(`http://${'u'.repeat(100000)}@h/`).username.length, 100000);
assert.strictEqual(new URL(`http://h/?${'&'.repeat(300000)}`).searchParams.size, 0);
assert.strictEqual(new URL(`http://h/${'é'.repeat(50000)}`).pathname.length, 300001);
assert.throws(() => new URL(`http://[${'0:'.repeat(50000)}]/`), { code: 'ERR_INVALID_URL' });
assert.throws(() => new URL(`http://${'1.'.repeat(50000)}/`), { code: 'ERR_INVALID_URL' });

// Controls, lone surrogates, noncharacters.
assert.strictEqual(new URL('\0\x1f http://h/a\0b\x1f ').href, 'http://h/a%00b');
assert.strictEqual(new URL('ht\ntp:/\t/h/\r').href, 'http://h/');
assert.strictEqual(new URL('http://h/\ud800?\udc00#\uffff').href,
                   'http://h/%EF%BF%BD?%EF%BF%BD#%EF%BF%BF');
assert.strictEqual(new URL('x:\ud83d').pathname, '%EF%BF%BD');

// Built-ins that a program has replaced are not consulted.
const { replace, slice } = String.prototype;
const iterate = Array.prototype[Symbol.iterator];
try {
  Array.prototype[Symbol.iterator] = () => { throw new Error('iterated'); };
  assert.strictEqual(new URL('//é/x?y', 'http://h/').hostname, 'xn--9ca');
} finally {
  Array.prototype[Symbol.iterator] = iterate;
}
assert.ok(replace === String.prototype.replace && slice === String.prototype.slice);
