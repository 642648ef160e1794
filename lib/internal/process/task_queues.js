'use strict';

// What runs between any two callbacks: the whole process.nextTick queue, then the microtasks, again
// until both are empty; then rejected promises are looked at.
//
// The queue is a list of fixed chunks. An entry is the callback itself, unless there is more to
// remember (arguments, an async context frame, an async id): then it is a TickObject. So the common
// tick costs one array store, and a million waiting ticks cost eight bytes each.
//
// C++ learns that there is something to do from one shared number, flags[kHasTick]: leaving the
// outermost callback scope with nothing queued never enters JavaScript (loop/task_queue.cc).

const {
  flags, kHasTick, kHasRejection, runMicrotasks, setEntryPoint, entryPoints,
} = binding('loop');
const contextState = require('internal/async_context').state;
const { getFrame, exchangeFrame } = require('internal/async_context');
const hooks = require('internal/async_hooks');
const { hooksState } = hooks;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { processPromiseRejections } = require('internal/process/promises');

const chunkSize = 1024;

/** A part of a queue of callbacks. */
class Chunk {
  entries = new Array(chunkSize);
  next = null;
}

// Entries [headIndex, chunkSize) of head, all of the chunks between, [0, tailIndex) of tail. One
// used up chunk is kept for the next one that is needed.
let head = new Chunk();
let tail = head;
let headIndex = 0;
let tailIndex = 0;
let spare = null;

class TickObject {
  constructor(callback, args) {
    this.callback = callback;
    this.args = args;
    this.frame = contextState.active ? getFrame() : undefined;
    if (hooksState.active) hooks.initResource(this, 'TickObject');
  }
}

function push(entry) {
  if (tailIndex === chunkSize) {
    const chunk = spare ?? new Chunk();
    spare = null;
    tail.next = chunk;
    tail = chunk;
    tailIndex = 0;
  }
  tail.entries[tailIndex++] = entry;
  flags[kHasTick] = 1;
}

/**
 * Queues a callback to run when the running callback has returned, before the event loop continues.
 * Source: Node doc, process.nextTick().
 * @param {(...args: any[]) => void} callback
 * @param {...any} args passed to the callback
 * @returns {void}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE when callback is not a function
 */
function nextTick(callback) {
  if (typeof callback !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('callback', 'function', callback);
  }
  if (process._exiting) return;
  let args;
  switch (arguments.length) {
    case 1:
      break;
    case 2:
      args = [arguments[1]];
      break;
    case 3:
      args = [arguments[1], arguments[2]];
      break;
    default:
      args = Array.prototype.slice.call(arguments, 1);
  }
  if (args === undefined && !contextState.active && !hooksState.active) push(callback);
  else push(new TickObject(callback, args));
}

function callTraced(tick) {
  hooks.beforeResource(tick);
  try {
    const { callback, args } = tick;
    if (args === undefined) callback();
    else callback(...args);
  } finally {
    hooks.destroyResource(tick);
  }
  if (hooksState.active) hooks.afterResource(tick);
}

// What a callback throws leaves through here; the queue goes on where it was when this is called
// again. It calls callbacks itself, so that a stack trace ends in one line of ours, as in Node.
function processTicksAndRejections() {
  do {
    for (;;) {
      if (head === tail) {
        if (headIndex === tailIndex) {
          // Empty: begin again at the front, so that the chunk never grows old.
          headIndex = 0;
          tailIndex = 0;
          break;
        }
      } else if (headIndex === chunkSize) {
        spare = head;
        head = head.next;
        spare.next = null;
        headIndex = 0;
      }
      const { entries } = head;
      const entry = entries[headIndex];
      entries[headIndex++] = undefined;
      if (typeof entry === 'function') {
        entry();
        continue;
      }
      const { callback, args } = entry;
      const previous = contextState.active ? exchangeFrame(entry.frame) : undefined;
      if (hooksState.active) callTraced(entry);
      else if (args === undefined) callback();
      else callback(...args);
      if (contextState.active) exchangeFrame(previous);
    }
    runMicrotasks();
  } while (headIndex !== tailIndex || head !== tail || processPromiseRejections());
  flags[kHasTick] = 0;
  flags[kHasRejection] = 0;
}

/**
 * Between two timers or two immediates of one phase.
 * @returns {void}
 */
function runNextTicks() {
  if (flags[kHasTick] === 0 && flags[kHasRejection] === 0) {
    runMicrotasks();
    if (flags[kHasTick] === 0 && flags[kHasRejection] === 0) return;
  }
  processTicksAndRejections();
}

/**
 * Queues a microtask. What it throws becomes an 'uncaughtException'.
 * Source: HTML, "queueMicrotask()"; Node doc, queueMicrotask().
 * @param {() => void} callback
 * @returns {void}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE when callback is not a function
 */
function queueMicrotask(callback) {
  if (typeof callback !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('callback', 'function', callback);
  }
  if (hooksState.active) {
    const resource = { callback };
    hooks.initResource(resource, 'Microtask');
    then.call(resolved, () => runTracedMicrotask(resource));
    return;
  }
  // V8 carries the async context frame along.
  then.call(resolved, () => {
    try {
      callback();
    } catch (error) {
      require('internal/process/uncaught').triggerUncaughtException(error, false);
    }
  });
}

const resolved = Promise.resolve();
const { then } = Promise.prototype;

function runTracedMicrotask(resource) {
  hooks.beforeResource(resource);
  try {
    resource.callback();
    hooks.afterResource(resource);
  } catch (error) {
    // This tells the `after` hooks, too.
    require('internal/process/uncaught').triggerUncaughtException(error, false);
  } finally {
    hooks.destroyResource(resource);
  }
}

// Bound: stack traces call it a method of process, which is where it can be looked for.
setEntryPoint(entryPoints.processTicks, processTicksAndRejections.bind(process));

module.exports = { Chunk, chunkSize, nextTick, queueMicrotask, runNextTicks };
