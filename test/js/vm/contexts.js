// A contextified object is the global object of its context: reads, writes, declarations and
// deletions go through to it.
'use strict';

const assert = require('assert');
const vm = require('vm');

{
  const object = { x: 1, nested: { y: 2 } };
  const context = vm.createContext(object);
  assert.strictEqual(context, object);
  assert.strictEqual(vm.isContext(object), true);
  assert.strictEqual(vm.isContext({}), false);
  assert.strictEqual(vm.createContext(object), object);

  vm.runInContext(
    'var v = 1; w = 2; function f() { return x; } let l = 3; const c = 4; class K {}; x += 10;',
    object,
  );
  assert.strictEqual(object.x, 11);
  assert.strictEqual(object.v, 1);
  assert.strictEqual(object.w, 2);
  assert.strictEqual(object.f(), 11);
  assert.ok(!('l' in object) && !('c' in object) && !('K' in object));
  // let, const and class are still there for later scripts of the context.
  assert.strictEqual(vm.runInContext('l + c', object), 7);
  assert.strictEqual(globalThis.v, undefined);

  object.later = 'added outside';
  assert.strictEqual(vm.runInContext('later', object), 'added outside');
  assert.strictEqual(vm.runInContext('nested', object), object.nested);
  assert.strictEqual(vm.runInContext('delete w; typeof w', object), 'undefined');
  assert.ok(!('w' in object));
  assert.strictEqual(vm.runInContext('typeof nowhere', object), 'undefined');
  assert.throws(
    () => vm.runInContext('nowhere', object),
    (error) => error.name === 'ReferenceError' && !(error instanceof ReferenceError),
  );
}

// The global object looks like the object from inside.
{
  const object = vm.createContext({ a: 1 });
  assert.strictEqual(vm.runInContext('this === globalThis', object), true);
  assert.strictEqual(vm.runInContext('this.a', object), 1);
  assert.deepStrictEqual(vm.runInContext('Object.keys(this)', object).join(), 'a');
  assert.strictEqual(vm.runInContext('"a" in this && this.hasOwnProperty("a")', object), true);
  assert.strictEqual(
    vm.runInContext('Object.prototype.hasOwnProperty.call(this, "b")', object),
    false,
  );
  object.self = object;
  assert.strictEqual(vm.runInContext('self === this', object), true);
  vm.runInContext('this[0] = "zero"; this["01"] = 1', object);
  assert.strictEqual(object[0], 'zero');
  assert.strictEqual(object['01'], 1);
  assert.strictEqual(vm.runInContext('delete this[0]; this[0]', object), undefined);
}

// Builtins of the context are its own.
{
  const object = vm.createContext({});
  assert.notStrictEqual(vm.runInContext('Array', object), Array);
  assert.strictEqual(vm.runInContext('[] instanceof Array', object), true);
  assert.strictEqual(vm.runInContext('[]', object) instanceof Array, false);
  assert.ok(Array.isArray(vm.runInContext('[]', object)));
  assert.strictEqual(
    vm.runInContext('typeof process + typeof require + typeof console.log', object),
    'undefinedundefinedfunction',
  );
  // They can be hidden by the object.
  object.Array = 'mine';
  assert.strictEqual(vm.runInContext('Array', object), 'mine');
  delete object.Array;
  assert.strictEqual(vm.runInContext('typeof Array', object), 'function');
}

// Two contexts do not see each other.
{
  const one = vm.createContext({});
  const two = vm.createContext({});
  vm.runInContext('var shared = 1; Object.prototype.polluted = 1', one);
  assert.strictEqual(
    vm.runInContext('typeof shared + typeof ({}).polluted', two),
    'undefinedundefined',
  );
  assert.strictEqual({}.polluted, undefined);
}

// An ordinary context: no object behind it.
{
  const global = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  assert.ok(vm.isContext(global));
  assert.strictEqual(vm.runInContext('globalThis', global), global);
  vm.runInContext('x = 1; Object.freeze(globalThis)', global);
  assert.strictEqual(global.x, 1);
  assert.strictEqual(vm.createContext(global), global);
}
