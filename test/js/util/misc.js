// The small functions of util: inherits, system error names, aborted, toUSVString, old predicates.
'use strict';
const assert = require('assert');
const util = require('util');
const { mustCall } = require('../../common');

function Base() {}
function Derived() {}
util.inherits(Derived, Base);
assert.ok(new Derived() instanceof Base);
assert.strictEqual(Derived.super_, Base);
assert.throws(() => util.inherits(null, Base), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => util.inherits(Derived, {}), {
  code: 'ERR_INVALID_ARG_TYPE', message: /"superCtor\.prototype" property/,
});

assert.strictEqual(util.getSystemErrorName(-2), 'ENOENT');
assert.deepStrictEqual(util.getSystemErrorMap().get(-2),
                       ['ENOENT', 'no such file or directory']);
for (const bad of [0, 1, -1.5, NaN]) {
  assert.throws(() => util.getSystemErrorName(bad), { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => util.getSystemErrorName('x'), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(util.toUSVString('a\ud800b\ude00\ud83d\ude00'), 'a\ufffdb\ufffd\ud83d\ude00');
assert.ok(util.isDeepStrictEqual({ a: [1] }, { a: [1] }));
assert.ok(!util.isDeepStrictEqual([1], ['1']));
assert.ok(util.isArray([]) && util.isRegExp(/x/) && util.isNullOrUndefined(null));
assert.deepStrictEqual(util._extend({ a: 1 }, { b: 2 }), { a: 1, b: 2 });
assert.strictEqual(require('sys'), util);
for (const name of ['TextEncoder', 'TextDecoder', 'MIMEType', 'MIMEParams', 'parseArgs']) {
  assert.strictEqual(typeof util[name], 'function', name);
}
assert.strictEqual(util.TextDecoder, TextDecoder);

const controller = new AbortController();
util.aborted(controller.signal, controller).then(mustCall());
controller.abort();
assert.rejects(util.aborted({}, {}), { code: 'ERR_INVALID_ARG_TYPE' }).then(mustCall());
