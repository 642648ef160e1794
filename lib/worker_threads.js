'use strict';

// The public module `worker_threads`, as the main thread sees it. Threads cannot be started;
// messages between ports of this thread, environment data and the questions about the current
// thread work. Source: Node.js documentation, "Worker threads".

const EventEmitter = require('events');
const { codes } = require('internal/errors');

const environmentData = new Map();

/**
 * A thread. Programs may ask whether something is one; none can be made.
 */
class Worker extends EventEmitter {
  /**
   * @throws {Error} ERR_FEATURE_NOT_AVAILABLE
   */
  constructor() {
    super();
    throw new codes.ERR_FEATURE_NOT_AVAILABLE('worker_threads.Worker');
  }
}

/**
 * Sets what getEnvironmentData() answers in this thread and in those started later.
 * @param {any} key
 * @param {any} [value] undefined deletes
 * @returns {void}
 */
function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

/**
 * @param {any} key
 * @returns {any}
 */
function getEnvironmentData(key) {
  return environmentData.get(key);
}

/**
 * Sends a message to another thread by its id. There is no other.
 * @param {number} threadId
 * @returns {Promise<never>}
 */
async function postMessageToThread(threadId) {
  if (threadId === 0) throw new codes.ERR_WORKER_MESSAGING_SAME_THREAD();
  throw new codes.ERR_WORKER_MESSAGING_FAILED();
}

module.exports = {
  isMainThread: true,
  resourceLimits: {},
  postMessageToThread,
  threadId: 0,
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  workerData: null,
  setEnvironmentData,
  getEnvironmentData,
};

require('internal/util').defineLazyProperties(module.exports, 'internal/message_port', [
  'MessagePort',
  'MessageChannel',
  'markAsUntransferable',
  'moveMessagePortToContext',
  'receiveMessageOnPort',
  'BroadcastChannel',
]);
