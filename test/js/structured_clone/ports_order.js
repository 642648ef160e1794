// Messages arrive in order, one at a time, each followed by its ticks and microtasks; close comes
// last.
'use strict';

const assert = require('assert');
require('../../common');

const { port1, port2 } = new MessageChannel();
const log = [];
port2.on('message', (message) => {
  log.push(message);
  process.nextTick(() => log.push(`tick ${message}`));
  Promise.resolve().then(() => log.push(`micro ${message}`));
  // Closing does not take away what has already arrived.
  if (message === 1) port2.close();
});
port1.ref(); // so that the process waits for its end, too
port1.on('close', () => log.push('close 1'));
port2.on('close', () => log.push('close 2'));
for (let i = 0; i < 3; i++) port1.postMessage(i);
log.push('sync');
process.on('exit', () => {
  assert.deepStrictEqual(log, ['sync', 0, 'tick 0', 'micro 0', 1, 'tick 1', 'micro 1', 2, 'tick 2',
    'micro 2', 'close 2', 'close 1']);
  assert.strictEqual(port1.postMessage('late'), undefined);
});
