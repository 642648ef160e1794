'use strict';
// A chain of immediates, in which the loop asks the system only now and then when nothing is open,
// holds nobody up: whatever else is under way gets its turn while the chain goes on.
const common = require('../../common');
const assert = require('assert');
const fs = require('fs');
const net = require('net');

// Schedules immediates from immediates until `start`'s callback has been called.
function whileChainRuns(start) {
  return new Promise((resolve, reject) => {
    let done = false;
    setImmediate(function step() {
      if (done) return void resolve();
      setImmediate(step);
    });
    start((err) => {
      if (err) reject(err);
      done = true;
    });
  });
}

async function main() {
  await whileChainRuns((done) => setTimeout(done, 5));
  await whileChainRuns((done) => {
    let left = 3;
    const interval = setInterval(() => {
      if (--left > 0) return;
      clearInterval(interval);
      done();
    }, 1);
  });
  await whileChainRuns((done) => fs.stat(__filename, done));
  await whileChainRuns((done) => setImmediate(() => fs.readFile(__filename, done)));
  await whileChainRuns((done) => {
    process.once('SIGUSR2', () => done());
    process.kill(process.pid, 'SIGUSR2');
  });
  // V8's threads post to the loop, which nothing else keeps awake.
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  await whileChainRuns((done) => WebAssembly.compile(empty).then(() => done(), done));
  await whileChainRuns((done) => {
    const server = net.createServer((socket) => socket.end('hello'));
    server.listen(0, '127.0.0.1', () => {
      let text = '';
      net.connect(server.address().port, '127.0.0.1')
        .on('data', (data) => { text += data; })
        .on('close', () => {
          assert.strictEqual(text, 'hello');
          server.close(done);
        });
    });
  });

  // An unref'd immediate behind the last one that counts does not run.
  setImmediate(() => setImmediate(() => {
    setImmediate(common.mustNotCall()).unref();
  }));
}

// Order within the chain: nextTicks and microtasks after each immediate, a batch at a time.
const order = [];
setImmediate(() => {
  order.push('a');
  setImmediate(() => order.push('c'));
  process.nextTick(() => order.push('a tick'));
  Promise.resolve().then(() => order.push('a job'));
});
setImmediate(() => {
  order.push('b');
  setImmediate(common.mustCall(() => {
    assert.deepStrictEqual(order, ['a', 'a tick', 'a job', 'b', 'c']);
    main().then(common.mustCall());
  }));
});
