'use strict';

// Hooks hear of file operations and of lookups of names: init, before and after around the callback
// (a promise: around its settling), destroy. Nothing changes for the callers, nor without hooks.

const assert = require('assert');
const dns = require('dns');
const fs = require('fs');
const {
  createHook, executionAsyncId, executionAsyncResource, triggerAsyncId,
} = require('async_hooks');
const { mustCall } = require('../../common');

const events = new Map();
const resources = new Map();
const note = (event) => (id) => events.get(id)?.push(event);
const hook = createHook({
  init(id, type, trigger, resource) {
    if (!/REQ/.test(type)) return;
    events.set(id, [type]);
    resources.set(id, resource);
  },
  before: note('before'),
  after: note('after'),
  destroy: note('destroy'),
});

function take() {
  const all = [...events.values()].map((list) => list.join(' '));
  events.clear();
  return all;
}
// Destroy is told with the immediates.
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const whole = (type) => `${type} before after destroy`;

(async () => {
  // Before the first hook.
  await new Promise((resolve) => fs.stat(__filename, resolve));
  assert.deepStrictEqual(take(), []);

  hook.enable();
  const outer = executionAsyncId();
  await new Promise((resolve) => {
    fs.access(__filename, mustCall((error) => {
      assert.strictEqual(error, null);
      const id = executionAsyncId();
      assert.notStrictEqual(id, outer);
      assert.strictEqual(triggerAsyncId(), outer);
      assert.strictEqual(executionAsyncResource(), resources.get(id));
      resolve();
    }));
  });
  await turn();
  assert.deepStrictEqual(take(), [whole('FSREQCALLBACK')]);

  // Each of the ways from fs to the binding.
  for (const operation of [
    (done) => fs.stat(__filename, done), (done) => fs.readdir(__dirname, done),
    (done) => fs.exists(__filename, () => done()), (done) => fs.readFile(__filename, done),
    (done) => fs.readFile(`${__filename}/none`, () => done()),
    (done) => fs.mkdtemp(`${__filename}/none/`, () => done()),
  ]) {
    await new Promise((resolve, reject) => {
      operation((error) => (error ? reject(error) : resolve()));
    });
    await turn();
    assert.deepStrictEqual([...new Set(take())], [whole('FSREQCALLBACK')], `${operation}`);
  }
  assert.strictEqual((await fs.promises.readFile(__filename, 'utf8')).slice(1, 11), 'use strict');
  await assert.rejects(fs.promises.stat(`${__filename}/none`), { code: 'ENOTDIR' });
  await turn();
  assert.deepStrictEqual([...new Set(take())], [whole('FSREQPROMISE')]);
  const entry = fs.statSync(__filename);
  assert.ok(entry.isFile());
  assert.deepStrictEqual(take(), []);

  await new Promise((resolve) => dns.lookup('localhost', resolve));
  await turn();
  assert.deepStrictEqual(take(), [whole('GETADDRINFOREQWRAP')]);

  // A callback that throws: `after` is told, and so is the end.
  await new Promise((resolve) => {
    process.once('uncaughtException', mustCall((error) => {
      assert.strictEqual(error.message, 'thrown');
      resolve();
    }));
    fs.access(__filename, () => { throw new Error('thrown'); });
  });
  await turn();
  assert.deepStrictEqual(take().map((list) => list.split(' ').sort().join(' ')),
                         ['FSREQCALLBACK after before destroy']);

  hook.disable();
  await fs.promises.access(__filename);
  await new Promise((resolve) => fs.access(__filename, resolve));
  await turn();
  assert.deepStrictEqual(take(), []);
})().then(mustCall());
