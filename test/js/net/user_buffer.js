'use strict';

// onread: data goes into the program's own buffer, 'data' is not emitted; false or pause() stop
// reading; a function gives a buffer for each read.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall, mustNotCall } = require('../../common');

deadline();
const message = Buffer.from('hello world');
let left = 2;
const server = net.createServer((socket) => socket.end(message));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const done = () => { if (--left === 0) server.close(); };

  const buffer = Buffer.alloc(4);
  const parts = [];
  let paused = false;
  const one = net.connect({
    port,
    onread: {
      buffer,
      callback(count, same) {
        assert.strictEqual(this, one);
        assert.strictEqual(same, buffer);
        assert.strictEqual(paused, false);
        assert.ok(count >= 1 && count <= 4);
        parts.push(buffer.toString('latin1', 0, count));
        paused = true;
        setImmediate(() => {
          paused = false;
          one.resume();
        });
        return false;
      },
    },
  });
  one.on('data', mustNotCall());
  one.on('end', mustCall(() => {
    assert.strictEqual(parts.join(''), 'hello world');
    assert.strictEqual(one.bytesRead, message.length);
    done();
  }));

  const given = [];
  let text = '';
  const two = net.connect({
    port,
    onread: {
      buffer: () => {
        given.push(new Uint8Array(3));
        return given.at(-1);
      },
      callback(count, bytes) {
        // The one that the function gave for this read.
        assert.strictEqual(bytes, given.at(-1));
        text += Buffer.from(bytes.subarray(0, count)).toString();
      },
    },
  });
  two.on('data', mustNotCall());
  two.on('end', mustCall(() => {
    assert.strictEqual(text, 'hello world');
    assert.ok(given.length >= 4);
    done();
  }));
});
