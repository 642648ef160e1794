'use strict';

// cluster.Worker: a worker process, as the primary and as the worker itself sees it. What it does
// differently at the two ends (disconnect(), destroy()) is added by primary.js and child.js.

const EventEmitter = require('events');

/**
 * Source: Node.js documentation, class Worker. Callable without `new`.
 * @param {{ id?: number, state?: string, process?: any }} [options]
 */
function Worker(options) {
  if (!(this instanceof Worker)) return new Worker(options);
  EventEmitter.call(this);
  /** Whether it goes because it was told to; undefined while it is there. */
  this.exitedAfterDisconnect = undefined;
  /** 'none', 'online', 'listening', 'disconnected', 'dead' */
  this.state = options?.state || 'none';
  this.id = options?.id | 0;
  if (options?.process) {
    this.process = options.process;
    this.process.on('error', (...args) => this.emit('error', ...args));
    this.process.on('message', (...args) => this.emit('message', ...args));
  }
}
Object.setPrototypeOf(Worker.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Worker, EventEmitter);

/**
 * Sends a message to the other end. Source: Node doc, worker.send().
 * @param {...any} args message, sendHandle, options, callback
 * @returns {boolean}
 */
Worker.prototype.send = function(...args) {
  return this.process.send(...args);
};

/**
 * Source: Node doc, worker.isDead().
 * @returns {boolean} whether the process has ended
 */
Worker.prototype.isDead = function() {
  const { exitCode, signalCode } = this.process;
  return (exitCode !== null && exitCode !== undefined) ||
    (signalCode !== null && signalCode !== undefined);
};

/**
 * Source: Node doc, worker.isConnected().
 * @returns {boolean} whether messages can be sent
 */
Worker.prototype.isConnected = function() {
  return this.process.connected;
};

/**
 * Source: Node doc, worker.kill(): an alias of destroy().
 * @param {string} [signal] 'SIGTERM' by default
 * @returns {void}
 */
Worker.prototype.kill = function(signal) {
  this.destroy(signal);
};

module.exports = { Worker };
