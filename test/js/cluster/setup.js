// cluster: setupPrimary() adds up, and refuses a policy that is none.
'use strict';

const assert = require('assert');
const cluster = require('cluster');

assert.deepStrictEqual(cluster.settings, {});
assert.deepStrictEqual(cluster.workers, {});
cluster.schedulingPolicy = 7;
assert.throws(() => cluster.setupPrimary(), { code: 'ERR_INVALID_ARG_VALUE' });
cluster.schedulingPolicy = cluster.SCHED_RR;
cluster.setupPrimary({ exec: __filename, silent: true });
cluster.setupPrimary({ args: ['x'] });
const { args, exec, execArgv, silent } = cluster.settings;
assert.deepStrictEqual({ args, exec, silent }, { args: ['x'], exec: __filename, silent: true });
assert.deepStrictEqual(execArgv, process.execArgv);
cluster.setupPrimary({ exec: 5 });
assert.throws(() => cluster.fork(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.deepStrictEqual(cluster.workers, {});
