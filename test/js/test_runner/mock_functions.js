// Mock functions record calls, can change what runs, and are undone at the end of their test.
'use strict';

const assert = require('assert');
const { test, mock } = require('node:test');

const object = {
  factor: 2,
  times(x) { return this.factor * x; },
  get accessor() { return 'real'; },
  set accessor(value) { this.stored = value; },
};
const { times } = object;

test('records', (t) => {
  const fn = t.mock.fn((a, b) => a + b);
  assert.strictEqual(fn.call('this', 1, 2), 3);
  const [call] = fn.mock.calls;
  assert.deepStrictEqual([call.arguments, call.result, call.this, call.error],
                         [[1, 2], 3, 'this', undefined]);
  const thrower = t.mock.fn(() => { throw new Error('x'); });
  assert.throws(thrower, /x/);
  assert.match(String(thrower.mock.calls[0].error), /x/);
});

test('replaces methods and accessors', (t) => {
  const mocked = t.mock.method(object, 'times', function(x) { return this.factor + x; });
  assert.strictEqual(object.times(5), 7);
  assert.strictEqual(mocked.name, 'times');
  const getter = t.mock.getter(object, 'accessor', () => 'mocked');
  assert.strictEqual(object.accessor, 'mocked');
  assert.strictEqual(getter.mock.callCount(), 1);
  t.mock.setter(object, 'accessor', () => {});
  object.accessor = 1;
  assert.strictEqual(object.stored, undefined);
});

test('were undone', () => {
  assert.strictEqual(object.times, times);
  assert.strictEqual(object.accessor, 'real');
});

test('once and for a number of calls', (t) => {
  const fn = t.mock.fn(() => 'original', () => 'mocked', { times: 2 });
  assert.deepStrictEqual([fn(), fn(), fn()], ['mocked', 'mocked', 'original']);
  fn.mock.mockImplementationOnce(() => 'once', 4);
  assert.deepStrictEqual([fn(), fn(), fn()], ['original', 'once', 'original']);
  assert.throws(() => fn.mock.mockImplementationOnce(() => {}, 0), { code: 'ERR_OUT_OF_RANGE' });
});

test('constructors', (t) => {
  class Real { constructor() { this.kind = 'real'; } }
  const Mocked = t.mock.fn(Real, class { constructor() { this.kind = 'mocked'; } });
  const instance = new Mocked();
  assert.ok(instance instanceof Real);
  assert.strictEqual(instance.kind, 'mocked');
  assert.strictEqual(Mocked.mock.calls[0].target, Real);
});

test('the tracker of the module is undone by hand', () => {
  mock.method(object, 'times', () => 0);
  assert.strictEqual(object.times(1), 0);
  mock.restoreAll();
  assert.strictEqual(object.times(1), 2);
});

process.on('exit', () => assert.strictEqual(process.exitCode, undefined));
