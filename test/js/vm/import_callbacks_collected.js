'use strict';
// Flags: --expose-gc --experimental-vm-modules --no-compilation-cache

// What importModuleDynamically keeps goes with the code: of a script or function that nothing
// refers to any more nothing is left, once V8's compilation cache has forgotten it; as long as a
// function of it is there its callback is.

const assert = require('assert');
const vm = require('vm');
const { mustCall } = require('../../common');

const refs = [];

function make() {
  const kept = {};
  const importModuleDynamically = () => kept;
  refs.push(new WeakRef(kept), new WeakRef(importModuleDynamically));
  new vm.Script(`"script ${refs.length}"`, { importModuleDynamically }).runInThisContext();
  vm.compileFunction(`return "function ${refs.length}"`, [], { importModuleDynamically })();
}

async function collect(isDone) {
  for (let i = 0; i < 50 && !isDone(); i++) {
    await new Promise(setImmediate);
    globalThis.gc();
  }
}

async function main() {
  for (let i = 0; i < 20; i++) make();
  await collect(() => refs.some((ref) => ref.deref() === undefined));
  assert.ok(refs.some((ref) => ref.deref() === undefined));

  let gone = false;
  const registry = new FinalizationRegistry(() => {
    gone = true;
  });
  const called = mustCall((specifier) => {
    throw new RangeError(specifier);
  });
  // The Script itself goes; the function that it made stays.
  const later = (() => {
    const script = new vm.Script('() => import("later")', { importModuleDynamically: called });
    registry.register(script);
    return script.runInThisContext();
  })();
  await collect(() => gone);
  assert.ok(gone);
  await assert.rejects(later(), { name: 'RangeError', message: 'later' });
}

main().then(mustCall());
