// Contexts and scripts that nobody can reach are collected; functions out of a context keep it
// working.

// Flags: --expose-gc
'use strict';

const assert = require('assert');
const vm = require('vm');
const { mustCallAtLeast } = require('../../common');

let collected = 0;
const registry = new FinalizationRegistry(mustCallAtLeast(() => collected++));

function make() {
  for (let i = 0; i < 20; i++) {
    const object = vm.createContext({ i }, i % 2 === 0 ? {} : { microtaskMode: 'afterEvaluate' });
    vm.runInContext('var f = () => globalThis.i; f();', object);
    registry.register(object, i);
    new vm.Script(`(() => ${i})()`).runInThisContext();
  }
}

// The object is only reachable through a function of its context.
const survivor = vm.runInContext('var answer = 42; () => answer', vm.createContext({}));

make();
let rounds = 0;
setImmediate(function collect() {
  globalThis.gc();
  if (collected >= 18 || ++rounds > 50) {
    assert.ok(collected >= 18, `${collected} of 20 contexts were collected`);
    assert.strictEqual(survivor(), 42);
    return;
  }
  setImmediate(collect);
});
