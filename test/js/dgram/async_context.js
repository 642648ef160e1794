'use strict';

// AsyncLocalStorage: a message is heard in the context in which the socket was made, the callback
// of send() is called in the one in which it was sent.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const dgram = require('dgram');
const { deadline, mustCall, mustSucceed } = require('../../common');

deadline();
const storage = new AsyncLocalStorage();
const host = '127.0.0.1';

storage.run('socket', () => {
  const socket = dgram.createSocket('udp4', mustCall(() => {
    assert.strictEqual(storage.getStore(), 'socket');
    socket.close();
  }, 1));
  socket.bind(0, host, mustCall(() => {
    assert.strictEqual(storage.getStore(), 'socket');
    storage.run('send', () => {
      socket.send('x', socket.address().port, 'localhost', mustSucceed(() => {
        assert.strictEqual(storage.getStore(), 'send');
      }));
    });
  }));
});
