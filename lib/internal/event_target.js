'use strict';

// Event, CustomEvent and EventTarget (WHATWG DOM, section 2), without a tree: an event is always
// at its target, so there is neither capturing nor bubbling, and composedPath() has one entry.
//
// How it works. A target holds a Map from event type to a ListenerList, made with the first
// listener. dispatchEvent walks over the array of that list. To let listeners add and remove
// others meanwhile, the array is marked as shared for the time of the walk, and whoever wants to
// change a shared array replaces it with a copy; without changes nothing is copied. A listener
// that was removed is flagged, and is skipped even by a walk that has begun.
//
// An error of a listener does not stop the others: it is thrown from a tick of its own, so that it
// becomes an uncaught exception; the same for a promise that a listener returned and that rejects.
//
// Weak listeners (option kWeakHandler: the object that keeps the listener alive) are what
// `addEventListener(..., { signal })` uses on the signal, so that a long-lived signal does not
// keep short-lived targets. Collected ones are swept out when their number may have doubled, which
// bounds the garbage without a finalizer.
//
// NodeEventTarget adds the methods of EventEmitter; its listeners added with on() receive the
// emitted value itself rather than an Event.

const {
  codes: {
    ERR_EVENT_RECURSION,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { validateAbortSignal, validateObject, validateString } = require('internal/validators');
const { kEnumerableProperty } = require('internal/util');
const EventEmitter = require('events');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const kIsEventTarget = Symbol.for('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kEvents = Symbol('kEvents');
const kHandlers = Symbol('kHandlers');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
/** Called after a listener was added: (count, type, listener, once, capture, passive, weak). */
const kNewListener = Symbol('kNewListener');
/** Called after a listener was removed: (count, type, listener, capture). */
const kRemoveListener = Symbol('kRemoveListener');
/** Makes the event that emit() shows to listeners added with addEventListener. */
const kCreateEvent = Symbol('kCreateEvent');
/** Calls the listeners with a plain value: (value, type, event or undefined). */
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
/** Listener option: the listener takes the emitted value, not an event. */
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
/** Event option: the event was made by the runtime. */
const kTrustEvent = Symbol('kTrustEvent');
/** Listener option: the object whose life the listener's shares. */
const kWeakHandler = Symbol('kWeak');
/** Listener option: stopImmediatePropagation() does not keep it from running. */
const kResistStopPropagation = Symbol('kResistStopPropagation');

const { apply } = Reflect;

// The bits of an event's #flags.
const kBubbles = 1;
const kCancelable = 2;
const kComposed = 4;
const kDefaultPrevented = 8;
const kPropagationStopped = 16;
const kImmediateStopped = 32;
const kDispatching = 64;
const kInPassiveListener = 128;
const kTrusted = 256;

let now;
/** Milliseconds since the time origin; the module is found at first use. */
function timeStamp() {
  now ??= require('internal/perf/utils').now;
  return now();
}

function inspectAs(name, value, depth, options) {
  if (depth < 0) return name;
  const { inspect } = require('internal/util/inspect');
  const nested = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 :
    options.depth };
  return `${name} ${inspect(value, nested)}`;
}

// What EventTarget may do with an event's private state, set by the class below.
let isEvent;
let isDispatching;
let beginDispatch;
let endDispatch;
let isStopped;
let setInPassiveListener;

/** Source: WHATWG DOM, 2.2 Interface Event. */
class Event {
  #type;
  #flags = 0;
  #target = null;
  #timeStamp = timeStamp();

  static {
    isEvent = (value) => value !== null && typeof value === 'object' && #flags in value;
    isDispatching = (event) => (event.#flags & kDispatching) !== 0;
    beginDispatch = (event, target) => {
      event.#target = target;
      event.#flags |= kDispatching;
    };
    endDispatch = (event) => {
      event.#flags &= ~(kDispatching | kPropagationStopped | kImmediateStopped);
    };
    isStopped = (event) => (event.#flags & kImmediateStopped) !== 0;
    setInPassiveListener = (event, on) => {
      if (on) event.#flags |= kInPassiveListener;
      else event.#flags &= ~kInPassiveListener;
    };
  }

  /**
   * @param {string} type
   * @param {{ bubbles?: boolean, cancelable?: boolean, composed?: boolean }} [options]
   * @throws {TypeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE
   */
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (options !== undefined && options !== null) {
      validateObject(options, 'options', objectLike());
      let flags = 0;
      if (options.bubbles) flags |= kBubbles;
      if (options.cancelable) flags |= kCancelable;
      if (options.composed) flags |= kComposed;
      if (options[kTrustEvent]) flags |= kTrusted;
      this.#flags = flags;
    }
    this.#type = `${type}`;
  }

  /**
   * @param {string} type
   * @param {boolean} [bubbles]
   * @param {boolean} [cancelable]
   */
  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    if (this.#flags & kDispatching) return;
    this.#type = `${type}`;
    this.#target = null;
    this.#flags = (bubbles ? kBubbles : 0) | (cancelable ? kCancelable : 0) |
      (this.#flags & kComposed);
  }

  stopImmediatePropagation() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    this.#flags |= kImmediateStopped | kPropagationStopped;
  }

  preventDefault() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    this.#cancel();
  }

  #cancel() {
    if ((this.#flags & kCancelable) && !(this.#flags & kInPassiveListener)) {
      this.#flags |= kDefaultPrevented;
    }
  }

  get target() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return this.#target;
  }

  get currentTarget() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return this.#flags & kDispatching ? this.#target : null;
  }

  get srcElement() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return this.#target;
  }

  get type() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return this.#type;
  }

  get cancelable() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return (this.#flags & kCancelable) !== 0;
  }

  get defaultPrevented() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return (this.#flags & kDefaultPrevented) !== 0;
  }

  get timeStamp() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return this.#timeStamp;
  }

  composedPath() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return this.#flags & kDispatching ? [this.#target] : [];
  }

  get returnValue() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return (this.#flags & kDefaultPrevented) === 0;
  }

  set returnValue(value) {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    if (!value) this.#cancel();
  }

  get bubbles() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return (this.#flags & kBubbles) !== 0;
  }

  get composed() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return (this.#flags & kComposed) !== 0;
  }

  get eventPhase() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return this.#flags & kDispatching ? Event.AT_TARGET : Event.NONE;
  }

  get cancelBubble() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    return (this.#flags & kPropagationStopped) !== 0;
  }

  set cancelBubble(value) {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    if (value) this.#flags |= kPropagationStopped;
  }

  stopPropagation() {
    if (!(#flags in this)) throw new ERR_INVALID_THIS('Event');
    this.#flags |= kPropagationStopped;
  }

  get isTrusted() {
    return #flags in this && (this.#flags & kTrusted) !== 0;
  }

  [customInspect](depth, options) {
    const { name } = this.constructor;
    return inspectAs(name, {
      type: this.#type,
      defaultPrevented: this.defaultPrevented,
      cancelable: this.cancelable,
      timeStamp: this.#timeStamp,
    }, depth, options);
  }
}

/** Options objects of Web IDL may be functions and arrays, too. */
function objectLike() {
  return require('internal/validators').kValidateObjectAllowObjects;
}

function enumerableMembers(prototype, names) {
  for (const name of names) Object.defineProperty(prototype, name, kEnumerableProperty);
}

enumerableMembers(Event.prototype, [
  'initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget',
  'srcElement', 'type', 'cancelable', 'defaultPrevented', 'timeStamp', 'composedPath',
  'returnValue', 'bubbles', 'composed', 'eventPhase', 'cancelBubble', 'stopPropagation',
]);
Object.defineProperty(Event.prototype, 'isTrusted',
                      { __proto__: null, enumerable: true, configurable: false });
Object.defineProperty(Event.prototype, Symbol.toStringTag,
                      { __proto__: null, configurable: true, value: 'Event' });
for (const [name, value] of [
  ['NONE', 0], ['CAPTURING_PHASE', 1], ['AT_TARGET', 2], ['BUBBLING_PHASE', 3],
]) {
  Object.defineProperty(Event, name, { __proto__: null, enumerable: true, value });
}

/** Source: WHATWG DOM, 2.4 Interface CustomEvent. */
class CustomEvent extends Event {
  #detail;

  /**
   * @param {string} type
   * @param {{ detail?: any, bubbles?: boolean, cancelable?: boolean,
   *   composed?: boolean }} [options]
   * @throws {TypeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE
   */
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}

Object.defineProperties(CustomEvent.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'CustomEvent' },
  detail: kEnumerableProperty,
});

/** What a listener added with addEventListener sees of a value emitted by emit(). */
class NodeCustomEvent extends Event {
  /**
   * @param {string} type
   * @param {{ detail?: any }} [options]
   */
  constructor(type, options) {
    super(type, options);
    this.detail = options?.detail;
  }
}

/** A listener in the list of a type. */
class Listener {
  constructor(callback, once, capture, passive, nodeStyle, resists, weak) {
    this.once = once;
    this.capture = capture;
    this.passive = passive;
    this.nodeStyle = nodeStyle;
    this.resists = resists;
    this.removed = false;
    // A weak listener knows its holder as weakly as its callback: the callback may refer to it.
    this.holder = weak === undefined ? undefined : new WeakRef(weak);
    this.callback = weak === undefined ? callback : new WeakRef(callback);
    if (weak !== undefined) keepAlive(weak, callback);
  }

  get weak() {
    return this.holder !== undefined;
  }

  /** The function or object that was passed in; undefined if it was collected. */
  get() {
    return this.holder === undefined ? this.callback : this.callback.deref();
  }

  /** Marks the listener as removed; its holder, if it has one, no longer keeps it alive. */
  remove() {
    this.removed = true;
    const holder = this.holder?.deref();
    if (holder !== undefined) keptAlive.get(holder)?.delete(this.callback.deref());
  }

  matches(callback, capture) {
    return this.capture === capture && this.get() === callback;
  }
}

let keptAlive;
/** Makes `holder` keep `value` alive, and nothing else. */
function keepAlive(holder, value) {
  keptAlive ??= new WeakMap();
  const kept = keptAlive.get(holder);
  if (kept === undefined) keptAlive.set(holder, new Set([value]));
  else kept.add(value);
}

/** The listeners of one type. */
class ListenerList {
  constructor() {
    this.items = [];
    this.size = 0;
    // Whether a dispatch walks over `items`.
    this.shared = false;
    // With so many entries the collected ones are swept out.
    this.sweepAt = 16;
  }

  /** The array, free to be changed. */
  writable() {
    if (this.shared) {
      this.items = this.items.slice();
      this.shared = false;
    }
    return this.items;
  }

  indexOf(callback, capture) {
    const { items } = this;
    for (let i = 0; i < items.length; i++) {
      if (items[i].matches(callback, capture)) return i;
    }
    return -1;
  }

  /** Drops the weak listeners that were collected. */
  sweep() {
    let dead = 0;
    for (const item of this.items) {
      if (item.weak && item.callback.deref() === undefined) {
        item.removed = true;
        dead++;
      }
    }
    if (dead > 0) {
      this.items = this.items.filter((item) => !item.removed);
      this.shared = false;
      this.size = this.items.length;
    }
    this.sweepAt = Math.max(16, this.size * 2);
  }
}

function isEventTarget(value) {
  return value?.constructor?.[kIsEventTarget] === true;
}

function isNodeEventTarget(value) {
  return value?.constructor?.[kIsNodeEventTarget] === true;
}

/** Gives an object what the methods of EventTarget need. */
function initEventTarget(self) {
  self[kEvents] = undefined;
  self[kMaxEventTargetListeners] = EventEmitter.defaultMaxListeners;
  self[kMaxEventTargetListenersWarned] = false;
}

/**
 * @param {any} listener
 * @returns {boolean} whether there is something to add
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function isListener(listener) {
  if (typeof listener === 'function' || (typeof listener === 'object' && listener !== null)) {
    return true;
  }
  if (listener === null || listener === undefined) return false;
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

function isCapture(options) {
  if (typeof options === 'boolean') return options;
  return Boolean(options?.capture);
}

/** Source: WHATWG DOM, 2.7 Interface EventTarget. */
class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    const max = this[kMaxEventTargetListeners];
    if (max > 0 && size > max && !this[kMaxEventTargetListenersWarned]) {
      warnOfLeak(this, size, type);
    }
  }

  [kRemoveListener](size, type, listener, capture) {}

  /**
   * Adds a listener, unless it is there already with the same `capture`.
   * @param {string} type
   * @param {Function | { handleEvent: Function } | null} listener
   * @param {boolean | { capture?: boolean, once?: boolean, passive?: boolean,
   *   signal?: AbortSignal }} [options] the abort of `signal` removes the listener
   * @throws {TypeError} ERR_INVALID_THIS, ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE
   */
  addEventListener(type, listener, options = undefined) {
    if (!isEventTarget(this)) throw new ERR_INVALID_THIS('EventTarget');
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');

    let once = false;
    let capture = false;
    let passive = false;
    let nodeStyle = false;
    let resists = false;
    let signal;
    let weak;
    if (typeof options === 'boolean') {
      capture = options;
    } else if (options !== undefined && options !== null) {
      validateObject(options, 'options', objectLike());
      once = Boolean(options.once);
      capture = Boolean(options.capture);
      passive = Boolean(options.passive);
      signal = options.signal;
      nodeStyle = Boolean(options[kIsNodeStyleListener]);
      resists = Boolean(options[kResistStopPropagation]);
      weak = options[kWeakHandler];
    }

    validateAbortSignal(signal, 'options.signal');
    if (!isListener(listener)) {
      const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
      warning.name = 'AddEventListenerArgumentTypeWarning';
      warning.target = this;
      warning.type = type;
      process.emitWarning(warning);
      return;
    }
    type = `${type}`;

    if (signal !== undefined) {
      if (signal.aborted) return;
      signal.addEventListener('abort', () => {
        this.removeEventListener(type, listener, options);
      }, { __proto__: null, once: true, [kWeakHandler]: this, [kResistStopPropagation]: true });
    }

    const events = this[kEvents] ??= new Map();
    let list = events.get(type);
    if (list === undefined) {
      list = new ListenerList();
      events.set(type, list);
    } else if (list.indexOf(listener, capture) !== -1) {
      return;
    }
    list.writable().push(
      new Listener(listener, once, capture, passive, nodeStyle, resists, weak));
    list.size++;
    if (list.size > list.sweepAt ||
        (weak !== undefined && list.size > this[kMaxEventTargetListeners])) {
      list.sweep();
    }
    this[kNewListener](list.size, type, listener, once, capture, passive, weak);
  }

  /**
   * Removes a listener.
   * @param {string} type
   * @param {Function | { handleEvent: Function } | null} listener
   * @param {boolean | { capture?: boolean }} [options]
   * @throws {TypeError} ERR_INVALID_THIS, ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE
   */
  removeEventListener(type, listener, options = undefined) {
    if (!isEventTarget(this)) throw new ERR_INVALID_THIS('EventTarget');
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    if (!isListener(listener)) return;
    type = `${type}`;
    const capture = isCapture(options);
    const list = this[kEvents]?.get(type);
    if (list === undefined) return;
    const index = list.indexOf(listener, capture);
    if (index !== -1) removeAt(this, type, list, index);
  }

  /**
   * Calls the listeners of the event's type.
   * @param {Event} event
   * @returns {boolean} false if a listener called preventDefault() on a cancelable event
   * @throws {TypeError} ERR_INVALID_THIS, ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE
   * @throws {Error} ERR_EVENT_RECURSION if the event is being dispatched
   */
  dispatchEvent(event) {
    if (!isEventTarget(this)) throw new ERR_INVALID_THIS('EventTarget');
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('event');
    if (!isEvent(event)) throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (isDispatching(event)) throw new ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  /**
   * @param {any} value what node style listeners receive
   * @param {string} type
   * @param {Event} [event] made with the first listener that wants one, if it is missing
   * @returns {boolean | undefined} false if there is nobody to call
   */
  [kHybridDispatch](value, type, event) {
    if (event !== undefined) beginDispatch(event, this);
    const list = this[kEvents]?.get(type);
    if (list === undefined) {
      if (event !== undefined) endDispatch(event);
      return false;
    }
    const { items } = list;
    const { length } = items;
    const wasShared = list.shared;
    list.shared = true;

    for (let i = 0; i < length; i++) {
      const listener = items[i];
      if (listener.removed) continue;
      if (!listener.resists && event !== undefined && isStopped(event)) continue;
      const callback = listener.get();
      if (listener.once || callback === undefined) {
        removeAt(this, type, list, list.items.indexOf(listener));
        if (callback === undefined) continue;
      }
      let arg;
      if (listener.nodeStyle) {
        arg = value;
      } else {
        if (event === undefined) {
          event = this[kCreateEvent](value, type);
          beginDispatch(event, this);
        }
        arg = event;
        if (listener.passive) setInPassiveListener(event, true);
      }
      try {
        const result = typeof callback === 'function' ?
          apply(callback, this, [arg]) :
          callHandleEvent(callback, arg);
        if (result !== undefined && result !== null) reportRejection(result);
      } catch (err) {
        reportError(err);
      }
      if (listener.passive && event !== undefined) setInPassiveListener(event, false);
    }

    if (!wasShared && list.items === items) list.shared = false;
    if (event !== undefined) endDispatch(event);
    return undefined;
  }

  [kCreateEvent](value, type) {
    return new NodeCustomEvent(type, { detail: value });
  }

  [customInspect](depth, options) {
    return inspectAs(this.constructor.name, {}, depth, options);
  }
}

Object.defineProperties(EventTarget.prototype, {
  addEventListener: kEnumerableProperty,
  removeEventListener: kEnumerableProperty,
  dispatchEvent: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'EventTarget' },
});

function removeAt(target, type, list, index) {
  const items = list.writable();
  const listener = items[index];
  items.splice(index, 1);
  listener.remove();
  list.size--;
  if (list.size === 0) target[kEvents].delete(type);
  target[kRemoveListener](list.size, type, listener.get(), listener.capture);
}

function callHandleEvent(object, event) {
  const { handleEvent } = object;
  if (typeof handleEvent !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('listener.handleEvent', 'Function', handleEvent);
  }
  return apply(handleEvent, object, [event]);
}

function throwIt(err) {
  throw err;
}

function reportError(err) {
  process.nextTick(throwIt, err);
}

function reportRejection(result) {
  const { then } = result;
  if (typeof then === 'function') then.call(result, undefined, reportError);
}

function warnOfLeak(target, count, type) {
  target[kMaxEventTargetListenersWarned] = true;
  const { inspect } = require('internal/util/inspect');
  const warning = new Error(
    `Possible EventTarget memory leak detected. ${count} ${type} listeners added to ` +
    `${inspect(target, { depth: -1 })}. MaxListeners is ${target[kMaxEventTargetListeners]}. ` +
    'Use events.setMaxListeners() to increase limit');
  warning.name = 'MaxListenersExceededWarning';
  warning.target = target;
  warning.type = type;
  warning.count = count;
  process.emitWarning(warning);
}

/**
 * @param {EventTarget} target
 * @param {string} type
 * @returns {(Function | object)[]} the listeners of a type
 */
function listenersOfTarget(target, type) {
  const list = target[kEvents]?.get(type);
  if (list === undefined) return [];
  const listeners = [];
  for (const item of list.items) {
    const callback = item.get();
    if (callback !== undefined) listeners.push(callback);
  }
  return listeners;
}

function validateNodeEventTarget(value) {
  if (!isNodeEventTarget(value)) throw new ERR_INVALID_THIS('NodeEventTarget');
}

/**
 * An EventTarget with the methods of EventEmitter that make sense for it. on() does not add the
 * same listener twice, and emit() takes one argument.
 * Source: Node.js documentation, "Events", class NodeEventTarget.
 */
class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  /** @param {number} n */
  setMaxListeners(n) {
    validateNodeEventTarget(this);
    EventEmitter.setMaxListeners(n, this);
  }

  /** @returns {number} */
  getMaxListeners() {
    validateNodeEventTarget(this);
    return this[kMaxEventTargetListeners];
  }

  /** @returns {string[]} */
  eventNames() {
    validateNodeEventTarget(this);
    return this[kEvents] === undefined ? [] : [...this[kEvents].keys()];
  }

  /**
   * @param {string} type
   * @returns {number}
   */
  listenerCount(type) {
    validateNodeEventTarget(this);
    return this[kEvents]?.get(String(type))?.size ?? 0;
  }

  /**
   * @param {string} type
   * @param {Function | object} listener
   * @param {boolean | object} [options]
   */
  off(type, listener, options) {
    validateNodeEventTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  /**
   * @param {string} type
   * @param {Function | object} listener
   * @param {boolean | object} [options]
   */
  removeListener(type, listener, options) {
    validateNodeEventTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  /**
   * @param {string} type
   * @param {Function | object} listener
   */
  on(type, listener) {
    validateNodeEventTarget(this);
    this.addEventListener(type, listener, { __proto__: null, [kIsNodeStyleListener]: true });
    return this;
  }

  /**
   * @param {string} type
   * @param {Function | object} listener
   */
  addListener(type, listener) {
    validateNodeEventTarget(this);
    this.addEventListener(type, listener, { __proto__: null, [kIsNodeStyleListener]: true });
    return this;
  }

  /**
   * @param {string} type
   * @param {any} value
   * @returns {boolean} whether there were listeners
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  emit(type, value) {
    validateNodeEventTarget(this);
    validateString(type, 'type');
    const hadListeners = this.listenerCount(type) > 0;
    this[kHybridDispatch](value, type);
    return hadListeners;
  }

  /**
   * @param {string} type
   * @param {Function | object} listener
   */
  once(type, listener) {
    validateNodeEventTarget(this);
    this.addEventListener(type, listener,
                          { __proto__: null, once: true, [kIsNodeStyleListener]: true });
    return this;
  }

  /** @param {string} [type] all types without it */
  removeAllListeners(type) {
    validateNodeEventTarget(this);
    if (this[kEvents] === undefined) return this;
    const types = type === undefined ? [...this[kEvents].keys()] : [String(type)];
    for (const each of types) {
      const list = this[kEvents].get(each);
      if (list === undefined) continue;
      for (let i = list.items.length - 1; i >= 0; i--) removeAt(this, each, list, i);
    }
    return this;
  }
}

enumerableMembers(NodeEventTarget.prototype, [
  'setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off', 'removeListener',
  'on', 'addListener', 'once', 'emit', 'removeAllListeners',
]);

/**
 * Defines `on<name>`, an attribute that holds one listener. A new function takes the place of the
 * old one in the list; null removes it.
 * @param {object} target usually a prototype
 * @param {string} name
 * @param {string} [event] the event's type, if it is not `name`
 * Source: HTML, 8.1.8.1 Event handlers.
 */
function defineEventHandler(target, name, event = name) {
  const property = `on${name}`;
  const getter = {
    get [property]() {
      return this[kHandlers]?.get(event)?.handler ?? null;
    },
  };
  const setter = {
    set [property](value) {
      const handlers = this[kHandlers] ??= new Map();
      let entry = handlers.get(event);
      if (value === null || value === undefined) {
        if (entry !== undefined) {
          handlers.delete(event);
          this.removeEventListener(event, entry.listener);
        }
        return;
      }
      if (entry === undefined) {
        entry = { handler: value, listener: undefined };
        entry.listener = function(arg) {
          if (typeof entry.handler !== 'function') return undefined;
          return apply(entry.handler, this, [arg]);
        };
        handlers.set(event, entry);
        this.addEventListener(event, entry.listener);
        return;
      }
      entry.handler = value;
      // Whoever counts listeners hears of the new one, too (a port starts with its first handler).
      this[kNewListener](this[kEvents].get(event).size, event, value, false, false, false);
    },
  };
  Object.defineProperty(target, property, {
    __proto__: null,
    get: Object.getOwnPropertyDescriptor(getter, property).get,
    set: Object.getOwnPropertyDescriptor(setter, property).set,
    configurable: true,
    enumerable: true,
  });
}

module.exports = {
  CustomEvent,
  Event,
  EventTarget,
  NodeEventTarget,
  defineEventHandler,
  initEventTarget,
  initNodeEventTarget: initEventTarget,
  isEvent,
  isEventTarget,
  isNodeEventTarget,
  kCreateEvent,
  kEvents,
  kHybridDispatch,
  kIsNodeStyleListener,
  kMaxEventTargetListeners,
  kMaxEventTargetListenersWarned,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
  listenersOfTarget,
};
