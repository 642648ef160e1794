// A port that travels in a message takes its queue along and works where it arrives.
'use strict';

const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

const outer = new MessageChannel();
const inner = new MessageChannel();
inner.port1.postMessage('before');
outer.port1.postMessage({ port: inner.port2 }, [inner.port2]);
inner.port1.postMessage('after');
inner.port2.on('message', mustNotCall());
assert.strictEqual(inner.port2.postMessage('nobody'), undefined);

outer.port2.onmessage = mustCall(({ data, ports }) => {
  assert.strictEqual(data.port, ports[0]);
  const received = [];
  data.port.on('message', mustCall((message) => {
    received.push(message);
    if (received.length < 2) return;
    assert.deepStrictEqual(received, ['before', 'after']);
    data.port.postMessage('reply');
  }, 2));
  inner.port1.on('message', mustCall((message) => {
    assert.strictEqual(message, 'reply');
    inner.port1.close();
    outer.port2.close();
  }));
});
