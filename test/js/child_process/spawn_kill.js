// kill(), timeout and AbortSignal end a child, each in its way.
'use strict';

const assert = require('assert');
const { spawn } = require('child_process');
const { errorLike, mustCall, mustNotCall } = require('../../common');

function expectEnd(child, signal) {
  child.on('exit', mustCall((code, by) => {
    assert.strictEqual(code, null);
    assert.strictEqual(by, signal);
    assert.strictEqual(child.signalCode, signal);
    assert.strictEqual(child.exitCode, null);
  }));
}

{
  const child = spawn('sleep', ['100']);
  assert.strictEqual(child.kill(0), true);
  assert.throws(() => child.kill('SIGNOTHING'), errorLike({ code: 'ERR_UNKNOWN_SIGNAL' }));
  assert.strictEqual(child.kill(), true);
  assert.strictEqual(child.killed, true);
  expectEnd(child, 'SIGTERM');
}
{
  const child = spawn('sleep', ['100']);
  assert.strictEqual(child.kill('sigkill'), true);
  expectEnd(child, 'SIGKILL');
}
{
  const child = spawn('sleep', ['100'], { timeout: 20, killSignal: 'SIGINT' });
  child.on('error', mustNotCall());
  expectEnd(child, 'SIGINT');
}
{
  const controller = new AbortController();
  const reason = new Error('why');
  const child = spawn('sleep', ['100'], { signal: controller.signal, killSignal: 'SIGKILL' });
  child.on('error', mustCall((error) => {
    errorLike({ name: 'AbortError', code: 'ABORT_ERR', cause: reason })(error);
  }));
  expectEnd(child, 'SIGKILL');
  controller.abort(reason);
}
{
  const child = spawn('sleep', ['100'], { signal: AbortSignal.abort() });
  child.on('error', mustCall((error) => assert.strictEqual(error.name, 'AbortError')));
  expectEnd(child, 'SIGTERM');
}
{
  // After the end nothing is aborted.
  const controller = new AbortController();
  const child = spawn('true', { signal: controller.signal });
  child.on('error', mustNotCall());
  child.on('exit', mustCall((code) => {
    assert.strictEqual(code, 0);
    controller.abort();
  }));
}
{
  // using-style disposal.
  const dispose = Symbol.dispose ?? Symbol.for('nodejs.dispose');
  const child = spawn('sleep', ['100']);
  if (typeof child[dispose] === 'function') child[dispose]();
  else child.kill();
  assert.strictEqual(child.killed, true);
  expectEnd(child, 'SIGTERM');
}
