// MIMEType parses and serializes as the MIME Sniffing Standard says.
'use strict';
const assert = require('assert');
const { MIMEType, MIMEParams } = require('util');

const cases = [
  ['text/html', 'text/html'],
  [' TEXT/HTML ;Charset="UTF-8" ', 'text/html;charset=UTF-8'],
  ['text/html;', 'text/html'],
  ['text/html;a;b=1;b=2', 'text/html;b=1'],
  ['text/html;a="b;c"d;e=f', 'text/html;a="b;c";e=f'],
  ['text/html;a="\\"\\x"', 'text/html;a="\\"x"'],
  ['text/html;a="open', 'text/html;a=open'],
  ['text/html;a=', 'text/html'],
  ['text/html;a=""', 'text/html;a=""'],
  ['text/html;a b=c;d=e', 'text/html;d=e'],
];
for (const [input, expected] of cases) {
  assert.strictEqual(String(new MIMEType(input)), expected);
  assert.strictEqual(JSON.stringify(new MIMEType(input)), JSON.stringify(expected));
}
for (const input of ['', '/', 'text', 'text/', '/html', 'te xt/html', 'text/ht,ml', 'é/a']) {
  assert.throws(() => new MIMEType(input), { code: 'ERR_INVALID_MIME_SYNTAX' });
}

const type = new MIMEType('a/b;c=d');
type.type = 'X';
type.subtype = 'Y';
type.params.set('e', 'f g');
assert.strictEqual(type.essence, 'x/y');
assert.strictEqual(String(type), 'x/y;c=d;e="f g"');
assert.deepStrictEqual([...type.params], [['c', 'd'], ['e', 'f g']]);
assert.deepStrictEqual([...type.params.keys()], ['c', 'e']);
assert.strictEqual(type.params.get('nope'), null);
type.params.delete('c');
assert.strictEqual(type.params.has('c'), false);
assert.throws(() => { type.type = ''; }, { code: 'ERR_INVALID_MIME_SYNTAX' });
assert.throws(() => type.params.set('', 'x'), { code: 'ERR_INVALID_MIME_SYNTAX' });
assert.throws(() => type.params.set('x', '\n'), { code: 'ERR_INVALID_MIME_SYNTAX' });
assert.strictEqual(String(new MIMEParams()), '');
