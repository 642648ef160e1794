// A port keeps the process alive exactly while somebody listens; messages wait for a listener.
'use strict';

const assert = require('assert');
const { receiveMessageOnPort } = require('worker_threads');
const { mustCall, mustNotCall } = require('../../common');

const { port1, port2 } = new MessageChannel();
assert.ok(!port1.hasRef() && !port2.hasRef());
const listener = mustNotCall();
port2.on('message', listener);
assert.ok(port2.hasRef());
port2.off('message', listener);
assert.ok(!port2.hasRef());
port1.postMessage({ n: 1 });
port1.postMessage({ n: 2 });
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: { n: 1 } });

setImmediate(mustCall(() => {
  port2.onmessage = mustCall((event) => {
    assert.deepStrictEqual(event.data, { n: 2 });
    assert.strictEqual(event.target, port2);
    assert.deepStrictEqual(event.ports, []);
    port2.onmessage = null;
    assert.ok(!port2.hasRef());
    assert.strictEqual(receiveMessageOnPort(port2), undefined);
    // Nothing keeps the process from ending now, though nothing was closed.
  });
}));

// A thousand channels that nobody closes do not keep it either, nor leak their ports' queues.
for (let i = 0; i < 1000; i++) new MessageChannel().port1.postMessage('lost');
assert.throws(() => new MessagePort(), { code: 'ERR_CONSTRUCT_CALL_INVALID' });
assert.throws(() => MessageChannel(), { code: 'ERR_CONSTRUCT_CALL_REQUIRED' });
assert.throws(() => MessagePort.prototype.start.call({}), TypeError);
assert.throws(() => receiveMessageOnPort({}), { code: 'ERR_INVALID_ARG_TYPE' });
