// atob and btoa as the HTML and Infra standards have them.
'use strict';

const assert = require('assert');
const buffer = require('buffer');
require('../../common');

assert.strictEqual(btoa('é'), '6Q==');
assert.strictEqual(btoa(''), '');
assert.strictEqual(btoa(null), btoa('null'));
assert.strictEqual(atob(' Y Q\n=\t= '), 'a');
assert.strictEqual(atob('YQ'), 'a');
assert.strictEqual(atob('YR=='), 'a');
assert.strictEqual(atob(''), '');
for (let length = 0; length < 70; length++) {
  const text = String.fromCharCode(...Array.from({ length }, (_, i) => (i * 89 + length) & 0xff));
  assert.strictEqual(atob(btoa(text)), text);
  assert.strictEqual(atob(btoa(text).replace(/=/g, '')), text);
}
const invalid = { name: 'InvalidCharacterError', code: 5 };
for (const text of ['Y', 'YQ=', 'YQ===', '=YQ=', 'YQ\v', 'Y-Q_', 'ab€', '*', 'YWJj=', '====']) {
  assert.throws(() => atob(text), invalid, text);
}
// Wrong characters at each place of a long text, in either half of the vector code.
const long = btoa('x'.repeat(60));
for (let i = 0; i < long.length; i++) {
  for (const wrong of ['-', '_', '*']) {
    assert.throws(() => atob(long.slice(0, i) + wrong + long.slice(i + 1)), invalid);
  }
}
assert.throws(() => btoa('€'), invalid);
assert.ok(btoa('a'.repeat(3)) === 'YWFh');
for (const fn of [atob, btoa, buffer.atob, buffer.btoa]) {
  assert.throws(() => fn(), { code: 'ERR_MISSING_ARGS', name: 'TypeError' });
  assert.throws(() => fn(Symbol('x')), TypeError);
}
