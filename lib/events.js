'use strict';

// EventEmitter: named lists of functions, called synchronously in the order they were added.
//
// How it works. `_events` maps an event name to either one function or, from the second listener
// on, an array of functions; `_eventsCount` counts the names. Programs in the wild read these
// names (and `_maxListeners`), so they are kept, and code must cope with `_events === undefined`.
//
// Why an EventMap class and not `{ __proto__: null }`: V8 gives the literal a dictionary, whose
// keyed loads cost a hash probe. An instance of a function whose prototype is an empty object
// without a prototype inherits no names either, but keeps hidden classes, so that `emit`
// finds the listener through V8's stub cache.
//
// What emit costs. One keyed load, one call: up to three arguments are named, so that no array of
// them is made, nor `arguments` read, which takes three times as long. More of them, 'error' and
// captureRejections are left to a second function, which takes the arguments as an array; were it
// part of emit, V8 would make that array for every call. Listeners may be added or removed while an
// emit runs, without any effect on that emit: for one or two listeners the functions are read into
// locals before the first call, and only longer lists are copied. A listener's result is looked at
// only to route rejected promises (captureRejections).
//
// Adding and removing are O(1) for one listener and O(n) in the list for removal; `once` makes one
// closure a call.

const { codes, AbortError } = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateInteger,
  validateNumber,
  validateString,
} = require('internal/validators');

const {
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_THIS,
  ERR_UNHANDLED_ERROR,
} = codes;

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kRejection = Symbol.for('nodejs.rejection');
const kWatermarkData = Symbol.for('nodejs.watermarkData');
// The uncaught exception path calls this method of an error, if it has one, right before printing:
// it adds where 'error' was emitted to the stack. Nobody pays for that text unless it is printed.
const kEnhanceStack = Symbol.for('gyre.enhanceStackBeforePrint');

const { apply } = Reflect;
const call = Function.prototype.call.bind(Function.prototype.call);

let defaultMaxListeners = 10;

/**
 * The map behind `_events`: no inherited names, and hidden classes (see the top of this file).
 * @constructor
 */
function EventMap() {}
EventMap.prototype = Object.create(null);
// It is printed as what it stands for. No event has this symbol as its name.
Object.defineProperty(EventMap.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  __proto__: null,
  value() {
    return { __proto__: null, ...this };
  },
});

/**
 * Creates an event emitter.
 * @constructor
 * @param {{ captureRejections?: boolean }} [options]
 * @throws {TypeError} ERR_INVALID_ARG_TYPE if captureRejections is not a boolean
 * Source: Node.js documentation, "Events", class EventEmitter.
 */
function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}

module.exports = EventEmitter;
EventEmitter.addAbortListener = addAbortListener;
EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;

Object.defineProperty(EventEmitter, 'captureRejections', {
  __proto__: null,
  enumerable: true,
  get() {
    return EventEmitter.prototype[kCapture];
  },
  set(value) {
    validateBoolean(value, 'EventEmitter.captureRejections');
    EventEmitter.prototype[kCapture] = value;
  },
});

let EventEmitterAsyncResource;
Object.defineProperty(EventEmitter, 'EventEmitterAsyncResource', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return EventEmitterAsyncResource ??= defineEventEmitterAsyncResource();
  },
  set: undefined,
});

EventEmitter.errorMonitor = kErrorMonitor;

Object.defineProperty(EventEmitter, 'defaultMaxListeners', {
  __proto__: null,
  enumerable: true,
  get() {
    return defaultMaxListeners;
  },
  set(value) {
    validateNumber(value, 'defaultMaxListeners', 0);
    defaultMaxListeners = value;
  },
});

EventEmitter.setMaxListeners = setMaxListeners;

// `domain` replaces init to note the active domain on every new emitter.
EventEmitter.init = function(options) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = new EventMap();
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options?.captureRejections) {
    validateBoolean(options.captureRejections, 'options.captureRejections');
    this[kCapture] = options.captureRejections;
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
};

EventEmitter.listenerCount = function(emitter, type) {
  if (typeof emitter.listenerCount === 'function') return emitter.listenerCount(type);
  return listenerCount.call(emitter, type);
};

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

Object.defineProperty(EventEmitter.prototype, kCapture, {
  __proto__: null,
  value: false,
  writable: true,
  enumerable: false,
});

/**
 * Sets how many listeners of one event are unsuspicious; 0 or Infinity never warn.
 * @param {number} n
 * @returns {EventEmitter} this
 * @throws {RangeError} ERR_OUT_OF_RANGE
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

function maxListenersOf(emitter) {
  const own = emitter._maxListeners;
  return own === undefined ? defaultMaxListeners : own;
}

/**
 * @returns {number} the limit of setMaxListeners, or the default one
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

/**
 * Calls the listeners of an event with the given arguments, each with `this` set to the emitter.
 * @param {string | symbol} type
 * @param {...any} args
 * @returns {boolean} whether there were listeners
 * @throws what a listener throws; the error itself, or ERR_UNHANDLED_ERROR, for an 'error' event
 *   without listeners
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.emit = function emit(type, first, second, third) {
  const events = this._events;
  if (events !== undefined && type !== 'error') {
    const handler = events[type];
    if (handler === undefined) return false;
    const count = arguments.length - 1;
    if (count <= 3 && this[kCapture] === false) {
      if (typeof handler === 'function') {
        // As callOne() does, which would be one more line in every listener's stack.
        switch (count) {
          case 1: call(handler, this, first); break;
          case 2: call(handler, this, first, second); break;
          case 3: call(handler, this, first, second, third); break;
          default: call(handler, this);
        }
      } else {
        callEach(handler, this, count, first, second, third);
      }
      return true;
    }
  }
  return apply(emitAny, this, arguments);
};
Object.defineProperty(EventEmitter.prototype.emit, 'length', { __proto__: null, value: 1 });

/** Calls a listener with the first `count` of three arguments. */
function callOne(listener, emitter, count, first, second, third) {
  switch (count) {
    case 1: call(listener, emitter, first); break;
    case 2: call(listener, emitter, first, second); break;
    case 3: call(listener, emitter, first, second, third); break;
    default: call(listener, emitter);  // 0, or -1 for emit()
  }
}

function callEach(list, emitter, count, first, second, third) {
  const { length } = list;
  if (length === 2) {
    const one = list[0];
    const two = list[1];
    callOne(one, emitter, count, first, second, third);
    callOne(two, emitter, count, first, second, third);
    return;
  }
  const listeners = list.slice();
  for (let i = 0; i < length; i++) callOne(listeners[i], emitter, count, first, second, third);
}

function emitAny(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) {
      apply(this.emit, this, [kErrorMonitor, ...args]);
    }
    if (events === undefined || events.error === undefined) throwUnhandled(this, args[0]);
  }
  const handler = events?.[type];
  if (handler === undefined) return false;

  const captures = this[kCapture] === true;
  if (typeof handler === 'function') {
    const result = apply(handler, this, args);
    if (captures && result !== undefined && result !== null) {
      captureRejection(this, result, type, args);
    }
    return true;
  }
  const { length } = handler;
  const listeners = handler.slice();
  for (let i = 0; i < length; i++) {
    const result = apply(listeners[i], this, args);
    if (captures && result !== undefined && result !== null) {
      captureRejection(this, result, type, args);
    }
  }
  return true;
}

function inspect(value, options) {
  return require('internal/util/inspect').inspect(value, options);
}

/** Throws what an 'error' event nobody listens to throws. */
function throwUnhandled(emitter, er) {
  if (er instanceof Error) {
    try {
      const emittedAt = {};
      Error.captureStackTrace(emittedAt, EventEmitter.prototype.emit);
      Object.defineProperty(er, kEnhanceStack, {
        __proto__: null,
        value: () => enhanceStack(er, emitter, emittedAt.stack),
        configurable: true,
      });
    } catch {
      // A frozen error is thrown as it is.
    }
    throw er; // Unhandled 'error' event
  }

  let text;
  try {
    text = inspect(er);
  } catch {
    text = er;
  }
  const err = new ERR_UNHANDLED_ERROR(text);
  err.context = er;
  throw err; // Unhandled 'error' event
}

/** The stack of `err`, followed by where its 'error' event was emitted. */
function enhanceStack(err, emitter, emittedStack) {
  let on = '';
  try {
    const { name } = emitter.constructor;
    if (name !== 'EventEmitter') on = ` on ${name} instance`;
  } catch {
    // An emitter may have any constructor or none.
  }
  const own = err.stack.split('\n').slice(1);
  const emitted = emittedStack.split('\n').slice(1);
  // Frames that both stacks end with are told by their number.
  let common = 0;
  while (common < own.length && common < emitted.length &&
      own[own.length - 1 - common] === emitted[emitted.length - 1 - common]) {
    common++;
  }
  if (common > 3) {
    emitted.splice(emitted.length - common + 1, common - 2,
                   `    [... lines matching original stack trace ...]`);
  }
  return `${err.stack}\nEmitted 'error' event${on} at:\n${emitted.join('\n')}`;
}

/** Sends the rejection of a promise that a listener returned to the emitter, on a later tick. */
function captureRejection(emitter, result, type, args) {
  try {
    const { then } = result;
    if (typeof then === 'function') {
      then.call(result, undefined, (err) => {
        process.nextTick(emitRejection, emitter, err, type, args);
      });
    }
  } catch (err) {
    emitter.emit('error', err);
  }
}

function emitRejection(emitter, err, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](err, type, ...args);
    return;
  }
  // A rejection of an 'error' listener must not come back here again.
  const previous = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', err);
  } finally {
    emitter[kCapture] = previous;
  }
}

function addListenerTo(emitter, type, listener, atFront) {
  validateFunction(listener, 'listener');
  let events = emitter._events;
  let existing;
  if (events === undefined) {
    events = emitter._events = new EventMap();
    emitter._eventsCount = 0;
  } else {
    // 'newListener' comes before the listener is added, so that it is not told of itself, and may
    // replace `_events`.
    if (events.newListener !== undefined) {
      emitter.emit('newListener', type, listener.listener ?? listener);
      events = emitter._events;
    }
    existing = events[type];
  }

  if (existing === undefined) {
    events[type] = listener;
    ++emitter._eventsCount;
    return emitter;
  }
  if (typeof existing === 'function') {
    existing = events[type] = atFront ? [listener, existing] : [existing, listener];
  } else if (atFront) {
    existing.unshift(listener);
  } else {
    existing.push(listener);
  }

  const max = maxListenersOf(emitter);
  if (max > 0 && existing.length > max && !existing.warned) {
    existing.warned = true;
    warnOfLeak(emitter, type, existing.length, max);
  }
  return emitter;
}

function warnOfLeak(emitter, type, count, max) {
  const warning = new Error(
    `Possible EventEmitter memory leak detected. ${count} ${String(type)} listeners added to ` +
    `${inspect(emitter, { depth: -1 })}. MaxListeners is ${max}. Use ` +
    'emitter.setMaxListeners() to increase limit');
  warning.name = 'MaxListenersExceededWarning';
  warning.emitter = emitter;
  warning.type = type;
  warning.count = count;
  process.emitWarning(warning);
}

/**
 * Adds a listener at the end of the event's list, also if it is there already.
 * @param {string | symbol} type
 * @param {Function} listener
 * @returns {EventEmitter} this
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.addListener = function addListener(type, listener) {
  return addListenerTo(this, type, listener, false);
};

EventEmitter.prototype.on = EventEmitter.prototype.addListener;

/**
 * Adds a listener at the front of the event's list.
 * @param {string | symbol} type
 * @param {Function} listener
 * @returns {EventEmitter} this
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.prependListener = function prependListener(type, listener) {
  return addListenerTo(this, type, listener, true);
};

/** A function that removes itself, then calls `listener`, once. */
function onceWrapper(emitter, type, listener) {
  let fired = false;
  const wrapper = function() {
    if (fired) return;
    emitter.removeListener(type, wrapper);
    fired = true;
    switch (arguments.length) {
      case 0: return apply(listener, emitter, []);
      case 1: return apply(listener, emitter, [arguments[0]]);
      default: return apply(listener, emitter, arguments);
    }
  };
  wrapper.listener = listener;
  return wrapper;
}

/**
 * Adds a listener that is removed before its first call.
 * @param {string | symbol} type
 * @param {Function} listener
 * @returns {EventEmitter} this
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.once = function once(type, listener) {
  validateFunction(listener, 'listener');
  this.on(type, onceWrapper(this, type, listener));
  return this;
};

/**
 * Adds a listener that is removed before its first call, at the front.
 * @param {string | symbol} type
 * @param {Function} listener
 * @returns {EventEmitter} this
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
  validateFunction(listener, 'listener');
  this.prependListener(type, onceWrapper(this, type, listener));
  return this;
};

/** Forgets all listeners of one event. */
function removeEvent(emitter, events, type) {
  if (--emitter._eventsCount === 0) emitter._events = new EventMap();
  else delete events[type];
}

/**
 * Removes the listener that was added last of those equal to `listener`.
 * @param {string | symbol} type
 * @param {Function} listener
 * @returns {EventEmitter} this
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.removeListener = function removeListener(type, listener) {
  validateFunction(listener, 'listener');
  const events = this._events;
  if (events === undefined) return this;
  const existing = events[type];
  if (existing === undefined) return this;

  let removed;
  if (typeof existing === 'function') {
    if (existing !== listener && existing.listener !== listener) return this;
    removed = existing;
    removeEvent(this, events, type);
  } else {
    let i = existing.length - 1;
    while (i >= 0 && existing[i] !== listener && existing[i].listener !== listener) i--;
    if (i < 0) return this;
    removed = existing[i];
    if (i === 0) existing.shift();
    else existing.splice(i, 1);
    if (existing.length === 1) events[type] = existing[0];
  }
  if (events.removeListener !== undefined) {
    this.emit('removeListener', type, removed.listener || listener);
  }
  return this;
};

EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

/**
 * Removes all listeners of one event, or all of all events.
 * @param {string | symbol} [type]
 * @returns {EventEmitter} this
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;

  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = new EventMap();
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      removeEvent(this, events, type);
    }
    return this;
  }

  // Somebody wants to hear of every removal: one by one, the 'removeListener' ones last.
  if (arguments.length === 0) {
    for (const key of Reflect.ownKeys(events)) {
      if (key !== 'removeListener') this.removeAllListeners(key);
    }
    this.removeAllListeners('removeListener');
    this._events = new EventMap();
    this._eventsCount = 0;
    return this;
  }
  const existing = events[type];
  if (typeof existing === 'function') {
    this.removeListener(type, existing);
  } else if (existing !== undefined) {
    for (let i = existing.length - 1; i >= 0; i--) this.removeListener(type, existing[i]);
  }
  return this;
};

function listenersOf(emitter, type, unwrap) {
  const existing = emitter._events?.[type];
  if (existing === undefined) return [];
  if (typeof existing === 'function') return [unwrap ? existing.listener || existing : existing];
  const copy = existing.slice();
  if (unwrap) {
    for (let i = 0; i < copy.length; i++) copy[i] = copy[i].listener || copy[i];
  }
  return copy;
}

/**
 * @param {string | symbol} type
 * @returns {Function[]} a copy of the event's listeners, as they were passed to on() and once()
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};

/**
 * @param {string | symbol} type
 * @returns {Function[]} a copy of the event's listeners, with the wrappers that once() makes
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

/**
 * @param {string | symbol} type
 * @param {Function} [listener] counts only this one
 * @returns {number} how many listeners the event has
 * Source: Node.js documentation, "Events".
 */
function listenerCount(type, listener) {
  const existing = this._events?.[type];
  if (existing === undefined) return 0;
  if (listener === undefined || listener === null) {
    return typeof existing === 'function' ? 1 : existing.length;
  }
  if (typeof existing === 'function') {
    return existing === listener || existing.listener === listener ? 1 : 0;
  }
  let count = 0;
  for (let i = 0; i < existing.length; i++) {
    if (existing[i] === listener || existing[i].listener === listener) count++;
  }
  return count;
}
EventEmitter.prototype.listenerCount = listenerCount;

/**
 * @returns {(string | symbol)[]} the names that have listeners
 * Source: Node.js documentation, "Events".
 */
EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
};

function eventTarget() {
  return require('internal/event_target');
}

/**
 * Calls `listener` once when the signal is aborted, whatever other listeners do
 * (stopImmediatePropagation does not keep it from running).
 * @param {AbortSignal} signal
 * @param {Function} listener
 * @returns {Disposable} removes the listener when it is disposed
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Events", events.addAbortListener.
 */
function addAbortListener(signal, listener) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  const { SymbolDispose } = require('internal/util');

  let added = false;
  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    signal.addEventListener('abort', listener, abortListenerOptions());
    added = true;
  }
  return {
    __proto__: null,
    [SymbolDispose]() {
      if (added) signal.removeEventListener('abort', listener);
    },
  };
}

function abortListenerOptions() {
  return { __proto__: null, once: true, [eventTarget().kResistStopPropagation]: true };
}

function abortErrorOf(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

/** Adds a listener to an EventEmitter or an EventTarget. */
function addListenerAgnostic(emitter, name, listener, flags) {
  if (typeof emitter?.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter?.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

/** Removes a listener from an EventEmitter or an EventTarget. */
function removeListenerAgnostic(emitter, name, listener) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else if (typeof emitter.removeEventListener === 'function') {
    emitter.removeEventListener(name, listener);
  }
}

/**
 * Waits for one event.
 * @param {EventEmitter | EventTarget} emitter
 * @param {string | symbol} name
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<any[]>} the arguments of the event; rejects with the error of an 'error' event,
 *   or an AbortError
 * Source: Node.js documentation, "Events", events.once.
 */
async function once(emitter, name, options = undefined) {
  const signal = options?.signal;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw abortErrorOf(signal);

  return new Promise((resolve, reject) => {
    const onError = (err) => {
      emitter.removeListener(name, onEvent);
      if (signal !== undefined) signal.removeEventListener('abort', onAbort);
      reject(err);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal !== undefined) signal.removeEventListener('abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      removeListenerAgnostic(emitter, name, onEvent);
      removeListenerAgnostic(emitter, 'error', onError);
      reject(abortErrorOf(signal));
    };

    addListenerAgnostic(emitter, name, onEvent, { __proto__: null, once: true });
    // EventTargets have no 'error' convention.
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal !== undefined) signal.addEventListener('abort', onAbort, abortListenerOptions());
  });
}

function iteratorResult(value, done) {
  return { value, done };
}

let asyncIteratorPrototype;

/**
 * Iterates over the events of one name as they come, queueing those nobody has asked for yet.
 * Beyond options.highWaterMark queued events the emitter is paused, and resumed below lowWaterMark.
 * @param {EventEmitter | EventTarget} emitter
 * @param {string | symbol} event
 * @param {{ signal?: AbortSignal, close?: string[], highWaterMark?: number,
 *   lowWaterMark?: number }} [options] `close` names the events that end the iteration
 * @returns {AsyncIterator<any[]>} throws the error of an 'error' event, or an AbortError
 * @throws {TypeError} ERR_INVALID_ARG_TYPE; AbortError if the signal is aborted already
 * Source: Node.js documentation, "Events", events.on.
 */
function on(emitter, event, options = {}) {
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw abortErrorOf(signal);
  const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(high, 'options.highWaterMark', 1);
  validateInteger(low, 'options.lowWaterMark', 1);

  // Values [head, queue.length) wait for a consumer; consumers in `waiting` wait for a value.
  let queue = [];
  let head = 0;
  const waiting = [];
  const subscriptions = [];
  let paused = false;
  let failed = false;
  let error;
  let finished = false;
  let abortDisposable;

  function size() {
    return queue.length - head;
  }

  function listen(target, name, listener, flags) {
    addListenerAgnostic(target, name, listener, flags);
    subscriptions.push(target, name, listener);
  }

  function onEvent(...args) {
    if (waiting.length > 0) {
      waiting.shift().resolve(iteratorResult(args, false));
      return;
    }
    queue.push(args);
    if (!paused && size() > high) {
      paused = true;
      emitter.pause();
    }
  }

  function onError(err) {
    if (waiting.length > 0) {
      waiting.shift().reject(err);
    } else {
      failed = true;
      error = err;
    }
    close();
  }

  function close() {
    abortDisposable?.[require('internal/util').SymbolDispose]();
    for (let i = 0; i < subscriptions.length; i += 3) {
      removeListenerAgnostic(subscriptions[i], subscriptions[i + 1], subscriptions[i + 2]);
    }
    subscriptions.length = 0;
    paused = false;
    finished = true;
    const result = iteratorResult(undefined, true);
    for (const consumer of waiting) consumer.resolve(iteratorResult(undefined, true));
    waiting.length = 0;
    return Promise.resolve(result);
  }

  asyncIteratorPrototype ??=
    Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

  const iterator = Object.setPrototypeOf({
    next() {
      if (size() > 0) {
        const value = queue[head];
        queue[head++] = undefined;
        if (head === queue.length || head > 1024) {
          queue = queue.slice(head);
          head = 0;
        }
        if (paused && size() < low) {
          emitter.resume();
          paused = false;
        }
        return Promise.resolve(iteratorResult(value, false));
      }
      // An error is told once; after it the iteration is over.
      if (failed) {
        failed = false;
        const reason = error;
        error = undefined;
        return Promise.reject(reason);
      }
      if (finished) return close();
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },

    return() {
      return close();
    },

    throw(err) {
      if (!err || !(err instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', err);
      }
      onError(err);
    },

    [Symbol.asyncIterator]() {
      return this;
    },

    [kWatermarkData]: {
      get size() {
        return size();
      },
      get low() {
        return low;
      },
      get high() {
        return high;
      },
      get isPaused() {
        return paused;
      },
    },
  }, asyncIteratorPrototype);

  listen(emitter, event, onEvent);
  if (event !== 'error' && typeof emitter.on === 'function') listen(emitter, 'error', onError);
  if (options.close?.length) {
    for (const name of options.close) listen(emitter, name, close);
  }
  if (signal) abortDisposable = addAbortListener(signal, () => onError(abortErrorOf(signal)));
  return iterator;
}

/**
 * @param {EventEmitter | EventTarget} emitterOrTarget
 * @param {string | symbol} type
 * @returns {Function[]} a copy of the listeners of the event
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Events", events.getEventListeners.
 */
function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listeners === 'function') return emitterOrTarget.listeners(type);
  const { isEventTarget, listenersOfTarget } = eventTarget();
  if (isEventTarget(emitterOrTarget)) return listenersOfTarget(emitterOrTarget, type);
  throw new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitterOrTarget);
}

/**
 * @param {EventEmitter | EventTarget} emitterOrTarget
 * @returns {number} the limit beyond which a leak is suspected
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Events", events.getMaxListeners.
 */
function getMaxListeners(emitterOrTarget) {
  if (typeof emitterOrTarget?.getMaxListeners === 'function') {
    return maxListenersOf(emitterOrTarget);
  }
  const { kMaxEventTargetListeners } = eventTarget();
  if (typeof emitterOrTarget?.[kMaxEventTargetListeners] === 'number') {
    return emitterOrTarget[kMaxEventTargetListeners];
  }
  throw new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitterOrTarget);
}

/**
 * Sets the limit beyond which a leak is suspected, of the given targets or, without any, the
 * default for new ones.
 * @param {number} [n]
 * @param {...(EventEmitter | EventTarget)} eventTargets
 * @throws {RangeError} ERR_OUT_OF_RANGE
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Events", events.setMaxListeners.
 */
function setMaxListeners(n = defaultMaxListeners, ...eventTargets) {
  validateNumber(n, 'setMaxListeners', 0);
  if (eventTargets.length === 0) {
    defaultMaxListeners = n;
    return;
  }
  const { isEventTarget, kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = eventTarget();
  for (const target of eventTargets) {
    if (isEventTarget(target)) {
      target[kMaxEventTargetListeners] = n;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw new ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
}

/** Made at first use: most programs never load `async_hooks`. */
function defineEventEmitterAsyncResource() {
  const { AsyncResource } = require('async_hooks');
  const kAsyncResource = Symbol('kAsyncResource');
  const kEventEmitter = Symbol('kEventEmitter');

  class EventEmitterReferencingAsyncResource extends AsyncResource {
    constructor(emitter, type, options) {
      super(type, options);
      this[kEventEmitter] = emitter;
    }

    get eventEmitter() {
      if (this[kEventEmitter] === undefined) {
        throw new ERR_INVALID_THIS('EventEmitterReferencingAsyncResource');
      }
      return this[kEventEmitter];
    }
  }

  /**
   * An EventEmitter whose listeners run in the async context the emitter was made in.
   * Source: Node.js documentation, "Events", class events.EventEmitterAsyncResource.
   */
  return class EventEmitterAsyncResource extends EventEmitter {
    /**
     * @param {string | { captureRejections?: boolean, name?: string, triggerAsyncId?: number,
     *   requireManualDestroy?: boolean }} [options]
     */
    constructor(options = undefined) {
      let name;
      if (typeof options === 'string') {
        name = options;
        options = undefined;
      } else {
        if (new.target === EventEmitterAsyncResource) validateString(options?.name, 'options.name');
        name = options?.name || new.target.name;
      }
      super(options);
      this[kAsyncResource] = new EventEmitterReferencingAsyncResource(this, name, options);
    }

    /** @throws {TypeError} ERR_INVALID_THIS, as all members do */
    emit(event, ...args) {
      if (this?.[kAsyncResource] === undefined) {
        throw new ERR_INVALID_THIS('EventEmitterAsyncResource');
      }
      return this[kAsyncResource].runInAsyncScope(super.emit, this, event, ...args);
    }

    emitDestroy() {
      if (this?.[kAsyncResource] === undefined) {
        throw new ERR_INVALID_THIS('EventEmitterAsyncResource');
      }
      this[kAsyncResource].emitDestroy();
    }

    get asyncId() {
      if (this?.[kAsyncResource] === undefined) {
        throw new ERR_INVALID_THIS('EventEmitterAsyncResource');
      }
      return this[kAsyncResource].asyncId();
    }

    get triggerAsyncId() {
      if (this?.[kAsyncResource] === undefined) {
        throw new ERR_INVALID_THIS('EventEmitterAsyncResource');
      }
      return this[kAsyncResource].triggerAsyncId();
    }

    get asyncResource() {
      if (this?.[kAsyncResource] === undefined) {
        throw new ERR_INVALID_THIS('EventEmitterAsyncResource');
      }
      return this[kAsyncResource];
    }
  };
}
