// serialization: 'advanced' carries what structured cloning can, in messages of any size.
'use strict';

const assert = require('assert');
const { fork } = require('child_process');
const { mustCall } = require('../../common');

if (process.argv[2] === 'child') {
  process.on('message', (message) => process.send(message));
  return;
}

const circular = { name: 'circular' };
circular.self = circular;
const messages = [
  new Map([[{ key: 1 }, new Set([1n, NaN, -0])]]), new Date(0), /x/gi, [undefined, , 1],
  new Uint8Array(300_000).fill(7), new Error('message'), circular, 'text', { bigint: 2n ** 70n },
];
const child = fork(__filename, ['child'], { serialization: 'advanced' });
for (const message of messages) child.send(message);
const received = [];
child.on('message', mustCall((message) => {
  received.push(message);
  if (received.length < messages.length) return;
  assert.deepStrictEqual(received, messages);
  assert.strictEqual(received[6].self, received[6]);
  child.disconnect();
}, messages.length));
assert.throws(() => child.send({ f() {} }), /could not be cloned/);
child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
