'use strict';

// Many concurrent connections, that end in every way there is, between two processes: a server that
// echoes and, its child, the clients. Every byte is accounted for, and when all is over no
// descriptor is left and memory has not grown.
//
//   the client     what it does                               what must come back
//   ends           sends, half-closes, reads to the end       everything, then 'end'
//   reads slowly   sends more, pauses for a while             everything, then 'end'
//   waits          says something from time to time           everything, then 'end'
//   resets         sends, resetAndDestroy() at some point     the beginning, unharmed
//   vanishes       sends, destroy() without reading           nothing is expected
//   is reset       asks for it by its first byte              'close', by ECONNRESET or 'end'
//
// usage: gyre test/soak/echo_connections.js [connections] [seconds]
// Both processes need `connections` descriptors.

const assert = require('assert');
const { fork } = require('child_process');
const fs = require('fs');
const net = require('net');

const kAddresses = 8; // 127.0.0.1 to 127.0.0.8, so that ports don't run out
const kPattern = 1 << 20;
const kGrowLimit = 240; // seconds until all connections must be there
const kReset = 1; // first bytes of a connection
const kCount = 2;
const kDontCount = 3; // whether it ends well is a matter of chance

// What connections send: a piece of this, from the beginning. Its length is a prime's multiple, so
// that lost or doubled pieces show.
const pattern = Buffer.alloc(kPattern);
for (let i = 0, value = 1; i < kPattern; i++) {
  value = (value * 1103515245 + 12345) & 0x7fffffff;
  pattern[i] = value >> 16;
}
pattern[0] = kCount;
const patternOfTheLost = Buffer.from(pattern);
patternOfTheLost[0] = kDontCount;

function openDescriptors() {
  return fs.readdirSync('/proc/self/fd').length;
}

// --- The server ---

function startServer(tally) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    tally.accepted++;
    let received = 0;
    let counts = false;
    let ended = false;
    socket.on('data', (data) => {
      if (received === 0 && data[0] === kReset) {
        socket.resetAndDestroy();
        return;
      }
      if (received === 0) counts = data[0] === kCount;
      received += data.length;
      if (!socket.write(data)) {
        socket.pause();
        socket.once('drain', () => socket.resume());
      }
    });
    socket.on('end', () => {
      ended = true;
      socket.end();
    });
    socket.on('error', (error) => {
      assert.match(error.code, /^(ECONNRESET|EPIPE|ENOTCONN)$/);
      tally.errors++;
    });
    socket.on('close', (hadError) => {
      tally.closed++;
      if (ended && counts && !hadError) tally.echoed += received;
    });
  });
  return server;
}

// --- The clients ---

const kKinds = ['ends', 'ends', 'ends', 'reads slowly', 'waits', 'waits', 'resets', 'vanishes',
  'is reset'];

function random(limit) {
  return Math.floor(Math.random() * limit);
}

// One connection; done(bytes that must have been echoed) when it is over.
function oneConnection(port, number, patience, done) {
  const kind = kKinds[random(kKinds.length)];
  const size = kind === 'reads slowly' ? 1 + random(kPattern) : 1 + random(16 * 1024);
  const host = `127.0.0.${1 + number % kAddresses}`;
  let sent = 0;
  let received = 0;
  let ended = false;
  const socket = net.connect({ port, host, allowHalfOpen: true });

  const sendPiece = () => {
    if (socket.destroyed) return;
    const piece = Math.min(size - sent, kind === 'waits' ? 1 + random(size) : 1 + random(65536));
    socket.write(pattern.subarray(sent, sent + piece));
    sent += piece;
    if (sent === size) {
      socket.end();
    } else if (kind === 'waits') {
      setTimeout(sendPiece, random(patience));
    } else {
      sendPiece();
    }
  };

  socket.on('connect', () => {
    switch (kind) {
      case 'is reset':
        socket.write(Buffer.from([kReset]));
        break;
      case 'resets':
        socket.write(patternOfTheLost.subarray(0, size));
        setTimeout(() => socket.resetAndDestroy(), random(patience));
        break;
      case 'vanishes':
        socket.pause();
        socket.write(patternOfTheLost.subarray(0, size));
        setTimeout(() => socket.destroy(), random(patience));
        break;
      default:
        if (kind === 'reads slowly') {
          socket.pause();
          setTimeout(() => socket.resume(), random(patience));
        }
        // Held for a while before it says anything: that is what makes them many.
        setTimeout(sendPiece, random(patience));
    }
  });
  if (kind !== 'vanishes') {
    socket.on('data', (data) => {
      const wanted = (kind === 'resets' ? patternOfTheLost : pattern).subarray(received, received + data.length);
      assert.ok(data.equals(wanted), `${kind}: wrong bytes at ${received}`);
      received += data.length;
    });
    socket.on('end', () => { ended = true; });
  }
  socket.on('error', (error) => {
    assert.strictEqual(kind, 'is reset', `${kind}: ${error.stack}`);
    assert.match(error.code, /^(ECONNRESET|EPIPE)$/);
  });
  socket.on('close', () => {
    if (kind === 'is reset') {
      assert.strictEqual(received, 0);
      done(0);
    } else if (kind === 'resets' || kind === 'vanishes') {
      done(0);
    } else {
      assert.ok(ended, `${kind}: closed before the end`);
      assert.strictEqual(received, size, kind);
      done(size);
    }
  });
}

function clients({ port, connections, seconds, total, patience }) {
  const before = openDescriptors();
  let fullAt;
  let started = 0;
  let open = 0;
  let echoed = 0;
  let most = 0;
  const samples = [];
  // The time begins when all connections are there.
  const isTime = () => (total > 0 ? started >= total : process.uptime() - fullAt >= seconds);
  const sampler = setInterval(() => sample(samples, open, connections), 1000);

  const start = () => {
    oneConnection(port, started++, patience, (bytes) => {
      echoed += bytes;
      open--;
      if (!isTime()) start();
      else if (open === 0) finish();
    });
    most = Math.max(most, ++open);
    if (most === connections) fullAt ??= process.uptime();
  };
  const finish = () => {
    clearInterval(sampler);
    assert.strictEqual(openDescriptors(), before);
    process.send({ started, most, echoed, samples }, () => process.disconnect());
  };
  // Not all at once: the queue of the server's socket is finite.
  const grow = () => {
    for (let i = 0; i < 100 && open < connections && !isTime(); i++) start();
    assert.ok(total > 0 || fullAt !== undefined || process.uptime() < kGrowLimit,
      `only ${most} connections in ${kGrowLimit} s`);
    if (open < connections && !isTime()) setTimeout(grow, 5);
  };
  grow();
}

// --- The verdict ---

// Bytes a second by which a series of one sample a second grows: least squares.
function slope(samples) {
  const n = samples.length;
  const meanX = (n - 1) / 2;
  const meanY = samples.reduce((sum, value) => sum + value, 0) / n;
  let above = 0;
  let below = 0;
  samples.forEach((value, x) => {
    above += (x - meanX) * (value - meanY);
    below += (x - meanX) ** 2;
  });
  return above / below;
}

// Only what was seen while nearly all connections were open can be compared.
function sample(samples, open, connections) {
  if (open >= connections * 0.9) samples.push(process.memoryUsage.rss());
}

// The first third is warming up. What is left may not promise to grow by a tenth in that time.
function checkMemory(who, samples) {
  const steady = samples.slice(Math.floor(samples.length / 3));
  if (steady.length < 10) return 'too short to tell';
  const grows = slope(steady) * steady.length;
  const mean = steady.reduce((sum, value) => sum + value, 0) / steady.length;
  assert.ok(grows < mean / 10, `${who}: memory grows by ${Math.round(grows / 1024)} KiB ` +
    `in ${steady.length} s, from ${Math.round(mean / 1024)} KiB`);
  return `${Math.round(mean / 2 ** 20)} MiB, ${(grows / mean * 100).toFixed(1)} % in ` +
    `${steady.length} s`;
}

/**
 * @param {object} options
 * @param {number} options.connections how many are open at a time
 * @param {number} [options.seconds] for how long new ones are begun once all are there
 * @param {number} [options.total] how many are begun, instead of a time
 * @param {number} [options.patience] ms; the longest that a client waits before its next step
 * @param {(report: string) => void} [callback] when all has been checked
 */
function run(options, callback = () => {}) {
  const tally = { accepted: 0, closed: 0, errors: 0, echoed: 0 };
  const server = startServer(tally);
  server.listen({ port: 0, host: '0.0.0.0', backlog: 4096 }, () => {
    const { port } = server.address();
    const child = fork(__filename, ['clients'], { execArgv: process.execArgv });
    const samples = [];
    const sampler = setInterval(
      () => sample(samples, tally.accepted - tally.closed, options.connections), 1000);
    let report;
    // With the server's and the channel's, which will be gone at the end.
    const before = openDescriptors();
    child.send({ patience: 30000, seconds: 0, total: 0, ...options, port });
    child.on('message', (message) => { report = message; });
    child.on('close', (code) => {
      clearInterval(sampler);
      assert.strictEqual(code, 0, `the clients ended with ${code}`);
      server.close(() => {
        assert.ok(openDescriptors() < before, `${openDescriptors()} descriptors, ${before} before`);
        assert.strictEqual(tally.closed, tally.accepted);
        assert.strictEqual(tally.echoed, report.echoed);
        const serverMemory = checkMemory('server', samples);
        const clientMemory = checkMemory('clients', report.samples);
        callback(`${report.started} connections, ${report.most} at a time, ` +
          `${Math.round(tally.echoed / 2 ** 20)} MiB echoed, ${tally.errors} reset; ` +
          `server: ${serverMemory}; clients: ${clientMemory}`);
      });
    });
  });
}

if (process.argv[2] === 'clients') {
  process.once('message', clients);
} else if (require.main === module) {
  run({
    connections: Number(process.argv[2] ?? 10000), seconds: Number(process.argv[3] ?? 60),
  }, console.log);
}

module.exports = { run };
