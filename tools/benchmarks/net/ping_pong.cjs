'use strict';
// One byte there and back, over TCP and over a Unix domain socket; both ends are here.
const net = require('net');
const { report } = require('../measure.cjs');

const ROUNDS = 4e4;

function run(name, where, next) {
  const server = net.createServer({ noDelay: true }, (socket) => {
    socket.on('data', (data) => socket.write(data));
  });
  server.listen(where, () => {
    const port = typeof where === 'string' ? undefined : server.address().port;
    const client = net.connect(
      port === undefined ? { path: where } : { port, host: '127.0.0.1', noDelay: true });
    const byte = Buffer.from('x');
    let rounds = 0;
    let start;
    client.on('connect', () => {
      start = performance.now();
      client.write(byte);
    });
    client.on('data', () => {
      if (++rounds < ROUNDS) {
        client.write(byte);
        return;
      }
      report(name, ROUNDS, start, 'round trips/s');
      client.end();
      server.close(next);
    });
  });
}

run('ping-pong, TCP', { port: 0, host: '127.0.0.1' }, () => {
  const path = `${require('os').tmpdir()}/ping-pong-${process.pid}.sock`;
  run('ping-pong, Unix socket', path, () => {});
});
