// cluster: events, states and flags of a worker that is killed, that leaves, and that is left.
'use strict';

const assert = require('assert');
const cluster = require('cluster');
const { mustCall } = require('../../common');

if (cluster.isWorker) {
  assert.strictEqual(cluster.isPrimary, false);
  assert.strictEqual(process.env.NODE_UNIQUE_ID, undefined);
  assert.strictEqual(cluster.fork, undefined);
  assert.strictEqual(cluster.worker.isConnected(), true);
  assert.strictEqual(cluster.worker.isDead(), false);
  cluster.worker.on('message', (message) => {
    if (message === 'destroy') cluster.worker.kill();
    else if (message === 'disconnect') cluster.worker.disconnect();
    else if (message === 'leave') process.disconnect();
    else process.send(message);
  });
  return;
}

assert.strictEqual(cluster.isPrimary, true);
function run(act, wanted) {
  const worker = cluster.fork();
  assert.ok(worker instanceof cluster.Worker);
  assert.strictEqual(worker.state, 'none');
  worker.on('online', mustCall(() => {
    assert.strictEqual(worker.state, 'online');
    act(worker);
  }));
  worker.on('disconnect', mustCall());
  worker.on('exit', mustCall((...end) => {
    assert.deepStrictEqual([...end, worker.exitedAfterDisconnect], wanted);
    assert.strictEqual(worker.isDead(), true);
  }));
}

cluster.on('fork', mustCall(5));
cluster.on('setup', mustCall(5));
cluster.on('exit', mustCall(5));
cluster.on('message', mustCall((worker, message) => assert.strictEqual(message, 'echo')));
run((worker) => worker.kill(), [null, 'SIGTERM', false]);
run((worker) => worker.send('destroy'), [0, null, true]);
run((worker) => worker.send('disconnect'), [0, null, true]);
run((worker) => worker.send('leave'), [0, null, false]);
run((worker) => {
  worker.send('echo');
  worker.on('message', mustCall(() => worker.disconnect()));
}, [0, null, true]);
