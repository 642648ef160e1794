'use strict';

// 'unhandledRejection' listeners run in the async context of the rejection.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const { checkAtExit, mustCall } = require('../../common');

const storage = new AsyncLocalStorage();
const seen = [];
process.on('unhandledRejection', mustCall((reason) => {
  seen.push([reason, storage.getStore()]);
}, 3));
storage.run('one', () => Promise.reject('a'));
storage.run('two', () => setImmediate(() => Promise.reject('b')));
Promise.reject('c');
checkAtExit(() => {
  assert.deepStrictEqual(seen, [['a', 'one'], ['c', undefined], ['b', 'two']]);
});
