// structuredClone of everything the algorithm knows: identity, cycles, holes, errors, prototypes.
'use strict';

const assert = require('assert');
require('../../common');

const shared = { x: 1 };
const value = {
  a: [1, , 3], b: new Map([[shared, new Set([shared])]]), c: new Date(5), d: /x/gi, e: 5n,
  f: Object('boxed'), g: new Float64Array([1, 2]).subarray(1), h: shared, i: undefined, j: -0,
  get k() { return 'read'; },
};
value.self = value;
const clone = structuredClone(value);
assert.strictEqual(clone.self, clone);
assert.ok(!(1 in clone.a) && clone.a.length === 3);
assert.strictEqual([...clone.b.keys()][0], clone.h);
assert.ok([...clone.b.values()][0].has(clone.h));
assert.deepStrictEqual([clone.c, clone.d, clone.e, clone.i], [new Date(5), /x/gi, 5n, undefined]);
assert.ok(Object.is(clone.j, -0));
assert.deepStrictEqual(clone.f, Object('boxed'));
assert.strictEqual(clone.g.buffer.byteLength, 16);
assert.strictEqual(Object.getOwnPropertyDescriptor(clone, 'k').value, 'read');

class Point { x = 1; #y = 2; }
assert.strictEqual(Object.getPrototypeOf(structuredClone(new Point())), Object.prototype);
const error = structuredClone(Object.assign(new RangeError('m', { cause: shared }), { extra: 1 }));
assert.ok(error instanceof RangeError);
assert.deepStrictEqual([error.message, error.extra], ['m', undefined]);
assert.strictEqual(Object.getPrototypeOf(structuredClone(Buffer.from('ab'))), Uint8Array.prototype);
const memory = new SharedArrayBuffer(1);
new Uint8Array(structuredClone(memory))[0] = 7;
assert.strictEqual(new Uint8Array(memory)[0], 7);

for (const [bad, message] of [[Symbol('s'), 'Symbol(s) could not be cloned.'],
  [() => {}, '() => {} could not be cloned.'], [new WeakMap(), '#<WeakMap> could not be cloned.'],
  [Promise.resolve(), '#<Promise> could not be cloned.'],
  [new Proxy({}, {}), /could not be cloned/],
  [{ deep: [() => 1] }, '() => 1 could not be cloned.']]) {
  assert.throws(() => structuredClone(bad), { name: 'DataCloneError', code: 25, message });
}
const own = new Error('mine');
assert.throws(() => structuredClone({ get x() { throw own; } }), (error) => error === own);
assert.throws(() => structuredClone(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => structuredClone(1, 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => structuredClone(1, { transfer: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
