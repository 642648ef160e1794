// util.inspect tells functions from classes and shows their kind, name and what they extend.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

function Named() {}
const cases = [
  [Named, '[Function: Named]'],
  [(() => () => {})(), '[Function (anonymous)]'],
  [async () => {}, '[AsyncFunction (anonymous)]'],
  [function* gen() {}, '[GeneratorFunction: gen]'],
  [async function* gen() {}, '[AsyncGeneratorFunction: gen]'],
  [class A {}, '[class A]'],
  [class extends Named {}, '[class (anonymous) extends Named]'],
  [class B extends null {}, '[class B]'],
  [({ class() {} }).class, '[Function: class]'],
  [Map, '[Function: Map]'],
  [Object.assign(function f() {}, { x: 1 }), '[Function: f] { x: 1 }'],
  [Object.defineProperty(() => {}, 'name', { value: 5 }), '[Function: 5]'],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);

assert.strictEqual(inspect(Object.setPrototypeOf(class C {}, null)),
                   '[class C extends [null prototype]]');
assert.strictEqual(inspect(Object.setPrototypeOf(() => {}, null)),
                   '[Function (null prototype) (anonymous)]');
