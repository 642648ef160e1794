'use strict';

// The module `cluster` in a primary: starts workers, and owns the sockets they listen on.
//
// Each address that workers listen on is a handle (RoundRobinHandle or SharedHandle), known by a
// key that the workers' queries have in common. A handle is closed when the last worker that
// listens on it has closed its server, is told to disconnect, or is gone.

const EventEmitter = require('events');
const { Worker } = require('internal/cluster/worker');

const kSchedNone = 1;
const kSchedRoundRobin = 2;

const cluster = new EventEmitter();

cluster.isWorker = false;
cluster.isMaster = true;
cluster.isPrimary = true;
cluster.Worker = Worker;
/** The workers by id: those that have not been told to go, and are not gone. */
cluster.workers = {};
/** What setupPrimary() was given. */
cluster.settings = {};
/** The system decides which worker gets a connection. */
cluster.SCHED_NONE = kSchedNone;
/** The workers get connections in turn. */
cluster.SCHED_RR = kSchedRoundRobin;
/** Fixed by the first fork() or setupPrimary(). */
cluster.schedulingPolicy = policyOfEnvironment();

let lastId = 0;
let policy;                       // the one that was fixed
const handles = new Map();        // by key
const connected = new Set();      // workers whose channel is open
const whenAllGone = [];           // callbacks of disconnect()

function policyOfEnvironment() {
  return process.env.NODE_CLUSTER_SCHED_POLICY === 'none' ? kSchedNone : kSchedRoundRobin;
}

/**
 * Sets how workers are started from now on. Source: Node doc, cluster.setupPrimary().
 * @param {object} [settings] exec, args, execArgv, cwd, serialization, silent, stdio, uid, gid,
 *   windowsHide, inspectPort
 * @returns {void}
 * @throws {TypeError} ERR_INVALID_ARG_VALUE when cluster.schedulingPolicy is none
 */
cluster.setupPrimary = function(settings) {
  if (policy === undefined) {
    const { validateOneOf } = require('internal/validators');
    validateOneOf(
      cluster.schedulingPolicy, 'cluster.schedulingPolicy', [kSchedNone, kSchedRoundRobin]);
    policy = cluster.schedulingPolicy;
  }
  const current = {
    args: process.argv.slice(2),
    exec: process.argv[1],
    execArgv: process.execArgv,
    silent: false,
    ...cluster.settings,
    ...settings,
  };
  cluster.settings = current;
  process.nextTick(() => cluster.emit('setup', current));
};

/** Source: Node doc, cluster.setupMaster(), deprecated. */
cluster.setupMaster = cluster.setupPrimary;

/**
 * Starts a worker process. Source: Node doc, cluster.fork().
 * @param {object} [env] what its environment has besides that of this process
 * @returns {Worker}
 * @throws {TypeError | Error} as child_process.fork(), for bad settings
 */
cluster.fork = function(env) {
  cluster.setupPrimary();
  const id = ++lastId;
  const { args, cwd, exec, execArgv, gid, serialization, silent, stdio, uid, windowsHide } =
    cluster.settings;
  const child = require('child_process').fork(exec, args, {
    cwd, execArgv: withDebugPort(execArgv), gid, serialization, silent, stdio, uid, windowsHide,
    env: { ...process.env, ...env, NODE_UNIQUE_ID: `${id}` },
  });
  const worker = new Worker({ id, process: child });
  worker.on('message', (message, handle) => cluster.emit('message', worker, message, handle));
  const { receive } = require('internal/cluster/messages');
  receive(child, (message) => onMessage(worker, message));
  child.once('exit', (code, signal) => onExit(worker, code, signal));
  child.once('disconnect', () => onDisconnect(worker));
  cluster.workers[id] = worker;
  connected.add(worker);
  process.nextTick(() => cluster.emit('fork', worker));
  return worker;
};

/**
 * Disconnects all workers. Source: Node doc, cluster.disconnect().
 * @param {() => void} [callback] called when all of them are disconnected
 * @returns {void}
 */
cluster.disconnect = function(callback) {
  if (typeof callback === 'function') whenAllGone.push(callback);
  for (const worker of Object.values(cluster.workers)) {
    // One that has lost its channel goes by itself.
    if (worker.isConnected()) worker.disconnect();
  }
  if (connected.size === 0) process.nextTick(tellAllGone);
};

function tellAllGone() {
  for (const callback of whenAllGone.splice(0)) callback();
}

let lastDebugPort;

/**
 * The options of a worker where workers are debugged: with a port of its own, which
 * settings.inspectPort says, or the next one.
 */
function withDebugPort(execArgv) {
  if (!execArgv.some((option) => /^--inspect(-brk|-wait|-port)?(=|$)|^--debug-port(=|$)/
    .test(option))) {
    return execArgv;
  }
  const { inspectPort } = cluster.settings;
  let port = typeof inspectPort === 'function' ? inspectPort() : inspectPort;
  if (port === undefined || port === null) {
    lastDebugPort ??= process.debugPort;
    port = lastDebugPort === 65535 ? 1024 : lastDebugPort + 1;
    lastDebugPort = port;
  } else {
    require('internal/validators').validatePort(port, 'port');
  }
  return [...execArgv, `--inspect-port=${port}`];
}

// --- The life of a worker ---

function onExit(worker, code, signal) {
  if (!connected.has(worker)) delete cluster.workers[worker.id];
  worker.exitedAfterDisconnect = Boolean(worker.exitedAfterDisconnect);
  worker.state = 'dead';
  worker.emit('exit', code, signal);
  cluster.emit('exit', worker, code, signal);
}

function onDisconnect(worker) {
  releaseHandles(worker);
  require('internal/cluster/messages').abandon(worker.process);
  connected.delete(worker);
  if (connected.size === 0) process.nextTick(tellAllGone);
  if (worker.isDead()) delete cluster.workers[worker.id];
  worker.exitedAfterDisconnect = Boolean(worker.exitedAfterDisconnect);
  worker.state = 'disconnected';
  worker.emit('disconnect');
  cluster.emit('disconnect', worker);
}

/**
 * Tells the worker to close its servers and then its channel. Source: Node doc,
 * worker.disconnect().
 * @returns {Worker} this
 */
Worker.prototype.disconnect = function() {
  this.exitedAfterDisconnect = true;
  const { send } = require('internal/cluster/messages');
  send(this.process, { act: 'disconnect' });
  releaseHandles(this);
  delete cluster.workers[this.id];
  return this;
};

/**
 * Kills the process, without waiting for connections. Source: Node doc, worker.kill().
 * @param {string} [signal] 'SIGTERM' by default
 * @returns {void}
 * @throws {TypeError} ERR_UNKNOWN_SIGNAL
 */
Worker.prototype.destroy = function(signal) {
  this.process.kill(signal || 'SIGTERM');
};

// --- What workers say ---

function onMessage(worker, message) {
  switch (message.act) {
    case 'online':
      worker.state = 'online';
      worker.emit('online');
      cluster.emit('online', worker);
      break;
    case 'query':
      onQuery(worker, message);
      break;
    case 'listening':
      onListening(worker, message);
      break;
    case 'close':
      release(worker, message.key);
      break;
    case 'exitedAfterDisconnect':
      worker.exitedAfterDisconnect = true;
      require('internal/cluster/messages').answer(worker.process, message, {});
      break;
    // No default
  }
}

function onListening(worker, { addressType, address, port, fd }) {
  const info = { addressType, address, port, fd };
  worker.state = 'listening';
  worker.emit('listening', info);
  cluster.emit('listening', worker, info);
}

function onQuery(worker, message) {
  // One that is about to go gets no more servers.
  if (worker.exitedAfterDisconnect) return;
  const { address, port, addressType, fd, index } = message;
  const key = `${address}:${port}:${addressType}:${fd}:${index}`;
  let handle = handles.get(key);
  if (handle === undefined) {
    handle = makeHandle(message, key);
    handles.set(key, handle);
  }
  const { answer } = require('internal/cluster/messages');
  handle.add(worker, (status, description, native) => {
    if (status !== 0) handles.delete(key);
    answer(worker.process, message, { status, key, ...description }, native);
  });
}

function makeHandle(query, key) {
  const isDatagram = query.addressType === 'udp4' || query.addressType === 'udp6';
  if (policy === kSchedRoundRobin && !isDatagram) {
    const { RoundRobinHandle } = require('internal/cluster/round_robin_handle');
    return new RoundRobinHandle(query, key);
  }
  const { SharedHandle } = require('internal/cluster/shared_handle');
  return new SharedHandle(query);
}

function release(worker, key) {
  if (handles.get(key)?.remove(worker)) handles.delete(key);
}

function releaseHandles(worker) {
  for (const key of [...handles.keys()]) release(worker, key);
}

module.exports = cluster;
