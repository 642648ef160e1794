// What is printed when something is thrown that is no Error: an empty line, the place, and the
// value below it.
'use strict';

const assert = require('assert');
const { spawnScript, spawnSelf } = require('../../common');

const hint =
  /\n\(Use `gyre --trace-uncaught \.\.\.` to show where the exception was thrown\)\n\nGyre v.+\n$/;

for (const [source, shown, isPrimitive] of [
  ['"text"', 'text', true],
  ['null', 'null', true],
  ['undefined', 'undefined', true],
  ['42', '42', true],
  ['42n', '42n', true],
  ['Symbol("s")', 'Symbol(s)', true],
  ['{ a: 1 }', '{ a: 1 }', false],
  ['[1, 2]', '[ 1, 2 ]', false],
  ['function named() {}', '[Function: named]', false],
]) {
  const { status, stderr } = spawnScript(`throw ${source}`);
  assert.strictEqual(status, 1);
  const lines = stderr.split('\n');
  assert.strictEqual(lines[0], '');
  assert.match(lines[1], /script\.js:1$/);
  assert.deepStrictEqual(lines.slice(2, 5), [`throw ${source}`, '^', shown]);
  assert.strictEqual(hint.test(stderr), isPrimitive, stderr);
}

// --trace-uncaught gives the stack that such a value has not.
const { stderr } = spawnSelf([
  '--trace-uncaught',
  '-e',
  'function thrower() { throw 1; } thrower();',
]);
assert.match(stderr, /\n1\n/);
assert.doesNotMatch(stderr, /Use `gyre --trace-uncaught/);
assert.match(stderr, /\nThrown at:\n {4}at thrower \(\[eval\]:1:22\)\n/);
