'use strict';

// Handles, requests and timers that tests leave behind, and the lines that made them.
//
// An async hook hears of every resource; those that can keep the process alive are noted with the
// test they belong to (from the async context) and their stack, which V8 formats only if it is
// read. When a test is done, what it has made and is still alive and referenced is a leak. Ends
// take turns of the loop (a socket closes after its peer), so those with something left wait a
// little. Promises are not tracked: nothing here slows them down.

const { enableHook } = require('internal/async_hooks');
const { isErrorStackTraceLimitWritable } = require('internal/errors');
// The timers as they are now: a program may replace them by mocks.
const { setImmediate, setTimeout } = require('timers');

/** How often it is looked whether something has ended, and how long to wait between. */
const kTurns = 5;
const kPauses = 5;
const kPause = 20;
const kStackLimit = 24;

/** Types of async hooks that can keep a process alive -> what people call them. */
const kinds = new Map(Object.entries({
  FSEVENTWRAP: 'file watcher',
  FSREQCALLBACK: 'file system request',
  FSREQPROMISE: 'file system request',
  GETADDRINFOREQWRAP: 'DNS lookup',
  GETNAMEINFOREQWRAP: 'DNS lookup',
  MESSAGEPORT: 'message port',
  PIPECONNECTWRAP: 'connection attempt',
  PIPESERVERWRAP: 'pipe server',
  PIPEWRAP: 'pipe',
  PROCESSWRAP: 'child process',
  QUERYWRAP: 'DNS query',
  SIGNALWRAP: 'signal listener',
  STATWATCHER: 'file watcher',
  TCPCONNECTWRAP: 'connection attempt',
  TCPSERVERWRAP: 'TCP server',
  TCPWRAP: 'TCP socket',
  TTYWRAP: 'terminal',
  Timeout: 'timer',
  UDPWRAP: 'UDP socket',
  WORKER: 'worker',
}));

function isReferenced({ resource }) {
  try {
    return typeof resource?.hasRef !== 'function' || resource.hasRef();
  } catch {
    return true;
  }
}

/** Handles that streams and sockets of the program own: [binding, class, kind]. */
const handleClasses = [['tcp', 'TCP', 'TCP'], ['pipe', 'Pipe', 'pipe'], ['udp', 'UDP', 'UDP']];

// Tells of each handle when it gets its owner, which no async hook does: once, and from then on
// the property is an ordinary one.
function watchHandles(onHandle) {
  const { kOwner } = require('internal/stream_base');
  for (const [id, name, kind] of handleClasses) {
    Object.defineProperty(binding(id)[name].prototype, kOwner, {
      __proto__: null,
      configurable: true,
      get: () => undefined,
      set(owner) {
        Object.defineProperty(this, kOwner, {
          __proto__: null, value: owner, writable: true, configurable: true, enumerable: true,
        });
        onHandle(this, kind);
      },
    });
  }
}

function kindOf({ type, resource, isHandle }) {
  if (isHandle) {
    const { kOwner } = require('internal/stream_base');
    const isServer = typeof resource[kOwner]?.address === 'function' &&
      typeof resource[kOwner].listen === 'function';
    return `${type} ${isServer ? 'server' : 'socket'}`;
  }
  if (type !== 'Timeout') return kinds.get(type);
  return resource?._repeat > 0 ? 'interval' : 'timeout';
}

// The place in the user's code, of a stack.
function placeOf(holder) {
  const { stack } = holder;
  if (typeof stack !== 'string') return undefined;
  for (const line of stack.split('\n')) {
    const match = /^\s+at (?:.*\()?((?:file:\/\/)?[^()]*:\d+:\d+)\)?$/.exec(line);
    if (match === null || /^(?:node|gyre|internal)\b/.test(match[1])) continue;
    return match[1].startsWith('file://') ? decodeURI(match[1].slice('file://'.length)) : match[1];
  }
  return undefined;
}

/** The standard streams are made when they are first used, and stay. */
function isOfProcess(holder) {
  return /internal\/process\/stdio\b/.test(holder.stack);
}

/** What is alive in this process, and whose it is. */
class LeakTracker {
  /**
   * @param {'warn' | 'error'} mode
   * @param {() => any} currentOwner the test or hook that runs
   */
  constructor(mode, currentOwner) {
    this.mode = mode;
    this.currentOwner = currentOwner;
    /** Async id, or handle -> what is known of it. */
    this.records = new Map();
    const { records } = this;
    const init = (asyncId, type, trigger, resource) => {
      if (kinds.has(type)) note(asyncId, type, resource, false);
    };
    const note = (key, type, resource, isHandle) => {
      const owner = this.currentOwner();
      const holder = {};
      const canLimit = isErrorStackTraceLimitWritable();
      const limit = Error.stackTraceLimit;
      if (canLimit) Error.stackTraceLimit = kStackLimit;
      Error.captureStackTrace(holder, note);
      if (canLimit) Error.stackTraceLimit = limit;
      // A hook's resources are for the tests of its owner.
      records.set(key, { type, resource, isHandle, owner: owner?.owner ?? owner, holder });
    };
    watchHandles((handle, kind) => note(handle, kind, handle, true));
    enableHook({ init, destroy: (asyncId) => records.delete(asyncId), trackPromises: false });
  }

  /** @returns {object[]} what keeps the process alive, of one test or of all */
  live(owner) {
    const found = [];
    let active;
    for (const [key, record] of this.records) {
      if (owner !== undefined && record.owner !== owner) continue;
      if (record.isHandle) {
        active ??= new Set(binding('process').activeHandles());
        if (!active.has(record.resource)) {
          // Closed, or not begun: what begins later is seen as what holds the process.
          if (owner === undefined) this.records.delete(key);
          continue;
        }
      }
      if (!record.isHarmless && isReferenced(record)) found.push(record);
    }
    return found;
  }

  /**
   * A record as text.
   * @param {object} record
   * @returns {string} e.g. 'TCP server, made at /a/b.js:3:10'
   */
  describe(record) {
    const place = placeOf(record.holder);
    return kindOf(record) + (place === undefined ? '' : `, made at ${place}`);
  }

  /**
   * Names what a test left behind, once it is done.
   * @param {any} test
   * @returns {Promise<string[]>} empty if nothing
   */
  async leftBy(test) {
    for (let i = 0; i < kTurns + kPauses; i++) {
      if (this.live(test).length === 0) return [];
      await new Promise((resolve) => {
        if (i < kTurns) setImmediate(resolve);
        else setTimeout(resolve, kPause);
      });
    }
    const leaks = [];
    for (const record of this.live(test)) {
      if (isOfProcess(record.holder)) {
        record.isHarmless = true;
        continue;
      }
      leaks.push(this.describe(record));
    }
    return leaks;
  }

  // What getActiveResourcesInfo() names although it is known with its place, or is standard.
  isHeard(type) {
    return /^(?:Timeout|Immediate|TTYWrap|(?:TCP|Pipe|UDP)(?:Server|Socket)?Wrap)$/.test(type);
  }

  /** @returns {string[]} what holds the process now */
  holding() {
    const known = this.live().filter((record) => !isOfProcess(record.holder))
      .map((record) => this.describe(record));
    // Those that no hook told of have a type only.
    const others = process.getActiveResourcesInfo().filter((type) => !this.isHeard(type));
    return [...known, ...others];
  }
}

let tracker;

/**
 * Begins to note resources, if the command line wants it. Called before the program, so that it
 * hears of all of them.
 * @returns {LeakTracker | undefined}
 */
function startLeakTracker() {
  if (tracker !== undefined) return tracker;
  const { getOptionValue } = require('internal/options');
  const { validateOneOf } = require('internal/validators');
  const mode = getOptionValue('--test-leaks') || 'off';
  validateOneOf(mode, '--test-leaks', ['warn', 'error', 'off']);
  if (mode === 'off') return undefined;
  const { currentOwner } = require('internal/test_runner/test');
  tracker = new LeakTracker(mode, currentOwner);
  return tracker;
}

module.exports = { startLeakTracker };
