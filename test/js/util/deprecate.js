// util.deprecate warns once for each function, or for each code, and keeps the function's nature.
'use strict';
const assert = require('assert');
const util = require('util');
const { mustCall } = require('../../common');

const seen = [];
process.on('warning', mustCall((warning) => {
  assert.strictEqual(warning.name, 'DeprecationWarning');
  seen.push([warning.message, warning.code]);
}, 4));

const first = util.deprecate(function(a) { return [this.x, a]; }, 'first');
assert.deepStrictEqual(first.call({ x: 1 }, 2), [1, 2]);
first.call({ x: 1 });
const withCode = [1, 2].map((n) => util.deprecate(() => n, `coded ${n}`, 'DEPTEST'));
assert.deepStrictEqual(withCode.map((fn) => fn()), [1, 2]);

class Old {
  constructor(a) { this.a = a; }
}
const Deprecated = util.deprecate(Old, 'class');
class Derived extends Deprecated {}
assert.strictEqual(new Derived(3).a, 3);
assert.ok(new Deprecated(1) instanceof Old);

process.noDeprecation = true;
const silenced = util.deprecate(() => 'silent', 'never');
assert.strictEqual(silenced(), 'silent');
process.noDeprecation = false;
util.deprecate(() => {}, 'late')();

assert.throws(() => util.deprecate(() => {}, 'm', 5), { code: 'ERR_INVALID_ARG_TYPE' });
process.on('exit', () => {
  assert.deepStrictEqual(seen, [
    ['first', undefined], ['coded 1', 'DEPTEST'], ['class', undefined], ['late', undefined],
  ]);
});
