'use strict';

// Whatever calls back: what it throws becomes an 'uncaughtException', and the loop goes on.

const fs = require('fs');
const { checkAtExit, mustCall } = require('../../common');

const places = ['tick', 'micro', 'timer', 'interval', 'immediate', 'stat', 'event', 'abort',
                'main'];
const left = new Set(places);
process.on('uncaughtException', mustCall((error) => {
  if (!left.delete(error.place)) throw error;
}, places.length));
checkAtExit(() => {
  if (left.size > 0) {
    console.error('not reported:', left);
    process.exitCode = 1;
  }
});

function fail(place) {
  return () => {
    throw Object.assign(new Error(place), { place });
  };
}
process.nextTick(fail('tick'));
queueMicrotask(fail('micro'));
setTimeout(fail('timer'), 1);
const interval = setInterval(() => {
  clearInterval(interval);
  fail('interval')();
}, 1);
setImmediate(fail('immediate'));
fs.stat('/', fail('stat'));
setImmediate(() => process.emit('SIGUSR2'));
process.on('SIGUSR2', fail('event'));
const controller = new AbortController();
controller.signal.addEventListener('abort', fail('abort'));
controller.abort();
fail('main')();
