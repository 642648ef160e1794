'use strict';

// Diagnostics channels: named places where a module publishes what it does, for whoever subscribes.
//
// A channel without subscribers costs its publisher one property read; publish() calls the
// subscribers in order and keeps their exceptions from the publisher (they become uncaught
// exceptions, on a later tick). The list of subscribers is replaced, never changed, so publish()
// needs no copy of it.
//
// There is one channel object per name for as long as anybody could tell the difference: a channel
// that has subscribers or stores is held by the map of names. An idle one is held weakly, but not
// from the start: weak references are made by a sweep, when many idle channels have gathered, since
// most programs only ever know a few names (and since nothing weak may get into the snapshot).

const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');

const { apply } = Reflect;

/** From a name to its channel, or to a WeakRef of an idle one. */
const channels = new Map();
let sweepAt = 256;

function isChannel(value) {
  return value instanceof Channel;
}

function existingChannel(name) {
  const entry = channels.get(name);
  if (entry === undefined || isChannel(entry)) return entry;
  return entry.deref();
}

/** Holds idle channels weakly from now on, and forgets those that were collected. */
function sweep() {
  for (const [name, entry] of channels) {
    if (isChannel(entry)) {
      if (!isActive(entry)) channels.set(name, new WeakRef(entry));
    } else if (entry.deref() === undefined) {
      channels.delete(name);
    }
  }
  sweepAt = Math.max(256, channels.size * 2);
}

function isActive(channel) {
  return channel._subscribers !== undefined || channel._stores !== undefined;
}

function throwLater(err) {
  process.nextTick(() => {
    throw err;
  });
}

/** Source: Node.js documentation, "Diagnostics Channel", class Channel. */
class Channel {
  /** @param {string | symbol} name */
  constructor(name) {
    // An immutable array of functions, and a Map from store to transform, while there are any.
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
  }

  /**
   * @param {(message: any, name: string | symbol) => void} subscription
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    if (!isActive(this)) channels.set(this.name, this);
    this._subscribers =
      this._subscribers === undefined ? [subscription] : [...this._subscribers, subscription];
  }

  /**
   * @param {Function} subscription
   * @returns {boolean} whether it was subscribed
   */
  unsubscribe(subscription) {
    const index = this._subscribers === undefined ? -1 : this._subscribers.indexOf(subscription);
    if (index === -1) return false;
    const rest = this._subscribers.filter((each, i) => i !== index);
    this._subscribers = rest.length === 0 ? undefined : rest;
    return true;
  }

  /**
   * runStores() runs its function in this store.
   * @param {import('async_hooks').AsyncLocalStorage<any>} store
   * @param {(data: any) => any} [transform] makes the store's value of the published data
   */
  bindStore(store, transform) {
    if (!isActive(this)) channels.set(this.name, this);
    this._stores ??= new Map();
    this._stores.set(store, transform);
  }

  /**
   * @param {import('async_hooks').AsyncLocalStorage<any>} store
   * @returns {boolean} whether it was bound
   */
  unbindStore(store) {
    if (this._stores === undefined || !this._stores.delete(store)) return false;
    if (this._stores.size === 0) this._stores = undefined;
    return true;
  }

  /** @returns {boolean} whether publish() or runStores() would have any effect */
  get hasSubscribers() {
    return this._subscribers !== undefined || this._stores !== undefined;
  }

  /** @param {any} message */
  publish(message) {
    const subscribers = this._subscribers;
    if (subscribers === undefined) return;
    for (let i = 0; i < subscribers.length; i++) {
      try {
        const onMessage = subscribers[i];
        onMessage(message, this.name);
      } catch (err) {
        throwLater(err);
      }
    }
  }

  /**
   * Publishes data, then calls a function, both within the bound stores.
   * @param {any} data
   * @param {Function} fn
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {any} the function's result
   */
  runStores(data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return apply(fn, thisArg, args);
    };
    if (this._stores !== undefined) {
      for (const [store, transform] of this._stores) run = withinStore(store, data, transform, run);
    }
    return run();
  }
}

/** A function that calls `next` within a store; without it if the transform throws. */
function withinStore(store, data, transform, next) {
  return () => {
    let value = data;
    if (transform) {
      try {
        value = transform(data);
      } catch (err) {
        throwLater(err);
        return next();
      }
    }
    return store.run(value, next);
  };
}

/**
 * @param {string | symbol} name
 * @returns {Channel} the channel of a name
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Diagnostics Channel".
 */
function channel(name) {
  const existing = existingChannel(name);
  if (existing !== undefined) return existing;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  if (channels.size >= sweepAt) sweep();
  const made = new Channel(name);
  channels.set(name, made);
  return made;
}

/**
 * @param {string | symbol} name
 * @param {(message: any, name: string | symbol) => void} subscription
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Diagnostics Channel".
 */
function subscribe(name, subscription) {
  channel(name).subscribe(subscription);
}

/**
 * @param {string | symbol} name
 * @param {Function} subscription
 * @returns {boolean} whether it was subscribed
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Diagnostics Channel".
 */
function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

/**
 * @param {string | symbol} name
 * @returns {boolean} whether the channel of a name has subscribers
 * Source: Node.js documentation, "Diagnostics Channel".
 */
function hasSubscribers(name) {
  const existing = existingChannel(name);
  return existing !== undefined && existing.hasSubscribers;
}

const traceEvents = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function tracedChannel(nameOrChannels, event) {
  if (typeof nameOrChannels === 'string') return channel(`tracing:${nameOrChannels}:${event}`);
  if (typeof nameOrChannels !== 'object' || nameOrChannels === null) {
    throw new ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', 'object', 'TracingChannel'],
                                   nameOrChannels);
  }
  const given = nameOrChannels[event];
  if (given === undefined || given === null) {
    // lint-ok: the same as reading a property of it.
    throw new TypeError('Cannot convert undefined or null to object');
  }
  if (!isChannel(given)) {
    throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${event}`, 'Channel', given);
  }
  return given;
}

/**
 * The five channels of one operation.
 * Source: Node.js documentation, "Diagnostics Channel", class TracingChannel.
 */
class TracingChannel {
  /** @param {string | Record<string, Channel>} nameOrChannels */
  constructor(nameOrChannels) {
    for (const event of traceEvents) {
      Object.defineProperty(this, event,
                            { __proto__: null, value: tracedChannel(nameOrChannels, event) });
    }
  }

  /** @returns {boolean} whether any of the channels has subscribers */
  get hasSubscribers() {
    return this.start.hasSubscribers || this.end.hasSubscribers ||
      this.asyncStart.hasSubscribers || this.asyncEnd.hasSubscribers || this.error.hasSubscribers;
  }

  /** @param {Record<string, Function>} handlers */
  subscribe(handlers) {
    for (const event of traceEvents) {
      if (handlers[event]) this[event].subscribe(handlers[event]);
    }
  }

  /**
   * @param {Record<string, Function>} handlers
   * @returns {boolean} whether all of them were subscribed
   */
  unsubscribe(handlers) {
    let all = true;
    for (const event of traceEvents) {
      if (handlers[event] && !this[event].unsubscribe(handlers[event])) all = false;
    }
    return all;
  }

  /**
   * Traces a synchronous call: start, end, and error if it throws.
   * @param {Function} fn
   * @param {object} [context] what is published; gets `result` or `error`
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {any} the function's result
   */
  traceSync(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return apply(fn, thisArg, args);
    const { start, end, error } = this;
    return start.runStores(context, () => {
      try {
        const result = apply(fn, thisArg, args);
        context.result = result;
        return result;
      } catch (err) {
        context.error = err;
        error.publish(context);
        throw err;
      } finally {
        end.publish(context);
      }
    });
  }

  /**
   * Traces a call that returns a promise: start and end around the call, asyncStart and asyncEnd
   * when the promise settles.
   * @param {Function} fn
   * @param {object} [context] what is published; gets `result` or `error`
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {Promise<any>}
   */
  tracePromise(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return apply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this;

    function onFulfilled(result) {
      context.result = result;
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return result;
    }

    function onRejected(err) {
      context.error = err;
      error.publish(context);
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return Promise.reject(err);
    }

    return start.runStores(context, () => {
      try {
        let promise = apply(fn, thisArg, args);
        if (!(promise instanceof Promise)) promise = Promise.resolve(promise);
        return promise.then(onFulfilled, onRejected);
      } catch (err) {
        context.error = err;
        error.publish(context);
        throw err;
      } finally {
        end.publish(context);
      }
    });
  }

  /**
   * Traces a call that takes a callback (err, result): start and end around the call, asyncStart
   * and asyncEnd around the callback.
   * @param {Function} fn
   * @param {number} [position] of the callback in `args`, from the end if negative
   * @param {object} [context] what is published; gets `result` or `error`
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {any} the function's result
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return apply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this;

    const callback = args.at(position);
    validateFunction(callback, 'callback');
    args.splice(position, 1, function(err, result) {
      if (err) {
        context.error = err;
        error.publish(context);
      } else {
        context.result = result;
      }
      return asyncStart.runStores(context, () => {
        try {
          return apply(callback, this, arguments);
        } finally {
          asyncEnd.publish(context);
        }
      });
    });

    return start.runStores(context, () => {
      try {
        return apply(fn, thisArg, args);
      } catch (err) {
        context.error = err;
        error.publish(context);
        throw err;
      } finally {
        end.publish(context);
      }
    });
  }
}

/**
 * @param {string | Record<string, Channel>} nameOrChannels
 * @returns {TracingChannel}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Diagnostics Channel".
 */
function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, Channel };
