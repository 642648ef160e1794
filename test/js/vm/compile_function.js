// vm.compileFunction: parameters, context extensions, a context of its own, and refusal of code
// that leaves the body.
'use strict';

const assert = require('assert');
const vm = require('vm');
const { errorLike } = require('../../common');

assert.strictEqual(vm.compileFunction('return a + b', ['a', 'b'])(1, 2), 3);
assert.strictEqual(vm.compileFunction('return a', ['a']).toString(), 'function (a) {\nreturn a\n}');
assert.strictEqual(
  vm.compileFunction('return x + y', [], { contextExtensions: [{ x: 1 }, { y: 2 }] })(),
  3,
);
const context = vm.createContext({ inContext: 'yes' });
assert.strictEqual(
  vm.compileFunction('return inContext', [], { parsingContext: context })(),
  'yes',
);
assert.throws(() => vm.compileFunction('return inContext')(), { name: 'ReferenceError' });
assert.throws(() => vm.compileFunction('}); evil(); (function() {'), { name: 'SyntaxError' });
assert.throws(
  () => vm.compileFunction('let x = ;', [], { filename: 'f.vm', lineOffset: 4 }),
  (error) => error.stack.startsWith('f.vm:5\nlet x = ;\n        ^\n\nSyntaxError'),
);

const made = vm.compileFunction('return 1', [], { produceCachedData: true });
assert.strictEqual(made.cachedDataProduced, true);
const { cachedData } = made;
assert.strictEqual(vm.compileFunction('return 1', [], { cachedData }).cachedDataRejected, false);
assert.strictEqual(vm.compileFunction('return 22', [], { cachedData }).cachedDataRejected, true);

const typeError = errorLike({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
for (const args of [
  [],
  [5],
  ['', 'x'],
  ['', [5]],
  ['', [], 5],
  ['', [], null],
  ['', [], { parsingContext: {} }],
  ['', [], { contextExtensions: {} }],
  ['', [], { contextExtensions: [5] }],
  ['', [], { cachedData: 'x' }],
]) {
  assert.throws(() => vm.compileFunction(...args), typeError);
}
