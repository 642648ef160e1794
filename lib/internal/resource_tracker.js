'use strict';

// What is pending in the event loop and what keeps the process alive; and, where a tracker has been
// started in time, the lines that made it. `gyre test` names leaks by it, the REPL shows its loop.
//
// The loop itself is asked for what there is: timers and immediates (internal/timers), handles and
// requests (binding('process')). Who made it, a tracker knows: an async hook hears of every
// resource; those that can keep the process alive are noted with their stack, which V8 formats only
// if it is read. Promises are not tracked: nothing here slows them down.

const { enableHook } = require('internal/async_hooks');
const { isErrorStackTraceLimitWritable } = require('internal/errors');

const kStackLimit = 24;

/** Types of async hooks that can keep a process alive -> what people call them. */
const kinds = new Map(Object.entries({
  FSEVENTWRAP: 'file watcher',
  FSREQCALLBACK: 'file system request',
  FSREQPROMISE: 'file system request',
  GETADDRINFOREQWRAP: 'DNS lookup',
  GETNAMEINFOREQWRAP: 'DNS lookup',
  Immediate: 'immediate',
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

/** Names of the loop's own list -> what people call them. */
const kindsOfTheLoop = new Map(Object.entries({
  DNSCHANNEL: 'DNS resolver',
  FSEventWrap: 'file watcher',
  FSReqCallback: 'file system request',
  GetAddrInfoReqWrap: 'DNS lookup',
  GetNameInfoReqWrap: 'DNS lookup',
  MessagePort: 'message port',
  PipeConnectWrap: 'connection attempt',
  PipeServerWrap: 'pipe server',
  PipeWrap: 'pipe socket',
  ProcessWrap: 'child process',
  QueryReqWrap: 'DNS query',
  ShutdownWrap: 'end of a stream',
  SignalWrap: 'signal listener',
  StatWatcher: 'file watcher',
  TCPConnectWrap: 'connection attempt',
  TCPServerWrap: 'TCP server',
  TCPSocketWrap: 'TCP socket',
  TTYWrap: 'terminal',
  UDPSendWrap: 'datagram',
  UDPWrap: 'UDP socket',
  WriteWrap: 'write to a stream',
  Zlib: 'compression',
}));

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

function isReferenced({ resource }) {
  try {
    return typeof resource?.hasRef !== 'function' || resource.hasRef();
  } catch {
    return true;
  }
}

/** The owner of a handle: the server, socket or stream that programs know; or the handle. */
function ownerOf(handle) {
  const { kOwner } = require('internal/stream_base');
  return handle[kOwner] ?? handle;
}

function kindOf({ type, resource, isHandle }) {
  if (isHandle) {
    const owner = ownerOf(resource);
    const isServer = typeof owner.address === 'function' && typeof owner.listen === 'function';
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

/** Notes what is made, and where. There is one in a process at most. */
class ResourceTracker {
  /** @param {() => any} currentOwner what the resources that are made now are for */
  constructor(currentOwner) {
    this.currentOwner = currentOwner;
    /** Async id, or handle -> what is known of it. */
    this.records = new Map();
    /** Timer, or handle -> the same. */
    this.byResource = new WeakMap();
    const { records } = this;
    const init = (asyncId, type, trigger, resource) => {
      if (kinds.has(type)) note(asyncId, type, resource, false);
    };
    const note = (key, type, resource, isHandle) => {
      const holder = {};
      const canLimit = isErrorStackTraceLimitWritable();
      const limit = Error.stackTraceLimit;
      if (canLimit) Error.stackTraceLimit = kStackLimit;
      Error.captureStackTrace(holder, note);
      if (canLimit) Error.stackTraceLimit = limit;
      const record = { type, resource, isHandle, owner: this.currentOwner(), holder };
      records.set(key, record);
      this.byResource.set(resource, record);
    };
    watchHandles((handle, kind) => note(handle, kind, handle, true));
    enableHook({ init, destroy: (asyncId) => records.delete(asyncId), trackPromises: false });
  }

  /** @returns {object[]} records of what keeps the process alive, of one owner or of all */
  live(owner) {
    const found = [];
    let active;
    for (const [key, record] of this.records) {
      if (owner !== undefined && record.owner !== owner) continue;
      if (record.isHandle) {
        active ??= new Set(handles().filter(keepsAlive).map(({ resource }) => resource));
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
   * Where a timer or a handle was made.
   * @param {object} resource
   * @returns {string | undefined}
   */
  placeOf(resource) {
    const record = this.byResource.get(resource);
    return record && placeOf(record.holder);
  }
}

/** Timers of ours, which nobody wants to see. */
const ownTimers = new WeakSet();

/**
 * @template T
 * @param {T} timer
 * @returns {T} the timer, which pending() leaves out
 */
function ownTimer(timer) {
  ownTimers.add(timer);
  return timer;
}

/**
 * @param {string} name of getActiveResourcesInfo()
 * @returns {string} what people call it
 */
function kindOfName(name) {
  return kindsOfTheLoop.get(name) ?? name;
}

/**
 * The program's handles that are not closed; `name` is that of getActiveResourcesInfo().
 * @returns {{ name: string, kind: string, resource: object | undefined, isActive: boolean,
 *   isRefed: boolean, isClosing: boolean }[]}
 */
function handles() {
  const list = binding('process').handles();
  const found = [];
  for (let i = 0; i < list.length; i += 3) {
    const [name, resource, state] = list.slice(i, i + 3);
    found.push({
      name,
      kind: kindOfName(name),
      resource,
      isActive: (state & 1) !== 0,
      isRefed: (state & 2) !== 0,
      isClosing: (state & 4) !== 0,
    });
  }
  return found;
}

/** @returns {boolean} whether a handle, of handles(), may keep the loop alive */
function keepsAlive({ isRefed, isClosing }) {
  return isRefed && !isClosing;
}

/**
 * The requests under way.
 * @returns {{ name: string, kind: string, job: string | undefined, waited: number | undefined,
 *   hasBegun: boolean | undefined }[]} job undefined for what is none of the worker pool's; waited
 *   in ms
 */
function requests() {
  const list = binding('process').requests();
  const found = [];
  for (let i = 0; i < list.length; i += 4) {
    const [name, job, waited, hasBegun] = list.slice(i, i + 4);
    found.push({ name, kind: kindOfName(name), job, waited, hasBegun });
  }
  return found;
}

/**
 * What is pending, phase by phase.
 * @returns {{ timers: object[], immediates: object[], handles: object[], requests: object[] }}
 *   timers: { kind, resource, left, repeat, isRefed }; immediates: { isRefed }; the others as
 *   handles() and requests() have them
 */
function pending() {
  const { pendingTimers, pendingImmediates } = require('internal/timers');
  const timers = pendingTimers().filter(({ timer }) => !ownTimers.has(timer))
    .map(({ timer, left, isRefed }) => ({
      kind: timer._repeat > 0 ? 'interval' : 'timeout',
      resource: timer,
      left,
      repeat: timer._repeat > 0 ? timer._repeat : undefined,
      isRefed,
    }));
  return {
    timers, immediates: pendingImmediates(), handles: handles(), requests: requests(),
  };
}

module.exports = {
  ResourceTracker, handles, isOfProcess, keepsAlive, kindOfName, ownTimer, ownerOf, pending,
  requests,
};
