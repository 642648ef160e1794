// A timeout ends a script that does not end by itself, nested ones in the right order, and the
// isolate stays usable.
'use strict';

const assert = require('assert');
const vm = require('vm');
const { errorLike } = require('../../common');

const timedOut = (ms) =>
  errorLike({
    name: 'Error',
    code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
    message: `Script execution timed out after ${ms}ms`,
  });

for (let i = 0; i < 3; i++) {
  assert.throws(() => vm.runInThisContext('for (;;);', { timeout: 5 }), timedOut(5));
}
assert.throws(
  () =>
    vm.runInNewContext(
      'try { for (;;); } catch { caught = true; } finally { for (;;); }',
      {},
      { timeout: 5 },
    ),
  timedOut(5),
);
assert.strictEqual(vm.runInThisContext('1 + 1', { timeout: 10_000 }), 2);
assert.throws(() => vm.runInThisContext('throw new RangeError("own")', { timeout: 10_000 }), {
  message: 'own',
});

// The inner timeout is the inner run's alone.
{
  const context = vm.createContext({
    inner: () => {
      try {
        vm.runInThisContext('for (;;);', { timeout: 5 });
      } catch (error) {
        return error.code;
      }
    },
  });
  assert.strictEqual(
    vm.runInContext('inner() + inner()', context, { timeout: 60_000 }),
    'ERR_SCRIPT_EXECUTION_TIMEOUTERR_SCRIPT_EXECUTION_TIMEOUT',
  );
}

// The outer one ends the inner run too, and inner code cannot catch that.
{
  let caught = 0;
  const context = vm.createContext({
    inner: () => {
      try {
        vm.runInThisContext('for (;;);', { timeout: 60_000 });
      } catch {
        caught++;
      }
    },
  });
  assert.throws(() => vm.runInContext('inner()', context, { timeout: 10 }), timedOut(10));
  assert.strictEqual(caught, 0);
}

// Microtasks of a context with a queue of its own run within the run, and within its timeout.
{
  const log = [];
  const context = vm.createContext(
    { log: (text) => log.push(text) },
    { microtaskMode: 'afterEvaluate' },
  );
  vm.runInContext('Promise.resolve().then(() => log("microtask")); log("script")', context, {
    timeout: 10_000,
  });
  assert.deepStrictEqual(log, ['script', 'microtask']);
  assert.throws(
    () =>
      vm.runInContext('function again() { Promise.resolve().then(again); } again();', context, {
        timeout: 10,
      }),
    timedOut(10),
  );
}
