'use strict';

// socket.send() in each of its forms: what arrives, in which order, and what the callback gets; on
// a socket that is not bound yet, bound, and connected.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, mustCall, mustSucceed } = require('../../common');

deadline();
const host = '127.0.0.1';
const hello = Buffer.from('hello');
const wide = new Uint16Array([0x4241, 0x4443]);

function unconnected(port) {
  return [
    // [arguments but the callback, what arrives]
    [[hello, port], 'hello'],
    [[hello, port, host], 'hello'],
    [[hello, port, null], 'hello'],
    [[hello, String(port), 'localhost'], 'hello'],
    [['h\u00e9llo', port, host], 'h\u00e9llo'],
    [['hello', 1, 3, port, host], 'ell'],
    [[hello, 1, 3, port], 'ell'],
    [[hello, 5, 0, port, host], ''],
    [[[], port], ''],
    [['', port], ''],
    [[Buffer.alloc(0), port, host], ''],
    [[[hello, ' ', new Uint8Array([0x21])], port, host], 'hello !'],
    [[new DataView(hello.buffer, hello.byteOffset + 1, 2), port], 'el'],
    [[wide, port], 'ABCD'],
    [[wide, 1, 2, port], 'BC'],
    [[Array(40).fill('x'), port], 'x'.repeat(40)],
    [[Buffer.alloc(20_000, 'y'), port], 'y'.repeat(20_000)],
  ];
}

function connected() {
  return [
    [[hello], 'hello'],
    [['text'], 'text'],
    [[hello, 1, 3], 'ell'],
    [[[hello, '!']], 'hello!'],
    [[[]], ''],
  ];
}

function run(name, prepare, forms, next) {
  const receiver = dgram.createSocket('udp4');
  receiver.bind(0, host, mustCall(() => {
    const { port } = receiver.address();
    const wanted = forms(port);
    const sender = dgram.createSocket('udp4');
    // One after the other, so that nothing depends on the room for datagrams that wait.
    let at = 0;
    const send = () => {
      const [args, text] = wanted[at];
      let calledBack = false;
      const result = sender.send(...args, mustSucceed((bytes) => {
        calledBack = true;
        assert.strictEqual(bytes, Buffer.byteLength(text), name);
      }));
      assert.strictEqual(result, undefined);
      assert.strictEqual(calledBack, false);
    };
    receiver.on('message', mustCall((message, rinfo) => {
      assert.ok(Buffer.isBuffer(message));
      assert.strictEqual(message.toString(), wanted[at][1], `${name} ${at}`);
      const { port: senderPort } = sender.address();
      assert.deepStrictEqual(
        rinfo, { address: host, family: 'IPv4', port: senderPort, size: message.length });
      if (++at < wanted.length) {
        send();
      } else {
        sender.close();
        receiver.close();
        next();
      }
    }, wanted.length));
    prepare(sender, port, send);
  }));
}

run('unbound', (sender, port, send) => send(), unconnected, mustCall(() => {
  run('bound', (sender, port, send) => sender.bind(0, send), unconnected, mustCall(() => {
    run('connected', (sender, port, send) => sender.connect(port, host, send), connected,
      mustCall(() => {
        run('older form', (sender, port, send) => send(),
          (port) => [[[hello, 1, 3, port, host], 'ell']], mustCall());
      }));
  }));
}));

// The bytes are taken when send() returns, if the socket is bound and the address is one.
const receiver = dgram.createSocket('udp4', mustCall((message) => {
  assert.strictEqual(message.toString(), 'before');
  receiver.close();
}));
receiver.bind(0, host, mustCall(() => {
  const memory = Buffer.from('before');
  receiver.send(memory, receiver.address().port, host);
  memory.fill('x');
}));
