// BroadcastChannel: everybody of the name but the sender; a closed one is silent at once.
'use strict';

const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

const sender = new BroadcastChannel('news');
const left = new BroadcastChannel('news');
const right = new BroadcastChannel('news');
const other = new BroadcastChannel('other');
other.onmessage = mustNotCall();
sender.onmessage = mustNotCall();
left.onmessage = mustCall((event) => {
  assert.deepStrictEqual(event.data, { n: 1 });
  left.close(); // the second message is not for it any more
});
const received = [];
right.addEventListener('message', mustCall((event) => {
  received.push(event.data.n);
  if (received.length < 2) return;
  assert.deepStrictEqual(received, [1, 2]);
  for (const channel of [sender, right, other]) channel.close();
}, 2));
sender.postMessage({ n: 1 });
sender.postMessage({ n: 2 });

assert.strictEqual(new BroadcastChannel(5).unref().name, '5');
assert.throws(() => new BroadcastChannel(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => sender.postMessage(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => sender.postMessage(() => {}), { name: 'DataCloneError' });
const closed = new BroadcastChannel('x');
closed.close();
closed.close();
assert.throws(() => closed.postMessage(1), { name: 'InvalidStateError' });
