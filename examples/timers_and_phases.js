'use strict';
// In which order things run. docs/event-loop.md tells why.

console.log('1. the script itself');

setTimeout(() => {
  console.log('5. a timeout of 20 ms, due long after the rest');
  setImmediate(() => console.log('7. an immediate, in the check phase of the same turn'));
  process.nextTick(() => console.log('6. a tick, directly after the callback'));
}, 20);

setImmediate(() => console.log('4. an immediate'));

Promise.resolve().then(() => console.log('3. a microtask'));

process.nextTick(() => console.log('2. a tick, before the microtasks'));

process.on('exit', (code) => console.log(`8. nothing is left: exit with ${code}`));
