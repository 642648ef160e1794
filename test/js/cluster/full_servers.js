// cluster: a connection that every worker refuses because of maxConnections is closed.
'use strict';

const cluster = require('cluster');
const net = require('net');
const { mustCall } = require('../../common');

if (cluster.isWorker) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    socket.write('served');
  });
  server.maxConnections = 1;
  server.listen(0, '127.0.0.1');
  return;
}

let listening = 0;
for (let i = 0; i < 2; i++) cluster.fork();
cluster.on('listening', mustCall((worker, { port }) => {
  if (++listening < 2) return;
  const served = [];
  const connect = () => net.connect(port, '127.0.0.1').on('error', () => {});
  for (let i = 0; i < 2; i++) {
    const socket = connect();
    socket.on('data', mustCall(() => {
      served.push(socket);
      if (served.length < 2) return;
      connect().resume().on('close', mustCall(() => {
        for (const open of served) open.end();
        cluster.disconnect();
      }));
    }));
  }
}, 2));
