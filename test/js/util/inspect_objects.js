// util.inspect names constructors, tags and missing prototypes, and writes keys as needed.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

class Foo {
  constructor() { this.a = 1; }
}
class Bar extends Foo {}
class Tagged {
  get [Symbol.toStringTag]() { return 'tag'; }
}

const orphan = Object.setPrototypeOf(new Foo(), null);
const cases = [
  [{}, '{}'],
  [{ a: 1, 'b-c': 2, 3: 4, '': 5, ['__proto__']: 6 },
   "{ '3': 4, a: 1, 'b-c': 2, '': 5, ['__proto__']: 6 }"],
  [{ [Symbol('x y')]: 1, [Symbol("q'")]: 2 }, "{ [Symbol(x y)]: 1, [Symbol(q\\')]: 2 }"],
  [new Foo(), 'Foo { a: 1 }'],
  [new Bar(), 'Bar { a: 1 }'],
  [new Tagged(), 'Tagged [tag] {}'],
  [Object.create(null), '[Object: null prototype] {}'],
  [orphan, '[Foo: null prototype] { a: 1 }'],
  [Object.create({}), '{}'],
  [Object.create(Object.create(null)), 'Object <[Object: null prototype] {}> {}'],
  [{ constructor: 'x' }, "{ constructor: 'x' }"],
  [{ get a() { return 1; }, set a(v) {}, get b() { return 1; }, set c(v) {} },
   '{ a: [Getter/Setter], b: [Getter], c: [Setter] }'],
  [{ a: undefined }, '{ a: undefined }'],
  [(function() { return arguments; })(1), "[Arguments] { '0': 1 }"],
  [(function* g() {})(), 'Object [Generator] {}'],
  [Math, 'Object [Math] {}'],
  [new Proxy({ a: 1 }, {}), '{ a: 1 }'],
  [Object(1), '[Number: 1]'],
  [Object('a'), "[String: 'a']"],
  [Object(1n), '[BigInt: 1n]'],
  [Object(Symbol('s')), '[Symbol: Symbol(s)]'],
  [Object.assign(Object(true), { x: 1 }), '[Boolean: true] { x: 1 }'],
  [/a\/b/gi, '/a\\/b/gi'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [new Date(NaN), 'Invalid Date'],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);

// Hidden properties and those of prototypes only with showHidden.
const hidden = Object.defineProperty({ a: 1 }, 'h', { value: 2 });
assert.strictEqual(inspect(hidden), '{ a: 1 }');
assert.strictEqual(inspect(hidden, { showHidden: true }), '{ a: 1, [h]: 2 }');
class WithGetter {
  get g() { return this.v; }
  method() {}
}
const instance = Object.assign(new WithGetter(), { v: 7 });
assert.strictEqual(inspect(instance, { showHidden: true, getters: true }),
                   'WithGetter { v: 7, [g]: [Getter: 7] }');

// Getters run only when asked, and may throw.
const throwing = { get x() { throw new Error('no'); } };
assert.strictEqual(inspect(throwing), '{ x: [Getter] }');
assert.strictEqual(inspect(throwing, { getters: true }),
                   '{ x: [Getter: <Inspection threw (no)>] }');
assert.strictEqual(inspect({ get a() { return 1; }, get b() { return 2; }, set b(v) {} },
                           { getters: 'set' }), '{ a: [Getter], b: [Getter/Setter: 2] }');
