'use strict';

// A rejection that is handled in a tick or a microtask is silent; later it is told, then 'handled'.

const assert = require('assert');
const { Trace } = require('../../common');

const trace = new Trace();
process.on('unhandledRejection', (reason, promise) => {
  assert.strictEqual(promise, promises[reason]);
  trace.add(`unhandled ${reason}`);
});
process.on('rejectionHandled', (promise) => {
  assert.strictEqual(promise, promises.late);
  trace.add('handled late');
});
const promises = {
  atOnce: Promise.reject('atOnce'),
  tick: Promise.reject('tick'),
  micro: Promise.reject('micro'),
  tickOfMicro: Promise.reject('tickOfMicro'),
  late: Promise.reject('late'),
  never: Promise.reject('never'),
};
promises.atOnce.catch(() => {});
process.nextTick(() => promises.tick.catch(() => {}));
queueMicrotask(() => {
  promises.micro.catch(() => {});
  process.nextTick(() => promises.tickOfMicro.catch(() => {}));
});
setImmediate(() => {
  trace.add('immediate');
  promises.late.catch(() => {});
});
trace.expectAtExit(['unhandled late', 'unhandled never', 'immediate', 'handled late']);
