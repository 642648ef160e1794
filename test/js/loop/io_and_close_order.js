'use strict';

// tick, microtask, close event, timer, immediate: the order seen from an immediate that destroys a
// socket.

const net = require('net');
const { Trace, mustCall } = require('../../common');

const trace = new Trace();
const server = net.createServer(mustCall((peer) => peer.resume()));
server.listen(0, '127.0.0.1', mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.on('connect', mustCall(() => setImmediate(() => {
    socket.on('close', trace.mark('close'));
    socket.destroy();
    process.nextTick(trace.mark('tick'));
    Promise.resolve().then(trace.mark('micro'));
    setTimeout(trace.mark('timeout'), 1);
    setImmediate(trace.mark('immediate'));
    server.close();
    const start = process.hrtime.bigint();
    while (process.hrtime.bigint() - start < 5_000_000n);
  })));
}));
trace.expectAtExit(['tick', 'micro', 'close', 'timeout', 'immediate']);
