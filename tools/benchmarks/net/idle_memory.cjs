'use strict';
// What a connection that says nothing costs a server: 5000 of them, beside 5000 others. A child
// holds their other ends.
const { spawn } = require('child_process');
const net = require('net');

const WARM_UP = 5000; // so that what a heap takes once for young objects is not theirs
const COUNT = 5000;

function exposedGc() {
  require('v8').setFlagsFromString('--expose-gc');
  return require('vm').runInNewContext('gc');
}

if (process.argv[2] === 'client') {
  let made = 0;
  const next = () => {
    if (made === WARM_UP + COUNT) return;
    made++;
    net.connect(Number(process.argv[3]), '127.0.0.1', next).on('close', () => process.exit(0));
  };
  for (let i = 0; i < 16; i++) next();
} else {
  const sockets = [];
  let before;
  const collectGarbage = typeof Bun !== 'undefined' ? () => Bun.gc(true) : exposedGc();
  const memory = () => {
    collectGarbage();
    return process.memoryUsage().rss;
  };
  const server = net.createServer((socket) => {
    socket.on('data', () => {});
    sockets.push(socket);
    if (sockets.length === WARM_UP) before = memory();
    if (sockets.length < WARM_UP + COUNT) return;
    setTimeout(() => {
      const value = (memory() - before) / COUNT / 1024;
      const name = 'memory for an idle connection';
      console.log(JSON.stringify({ name, value, unit: 'KiB', better: 'less' }));
      server.close();
      for (const each of sockets) each.destroy();
    }, 300);
  });
  server.listen(0, '127.0.0.1', () => {
    const args = [__filename, 'client', String(server.address().port)];
    if (typeof Deno !== 'undefined') args.unshift('run', '-A');
    spawn(process.execPath, args, { stdio: 'inherit' });
  });
}
