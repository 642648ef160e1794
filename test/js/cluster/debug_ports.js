// Workers that are debugged have ports of their own: the next ones, or what settings.inspectPort
// says.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const cluster = require('cluster');

if (cluster.isWorker) {
  process.send(process.debugPort);
} else {
  process.debugPort = 65534;
  const fork = (settings, check) => {
    cluster.setupPrimary({ inspectPort: undefined, ...settings });
    const worker = cluster.fork();
    worker.on('message', mustCall((port) => {
      check(port);
      worker.disconnect();
    }));
  };
  const is = (expected) => (port) => assert.strictEqual(port, expected);
  fork({ execArgv: [] }, is(9229));
  fork({ execArgv: ['--inspect-port=0'] }, is(65535));
  fork({ execArgv: ['--inspect-port=0'] }, is(1024));
  fork({ execArgv: ['--inspect-port=0'], inspectPort: 5000 }, is(5000));
  fork({ execArgv: ['--debug-port=0'], inspectPort: () => 5001 }, is(5001));
  // It listens: the port is known when it does.
  fork({ execArgv: ['--inspect', '--inspect-publish-uid=http'], inspectPort: 0 },
       (port) => assert.ok(port > 0));
  for (const inspectPort of ['string', 65536, -1, {}, () => null + 'x']) {
    cluster.setupPrimary({ execArgv: ['--inspect'], inspectPort });
    assert.throws(() => cluster.fork(), { code: 'ERR_SOCKET_BAD_PORT' });
  }
}
