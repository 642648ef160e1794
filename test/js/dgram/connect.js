'use strict';

// A connected socket: it receives from its remote end only, sends without an address, learns of
// refusals, and may be disconnected. What connect() does on the way, and its failures.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, errorLike, expectError, mustCall, mustNotCall } = require('../../common');

deadline();
const host = '127.0.0.1';

// Only the remote end is heard.
{
  const peer = dgram.createSocket('udp4');
  const stranger = dgram.createSocket('udp4');
  peer.bind(0, host, mustCall(() => stranger.bind(0, host, mustCall(() => {
    const socket = dgram.createSocket('udp4');
    socket.bind(0, host, mustCall(() => {
      const { port } = socket.address();
      socket.connect(peer.address().port, host, mustCall(() => {
        assert.deepStrictEqual(socket.remoteAddress(), peer.address());
        assert.throws(() => socket.connect(1),
                      errorLike({ code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' }));
        for (const args of [['x', 0, 1, port], ['x', 0, 1, port, host], ['x', 0, 1, null, host]]) {
          assert.throws(() => socket.send(...args),
                        errorLike({ code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' }));
        }
        stranger.send('not for you', port, host, mustCall(() => peer.send('hello', port, host)));
      }));
      socket.on('message', mustCall((message) => {
        assert.strictEqual(message.toString(), 'hello');
        socket.disconnect();
        assert.throws(() => socket.remoteAddress(),
                      errorLike({ code: 'ERR_SOCKET_DGRAM_NOT_CONNECTED' }));
        assert.throws(() => socket.send('x'), errorLike({ code: 'ERR_SOCKET_BAD_PORT' }));
        // And again, to somebody else.
        socket.connect(stranger.address().port, mustCall(() => {
          assert.strictEqual(socket.remoteAddress().port, stranger.address().port);
          for (const each of [socket, peer, stranger]) each.close();
        }));
      }));
    }));
  }))));
}

// What nobody listens to is refused.
{
  const gone = dgram.createSocket('udp4');
  gone.bind(0, host, mustCall(() => {
    const { port } = gone.address();
    gone.close(mustCall(() => {
      const socket = dgram.createSocket('udp4');
      socket.on('error', mustCall((error) => {
        assert.strictEqual(error.code, 'ECONNREFUSED');
        socket.close();
      }));
      socket.connect(port, host, mustCall(() => socket.send('x')));
    }));
  }));
}

// A name that is none: the callback gets the error, or else 'error' does. It may be tried again.
const failingLookup = (name, family, callback) => {
  process.nextTick(callback, Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
};
{
  const socket = dgram.createSocket({ type: 'udp4', lookup: (name, family, callback) => {
    if (name === 'bad') failingLookup(name, family, callback);
    else process.nextTick(callback, null, host);
  } });
  socket.on('connect', mustCall());
  socket.connect(1, 'bad', mustCall((error) => {
    assert.strictEqual(error.code, 'ENOTFOUND');
    assert.throws(() => socket.remoteAddress(),
                  errorLike({ code: 'ERR_SOCKET_DGRAM_NOT_CONNECTED' }));
    socket.once('error', expectError({ code: 'ENOTFOUND' }));
    socket.connect(1, 'bad');
    socket.once('error', () => {
      socket.connect(1, 'good', mustCall((second) => {
        assert.strictEqual(second, undefined);
        socket.close();
      }));
    });
  }));
  assert.throws(() => socket.connect(2), errorLike({ code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' }));
}

// Closed while it connects: nothing more is heard.
{
  const socket = dgram.createSocket('udp4');
  socket.bind(0, mustCall(() => {
    socket.connect(1, 'localhost', mustNotCall());
    socket.close(mustCall());
  }));
}
