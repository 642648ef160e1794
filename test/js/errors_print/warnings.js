// process.emitWarning: what the listener prints, and the flags that change it.
'use strict';

const assert = require('assert');
const fs = require('fs');
const { spawnScript, tmpdir } = require('../../common');

const source = `
  process.emitWarning('plain');
  process.emitWarning('old', 'DeprecationWarning', 'DEP_X');
  process.emitWarning('full', { type: 'Custom', code: 'C', detail: 'first\\nsecond' });
  process.emitWarning(new RangeError('error'));
  process.emit('warning', 'no error: not printed');
  console.log('done');
`;
function warnings(args = [], env = {}) {
  const { status, stdout, stderr } = spawnScript('', { name: 'empty.js' }) && runWith(args, env);
  return { status, stdout, stderr: stderr.replaceAll(/\(node:\d+\)/g, '(node:PID)') };
}
function runWith(args, env) {
  const file = tmpdir('warn.js');
  fs.writeFileSync(file, source);
  return require('../../common').spawnSelf([...args, file], { env: { ...process.env, ...env } });
}
const hint = '(Use `gyre --trace-warnings ...` to show where the warning was created)\n';
const plain = '(node:PID) Warning: plain\n';
const old = '(node:PID) [DEP_X] DeprecationWarning: old\n';
const full = '(node:PID) [C] Custom: full\nfirst\nsecond\n';
const error = '(node:PID) RangeError: error\n';

assert.deepStrictEqual(warnings(), {
  status: 0,
  stdout: 'done\n',
  stderr: plain + hint + old + full + error,
});
assert.strictEqual(warnings(['--no-warnings']).stderr, '');
assert.strictEqual(warnings([], { NODE_NO_WARNINGS: '1' }).stderr, '');
assert.strictEqual(warnings(['--no-deprecation']).stderr, plain + hint + full + error);
assert.strictEqual(
  warnings(['--disable-warning=DEP_X', '--disable-warning=Custom']).stderr,
  plain + hint + error,
);
assert.strictEqual(
  warnings(['--disable-warning=DEP_X,Custom']).stderr,
  plain + hint + old + full + error,
);

const traced = warnings(['--trace-warnings']).stderr;
assert.match(
  traced,
  /^\(node:PID\) Warning: plain\n {4}at Object\.<anonymous> \(.+warn\.js:2:11\)\n/,
);
assert.match(traced, /\(node:PID\) \[C\] Custom: full\n {4}at [^]+\nfirst\nsecond\n/);
assert.doesNotMatch(traced, /Use `gyre/);
const tracedDeprecation = warnings(['--trace-deprecation']).stderr;
assert.match(tracedDeprecation, /DeprecationWarning: old\n {4}at /);
assert.doesNotMatch(tracedDeprecation, /Warning: plain\n {4}at /);

// --throw-deprecation: an uncaught exception.
const thrown = warnings(['--throw-deprecation']);
assert.strictEqual(thrown.status, 1);
assert.match(thrown.stderr, /DeprecationWarning: old\n/);

// --redirect-warnings.
const file = tmpdir('warnings.txt');
assert.strictEqual(warnings([`--redirect-warnings=${file}`]).stderr, '');
assert.strictEqual(
  fs.readFileSync(file, 'utf8').replaceAll(/\(node:\d+\)/g, '(node:PID)'),
  plain + hint + old + full + error,
);
// A file that cannot be written loses nothing.
assert.match(warnings([`--redirect-warnings=${tmpdir('none', 'x')}`]).stderr, /Warning: plain/);
