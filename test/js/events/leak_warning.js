// Too many listeners of one event give one warning, with the emitter, the event and the count.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const EventEmitter = require('events');

class Mine extends EventEmitter {}
const e = new Mine();
process.on('warning', mustCall((warning) => {
  assert.strictEqual(warning.name, 'MaxListenersExceededWarning');
  assert.strictEqual(warning.emitter, e);
  assert.strictEqual(warning.type, 'x');
  assert.strictEqual(warning.count, 3);
  assert.strictEqual(warning.message,
                     'Possible EventEmitter memory leak detected. 3 x listeners added to [Mine]. ' +
                     'MaxListeners is 2. Use emitter.setMaxListeners() to increase limit');
}));
e.setMaxListeners(2);
for (let i = 0; i < 6; i++) e.on('x', () => {});

// No limit, no warning.
for (const limit of [0, Infinity]) {
  const quiet = new EventEmitter().setMaxListeners(limit);
  for (let i = 0; i < 30; i++) quiet.on('x', () => {});
}
for (const bad of [-1, NaN]) {
  assert.throws(() => e.setMaxListeners(bad), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => { EventEmitter.defaultMaxListeners = bad; }, { code: 'ERR_OUT_OF_RANGE' });
}
