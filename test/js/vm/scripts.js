// vm.Script: one compilation, many runs; file name, offsets, code caches, and the place of errors.
'use strict';

const assert = require('assert');
const vm = require('vm');
const { errorLike } = require('../../common');

{
  const script = new vm.Script('count = (typeof count === "undefined" ? 0 : count) + 1');
  const context = vm.createContext({});
  assert.strictEqual(script.runInContext(context), 1);
  assert.strictEqual(script.runInContext(context), 2);
  assert.strictEqual(script.runInNewContext({ count: 10 }), 11);
  assert.strictEqual(script.runInThisContext(), 1);
  assert.strictEqual(globalThis.count, 1);
  delete globalThis.count;
}

// It does not see local variables; it does see globals.
{
  const local = 1;
  assert.strictEqual(vm.runInThisContext('typeof local'), 'undefined');
  assert.strictEqual(local, 1);
  assert.strictEqual(vm.runInThisContext('globalThis'), globalThis);
}

// Errors: file, line, column offset; the source line is at the head of the stack, once.
{
  assert.throws(
    () => new vm.Script('let x =\n  ;', 'broken.vm'),
    (error) => {
      assert.ok(error instanceof SyntaxError);
      assert.ok(
        error.stack.startsWith("broken.vm:2\n  ;\n  ^\n\nSyntaxError: Unexpected token ';'"),
        error.stack,
      );
      return true;
    },
  );
  const run = (options) => {
    try {
      return vm.runInThisContext('  throw new Error("here")', { filename: 'f.vm', ...options });
    } catch (error) {
      return error.stack;
    }
  };
  assert.ok(
    run().startsWith('f.vm:1\n  throw new Error("here")\n  ^\n\nError: here\n    at f.vm:1:9\n'),
    run(),
  );
  assert.ok(
    run({ lineOffset: 10, columnOffset: 5 }).includes('at f.vm:11:14\n'),
    run({ lineOffset: 10, columnOffset: 5 }),
  );
  assert.ok(run({ displayErrors: false }).startsWith('Error: here\n    at f.vm:1:9\n'));
  // Through two runs it is not repeated.
  globalThis.vm = vm;
  const twice = vm.runInThisContext(
    `try { vm.runInThisContext('throw new Error("x")', 'inner'); } catch (e) { e.stack }`,
  );
  assert.strictEqual(twice.split('inner:1\n').length, 2);
  delete globalThis.vm;
  // What is no error passes unchanged.
  assert.throws(
    () => vm.runInThisContext('throw 5'),
    (error) => error === 5,
  );
  assert.throws(() => vm.runInThisContext('throw Object.freeze(new Error("frozen"))'), /frozen/);
}

// Error.prepareStackTrace may throw while the place is put on the stack.
{
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = () => {
    throw new Error('prepare');
  };
  assert.throws(() => vm.runInThisContext('throw new RangeError("own")'), RangeError);
  assert.throws(() => new vm.Script('let x = ;'), SyntaxError);
  Error.prepareStackTrace = before;
}

// Code caches.
{
  const source = '(function() { return 1; })()';
  const cachedData = new vm.Script(source).createCachedData();
  assert.ok(Buffer.isBuffer(cachedData) && cachedData.length > 0);
  const script = new vm.Script(source, { cachedData });
  assert.strictEqual(script.cachedDataRejected, false);
  assert.strictEqual(script.runInThisContext(), 1);
  const rejected = new vm.Script(`${source} /* changed */`, { cachedData });
  assert.strictEqual(rejected.cachedDataRejected, true);
  // A text that has been compiled before needs no cache, so that none is looked at: these are new
  // ones.
  const garbage = new vm.Script('"garbage"', { cachedData: Buffer.alloc(64, 1) });
  assert.strictEqual(garbage.cachedDataRejected, true);
  const nothing = new vm.Script('"nothing"', { cachedData: new Uint8Array(0) });
  assert.strictEqual(nothing.cachedDataRejected, true);
  const producing = new vm.Script(source, { produceCachedData: true });
  assert.strictEqual(producing.cachedDataProduced, true);
  assert.ok(Buffer.isBuffer(producing.cachedData));
  assert.strictEqual('cachedDataRejected' in new vm.Script(source), false);
}

assert.strictEqual(new vm.Script('1\n//# sourceMappingURL=x.map').sourceMapURL, 'x.map');
assert.strictEqual(new vm.Script('1').sourceMapURL, undefined);
assert.throws(() => vm.Script('1'), errorLike({ name: 'TypeError' }));
assert.strictEqual(new vm.Script({ toString: () => '40 + 2' }).runInThisContext(), 42);

// Bad arguments.
const typeError = errorLike({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
const rangeError = errorLike({ name: 'RangeError', code: 'ERR_OUT_OF_RANGE' });
for (const options of [5, null, true]) assert.throws(() => new vm.Script('', options), typeError);
for (const [options, check] of [
  [{ filename: 5 }, typeError],
  [{ lineOffset: 'x' }, typeError],
  [{ lineOffset: 1.5 }, rangeError],
  [{ columnOffset: 2 ** 40 }, rangeError],
  [{ cachedData: 'x' }, typeError],
  [{ produceCachedData: 1 }, typeError],
  [{ importModuleDynamically: 5 }, typeError],
]) {
  assert.throws(() => new vm.Script('', options), check);
}
for (const [options, check] of [
  [{ timeout: 0 }, rangeError],
  [{ timeout: -1 }, rangeError],
  [{ timeout: 'x' }, typeError],
  [{ displayErrors: 1 }, typeError],
  [{ breakOnSigint: 'x' }, typeError],
  ['name', typeError],
]) {
  assert.throws(() => new vm.Script('').runInThisContext(options), check);
  assert.throws(() => new vm.Script('').runInNewContext({}, options), check);
}
for (const object of [{}, [], () => {}, 5, null, undefined, 'x']) {
  assert.throws(() => vm.runInContext('1', object), typeError);
}
