'use strict';

// A listener that throws, in each event of a connection's life: the error is an uncaught exception,
// and the connection, the other connections and the server go on.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();
const kEvents = ['connection', 'connect', 'ready', 'data', 'drain', 'end', 'finish', 'close'];
const seen = [];
process.on('uncaughtException', mustCall((error) => {
  seen.push(error.message);
}, kEvents.length));

function thrower(name) {
  return () => { throw new Error(name); };
}

const server = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.pipe(socket);
});
server.listen(0, '127.0.0.1', mustCall(() => next(0)));

function next(index) {
  if (index === kEvents.length) {
    assert.deepStrictEqual(seen, kEvents);
    server.close(mustCall());
    return;
  }
  const name = kEvents[index];
  const client = net.connect(server.address().port, '127.0.0.1');
  const text = 'x'.repeat(1 << 23);
  let received = 0;
  client.on('data', (data) => {
    received += data.length;
    if (received === text.length) client.end();
  });
  client.on('close', mustCall(() => {
    if (name !== 'connect') assert.strictEqual(received, text.length);
    setImmediate(next, index + 1);
  }));
  client.on('connect', () => {
    client.write(text);
  });
  // What comes after these in the same turn does not come then: reading, and closing by itself.
  if (['connect', 'end', 'finish'].includes(name)) {
    client.on(name, () => setImmediate(() => client.destroy()));
  }
  (name === 'connection' ? server : client).once(name, thrower(name));
}
