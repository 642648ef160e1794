'use strict';

// The public module `cluster`, as a single process sees it: this is the primary, it has no workers,
// and it cannot make any. Programs that merely ask (loggers, metrics) get true answers; fork() says
// what is missing. Source: Node.js documentation, "Cluster".

const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');

const schedNone = 1;
const schedRoundRobin = 2;

/**
 * A worker process, as seen from the primary.
 */
class Worker extends EventEmitter {
  /**
   * @throws {Error} ERR_FEATURE_NOT_AVAILABLE
   */
  constructor() {
    super();
    throw new codes.ERR_FEATURE_NOT_AVAILABLE('cluster.Worker');
  }
}

const cluster = new EventEmitter();

cluster.isWorker = false;
cluster.isMaster = true;
cluster.isPrimary = true;
cluster.Worker = Worker;
/** The live workers by id. */
cluster.workers = {};
/** What setupPrimary() was given. */
cluster.settings = {};
cluster.SCHED_NONE = schedNone;
cluster.SCHED_RR = schedRoundRobin;
cluster.schedulingPolicy = schedRoundRobin;

/**
 * Sets how workers would be started.
 * @param {object} [settings]
 * @returns {void}
 */
cluster.setupPrimary = function(settings = {}) {
  validateObject(settings, 'settings');
  cluster.settings = {
    args: process.argv.slice(2),
    exec: process.argv[1],
    execArgv: process.execArgv,
    silent: false,
    ...cluster.settings,
    ...settings,
  };
  process.nextTick(() => cluster.emit('setup', cluster.settings));
};

cluster.setupMaster = cluster.setupPrimary;

/**
 * Starts a worker process.
 * @returns {never}
 * @throws {Error} ERR_FEATURE_NOT_AVAILABLE
 */
cluster.fork = function() {
  throw new codes.ERR_FEATURE_NOT_AVAILABLE('cluster.fork()');
};

/**
 * Disconnects all workers: there are none, so the callback comes at once.
 * @param {() => void} [callback]
 * @returns {void}
 */
cluster.disconnect = function(callback) {
  if (typeof callback === 'function') process.nextTick(callback);
};

module.exports = cluster;
