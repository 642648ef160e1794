// fork: messages in both directions arrive whole and in order; late listeners miss none.
'use strict';

const assert = require('assert');
const { fork } = require('child_process');
const { errorLike, mustCall } = require('../../common');

if (process.argv[2] === 'child') {
  assert.strictEqual(process.connected, true);
  assert.strictEqual(process.env.NODE_CHANNEL_FD, undefined);
  assert.strictEqual(process.env.NODE_CHANNEL_SERIALIZATION_MODE, undefined);
  // Listens when messages have long arrived.
  setTimeout(() => process.on('message', (message) => process.send(message)), 50);
  return;
}

const long = '\u20ac'.repeat(500_000);
const messages = [
  'text', '', 0, -1.5, true, false, null, [], {}, { a: [1, { b: null }] }, 'line\nbreak\u2028',
  { cmd: 'NODE' }, { cmd: 5 }, long, 'after',
];
const child = fork(__filename, ['child', 'x']);
assert.strictEqual(child.connected, true);
assert.deepStrictEqual(child.spawnargs.slice(-3), [__filename, 'child', 'x']);
let sent = 0;
for (const message of messages) {
  child.send(message, mustCall((error) => {
    assert.strictEqual(error, null);
    sent++;
  }));
}
assert.strictEqual(child.send(long), false);
messages.push(long);
assert.strictEqual(sent, 0);

const received = [];
child.on('message', mustCall((message, handle) => {
  assert.strictEqual(handle, undefined);
  received.push(message);
  if (received.length === messages.length) {
    assert.deepStrictEqual(received, messages);
    child.disconnect();
  }
}, messages.length));
child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));

assert.throws(() => child.send(), errorLike({ code: 'ERR_MISSING_ARGS' }));
assert.throws(() => child.send(() => {}), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
assert.throws(() => child.send(1n), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
assert.throws(() => child.send('x', {}), errorLike({ code: 'ERR_INVALID_HANDLE_TYPE' }));
assert.throws(() => child.send('x', null, 5), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
const circular = {};
circular.self = circular;
assert.throws(() => child.send(circular), errorLike({ name: 'TypeError' }));
