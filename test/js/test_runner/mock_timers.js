// Mock timers run when the test moves their clock, in order of time, and Date follows.
'use strict';

const assert = require('assert');
const { test } = require('node:test');
const timersPromises = require('timers/promises');

const real = { setTimeout, setInterval, setImmediate, Date };

test('order and clock', (t) => {
  t.mock.timers.enable({ now: 1000 });
  const order = [];
  setTimeout(() => order.push(`b ${Date.now()}`), 20);
  setTimeout(() => order.push('a'), 10);
  setTimeout(() => order.push('a2'), 10);
  setImmediate(() => order.push('immediate'));
  const interval = setInterval(() => {
    order.push('interval');
    if (order.filter((each) => each === 'interval').length === 2) clearInterval(interval);
  }, 8);
  clearTimeout(setTimeout(() => order.push('cleared'), 1));
  t.mock.timers.tick(9);
  assert.deepStrictEqual(order, ['immediate', 'interval']);
  t.mock.timers.tick(11);
  assert.deepStrictEqual(order, ['immediate', 'interval', 'a', 'a2', 'interval', 'b 1020']);
  t.mock.timers.tick(1000);
  assert.strictEqual(order.length, 6);
  assert.strictEqual(new Date().getTime(), 2020);
  t.mock.timers.setTime(5);
  assert.strictEqual(Date.now(), 5);
});

test('promises and aborting', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const waiting = timersPromises.setTimeout(100, 'value');
  const controller = new AbortController();
  const aborted = timersPromises.setTimeout(100, 'never', { signal: controller.signal });
  controller.abort();
  t.mock.timers.runAll();
  assert.strictEqual(await waiting, 'value');
  await assert.rejects(aborted, { name: 'AbortError' });
});

const { timeout: realTimeout } = AbortSignal;

test('AbortSignal.timeout', (t) => {
  t.mock.timers.enable({ apis: ['AbortSignal.timeout'] });
  const signal = AbortSignal.timeout(50);
  t.mock.timers.tick(49);
  assert.strictEqual(signal.aborted, false);
  t.mock.timers.tick(1);
  assert.strictEqual(signal.aborted, true);
  assert.strictEqual(signal.reason.name, 'TimeoutError');
  assert.throws(() => AbortSignal.timeout(-1), { code: 'ERR_OUT_OF_RANGE' });
  t.mock.timers.reset();
  assert.strictEqual(AbortSignal.timeout, realTimeout);
});

test('process.nextTick is no timer', async (t) => {
  t.mock.timers.enable();
  await new Promise((resolve) => { process.nextTick(resolve); });
});

test('misuse', (t) => {
  const { timers } = t.mock;
  assert.throws(() => timers.tick(1), { code: 'ERR_INVALID_STATE' });
  assert.throws(() => timers.enable({ apis: ['none'] }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => timers.enable({ now: -1 }), { code: 'ERR_INVALID_ARG_VALUE' });
  timers.enable();
  assert.throws(() => timers.enable(), { code: 'ERR_INVALID_STATE' });
  assert.throws(() => timers.tick(-1), { code: 'ERR_INVALID_ARG_VALUE' });
});

test('everything is put back', () => {
  for (const key of Object.keys(real)) assert.strictEqual(globalThis[key], real[key]);
});

process.on('exit', () => assert.strictEqual(process.exitCode, undefined));
