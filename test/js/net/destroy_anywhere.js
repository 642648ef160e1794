'use strict';

// destroy() at every point of a socket's life, on either end, with and without an error: 'close'
// comes exactly once and last, 'error' only if there was one, callbacks of writes are all called,
// and no descriptor is left.

const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();

// Where it happens: (socket, destroy) arranges for destroy() to be called.
const points = {
  'at once': (socket, destroy) => destroy(),
  'in a tick': (socket, destroy) => process.nextTick(destroy),
  'in an immediate': (socket, destroy) => setImmediate(destroy),
  'on lookup': (socket, destroy) => socket.once('lookup', destroy),
  'on connectionAttempt': (socket, destroy) => socket.once('connectionAttempt', destroy),
  'on connect': (socket, destroy) => socket.once('connect', destroy),
  'on ready': (socket, destroy) => socket.once('ready', destroy),
  'on data': (socket, destroy) => socket.once('data', destroy),
  'on readable': (socket, destroy) => socket.once('readable', destroy),
  'on end': (socket, destroy) => socket.once('end', destroy),
  'on finish': (socket, destroy) => socket.once('finish', destroy),
  'after a write': (socket, destroy) => socket.once('connect', () => {
    socket.write('y'.repeat(1 << 22));
    destroy();
  }),
  'in the callback of a write': (socket, destroy) => socket.write('y', destroy),
  'after end()': (socket, destroy) => socket.once('connect', () => {
    socket.end('z');
    destroy();
  }),
  'in the callback of end()': (socket, destroy) => socket.end('z', destroy),
  'while corked': (socket, destroy) => {
    socket.cork();
    socket.write('y');
    socket.write('z');
    socket.once('connect', destroy);
  },
  'twice': (socket, destroy) => socket.once('connect', () => {
    destroy();
    destroy();
  }),
};

const lookup = (host, options, callback) =>
  process.nextTick(callback, null, [{ address: '127.0.0.1', family: 4 }]);

function run(point, how, done) {
  const what = `${point}, ${how}`;
  const server = net.createServer((peer) => {
    peer.on('error', () => {});
    peer.end('hello');
    peer.resume();
  });
  server.listen(0, '127.0.0.1', () => {
    const socket = net.connect({ port: server.address().port, host: 'somewhere', lookup });
    const events = [];
    let writes = 0;
    const destroy = () => {
      if (how === 'reset') socket.resetAndDestroy();
      else if (how === 'destroySoon') socket.destroySoon();
      else socket.destroy(how === 'error' ? new Error(what) : undefined);
    };
    const { write } = socket;
    socket.write = function(chunk, callback) {
      writes++;
      return write.call(this, chunk, () => {
        writes--;
        callback?.();
      });
    };
    socket.on('error', (error) => {
      if (how === 'error') assert.strictEqual(error.message, what);
      else assert.match(error.code, /^(ECONNRESET|EPIPE|ERR_STREAM_\w+)$/, what);
      events.push('error');
    });
    socket.on('close', (hadError) => {
      events.push('close');
      if (how === 'error') assert.deepStrictEqual([events, hadError], [['error', 'close'], true]);
      setImmediate(() => {
        assert.strictEqual(events.filter((name) => name === 'close').length, 1, what);
        assert.strictEqual(events.at(-1), 'close', what);
        assert.strictEqual(writes, 0, what);
        assert.strictEqual(socket.destroyed, true);
        assert.strictEqual(socket.readyState, 'closed');
        server.close(done);
      });
    });
    points[point](socket, destroy);
    if (point !== 'on readable') socket.resume();
  });
}

const all = [];
for (const point of Object.keys(points)) {
  for (const how of ['plain', 'error', 'destroySoon']) all.push([point, how]);
  if (/^(on|after|while)/.test(point) && !/lookup|Attempt|end|finish/.test(point)) {
    all.push([point, 'reset']);
  }
}

const before = fs.readdirSync('/proc/self/fd').length;
let finished;
const everything = new Promise((resolve) => { finished = resolve; });
(function next() {
  const job = all.shift();
  if (job === undefined) finished();
  else run(...job, next);
})();
everything.then(mustCall(() => {
  // Some of the runtime's own are opened once, by the first that needs them.
  assert.ok(fs.readdirSync('/proc/self/fd').length <= before + 1);
}));
