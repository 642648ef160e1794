// util.inspect numbers objects that contain themselves, through any container.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

const object = {};
object.self = object;
assert.strictEqual(inspect(object), '<ref *1> { self: [Circular *1] }');

const map = new Map();
map.set(map, [map]);
assert.strictEqual(inspect(map), '<ref *1> Map(1) { [Circular *1] => [ [Circular *1] ] }');

const outer = { inner: {} };
outer.inner.inner = outer.inner;
outer.inner.outer = outer;
assert.strictEqual(
  inspect(outer),
  '<ref *2> {\n  inner: <ref *1> { inner: [Circular *1], outer: [Circular *2] }\n}');

// The same object twice is no circle.
const shared = { a: 1 };
assert.strictEqual(inspect([shared, shared]), '[ { a: 1 }, { a: 1 } ]');

const error = new Error('loop');
error.stack = 'Error: loop';
error.cause = error;
assert.strictEqual(inspect(error), '<ref *1> [Error: loop] { cause: [Circular *1] }');

// A list too deep for the stack ends with a note instead of an exception.
const head = {};
let tail = head;
for (let i = 0; i < 100_000; i++) tail = tail.next = {};
assert.match(inspect(head, { depth: Infinity }),
             /Object: Inspection interrupted prematurely\. Maximum call stack size exceeded/);

// Text that would grow without bound is cut off.
let last = {};
const first = last;
for (let i = 0; i < 1000; i++) {
  last.next = { first, last, object: { a: 1 } };
  last = last.next;
  first[i] = last;
}
assert.ok(inspect(first, { depth: Infinity }).length > 1000);
