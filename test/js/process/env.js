'use strict';

// process.env is a live view: strings in, strings out, every operation of an object.

const assert = require('assert');

const { env } = process;
env.GYRE_TEST = 'one';
assert.strictEqual(env.GYRE_TEST, 'one');
assert.ok('GYRE_TEST' in env);
assert.ok(Object.hasOwn(env, 'GYRE_TEST'));
assert.ok(Object.keys(env).includes('GYRE_TEST'));
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(env, 'GYRE_TEST'),
                       { value: 'one', writable: true, enumerable: true, configurable: true });
assert.ok(JSON.parse(JSON.stringify(env)).GYRE_TEST === 'one');
assert.ok({ ...env }.GYRE_TEST === 'one');
let found = false;
for (const key in env) found ||= key === 'GYRE_TEST';
assert.ok(found);

for (const [value, text] of [[1, '1'], [true, 'true'], [null, 'null'], [undefined, 'undefined'],
                             ['', ''], [{}, '[object Object]'],
                             ['\u00e9\u{1f600}', '\u00e9\u{1f600}'],
                             ['a=b\nc', 'a=b\nc'], ['x'.repeat(100_000), 'x'.repeat(100_000)]]) {
  env.GYRE_TEST = value;
  assert.strictEqual(env.GYRE_TEST, text);
}
assert.throws(() => {
  env.GYRE_TEST = Symbol('s');
}, TypeError);
assert.throws(() => {
  env.GYRE_TEST = { toString() { throw new Error('from toString'); } };
}, /from toString/);

assert.strictEqual(delete env.GYRE_TEST, true);
assert.strictEqual(env.GYRE_TEST, undefined);
assert.ok(!('GYRE_TEST' in env));
assert.strictEqual(delete env.GYRE_TEST, true);

// Symbols are no variables.
const symbol = Symbol('s');
assert.strictEqual(env[symbol], undefined);
assert.ok(!(symbol in env));
assert.throws(() => {
  env[symbol] = 1;
}, TypeError);
assert.strictEqual(delete env[symbol], true);

// What an object inherits is there and is no variable.
assert.strictEqual(typeof env.toString, 'function');
assert.ok(env.hasOwnProperty('PATH') || !('PATH' in env));
assert.strictEqual(Object.keys(env).includes('toString'), false);

Object.defineProperty(env, 'GYRE_TEST', {
  value: 'defined', writable: true, enumerable: true, configurable: true,
});
assert.strictEqual(env.GYRE_TEST, 'defined');
for (const descriptor of [{ value: 'x' }, { get() {} },
                          { value: 'x', writable: false, enumerable: true, configurable: true }]) {
  assert.throws(() => Object.defineProperty(env, 'GYRE_TEST', descriptor),
                { code: 'ERR_INVALID_OBJECT_DEFINE_PROPERTY' });
}
assert.strictEqual(env.GYRE_TEST, 'defined');

// A number is a name like any other; the time zone is heeded.
env[42] = 'answer';
assert.strictEqual(env['42'], 'answer');
assert.ok(Object.keys(env).includes('42'));
env.TZ = 'Asia/Tokyo';
assert.strictEqual(new Date(0).getHours(), 9);
env.TZ = 'America/New_York';
assert.strictEqual(new Date(0).getHours(), 19);
