'use strict';

// Domains: a group of emitters and callbacks whose errors go to one place.
//
// How it works. The active domain is a value of the async context frame (internal/async_context),
// so it follows ticks, timers, promises and requests without any work of this module. What the
// frame holds is an entry of a stack, made by enter(). The stack below an entry exists only for as
// long as the code that entered runs: a callback that inherited an entry sees a stack of one. The
// two cases are told apart by `current`: the entry that was made or left last in this turn.
//
// Errors: a hook in the path of uncaught exceptions gives an error to the active domain, and when
// that has no 'error' listener, or its listener throws, to the domain below. A listener runs
// outside of its domain. 'error' events of emitters that belong to a domain and have no listener
// go to the domain at once.
//
// Nothing of this is loaded before a program requires `domain`; from then on every emit of an
// emitter that belongs to a domain enters and exits it.

const EventEmitter = require('events');
const {
  codes: {
    ERR_DOMAIN_CALLBACK_NOT_AVAILABLE,
    ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE,
    ERR_UNHANDLED_ERROR,
  },
} = require('internal/errors');
const context = require('internal/async_context');
const { hooksState } = require('internal/async_hooks');
const { addUncaughtExceptionCaptureHook } = require('internal/process/uncaught');

const { apply } = Reflect;

if (process.hasUncaughtExceptionCaptureCallback()) throw new ERR_DOMAIN_CALLBACK_NOT_AVAILABLE();

const kDomain = {};

/** A place in the stack of entered domains. */
class Entry {
  constructor(domain, below) {
    this.domain = domain;
    this.below = below;
  }
}

/** @type {Entry | undefined} */
let current;
// What `process.domain` is without a domain: null at first, undefined after the last exit.
let noDomain = null;

function activeEntry() {
  return context.state.active ? context.lookup(context.getFrame(), kDomain) : undefined;
}

function setActiveEntry(entry) {
  current = entry;
  const frame = context.getFrame();
  context.enterFrame(entry === undefined ?
    context.withoutKey(frame, kDomain) : context.withValue(frame, kDomain, entry));
}

/** The entry below the active one: inherited entries stand alone. */
function below(entry) {
  return entry === current ? entry.below : undefined;
}

/** The entry below one of the stack whose top is `top`. */
function nextOf(entry, top) {
  return entry === top ? below(entry) : entry.below;
}

/** The active entry, fit to have another one above it. */
function base() {
  const entry = activeEntry();
  if (entry === undefined || entry === current) return entry;
  return new Entry(entry.domain, undefined);
}

function stackOf(entry) {
  const domains = [];
  if (entry === undefined) return domains;
  domains.push(entry.domain);
  for (let next = below(entry); next !== undefined; next = next.below) domains.unshift(next.domain);
  return domains;
}

function activeDomain() {
  const entry = activeEntry();
  return entry === undefined ? noDomain : entry.domain;
}

function setActiveDomain(domain) {
  if (domain === null || domain === undefined) {
    noDomain = domain;
    setActiveEntry(undefined);
  } else {
    setActiveEntry(new Entry(domain, undefined));
  }
}

/** Leaves all domains. */
function clear() {
  setActiveEntry(undefined);
  noDomain = null;
}

function setHidden(object, name, value) {
  Object.defineProperty(object, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    value,
    writable: true,
  });
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function decorate(error, domain, thrown) {
  if (!isObject(error)) return;
  setHidden(error, 'domain', domain);
  error.domainThrown = thrown;
}

/**
 * An emitter that gets the errors of what runs within it.
 * Source: Node.js documentation, "Domain", class Domain.
 */
class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
  }

  /** Makes the domain the active one. */
  enter() {
    setActiveEntry(new Entry(this, base()));
  }

  /** Leaves the domain, and all that were entered since. */
  exit() {
    const top = activeEntry();
    let entry = top;
    while (entry !== undefined && entry.domain !== this) entry = nextOf(entry, top);
    if (entry === undefined) return;
    const next = nextOf(entry, top);
    if (next === undefined) noDomain = undefined;
    setActiveEntry(next);
  }

  /**
   * Errors of an emitter now go to this domain, unless it has an 'error' listener.
   * @param {EventEmitter} emitter
   */
  add(emitter) {
    if (emitter.domain === this) return;
    if (emitter.domain) emitter.domain.remove(emitter);
    // Domains must not contain each other in a circle.
    if (this.domain && emitter instanceof Domain) {
      for (let outer = this.domain; outer; outer = outer.domain) {
        if (outer === emitter) return;
      }
    }
    setHidden(emitter, 'domain', this);
    this.members.push(emitter);
  }

  /** @param {EventEmitter} emitter */
  remove(emitter) {
    emitter.domain = null;
    const index = this.members.indexOf(emitter);
    if (index !== -1) this.members.splice(index, 1);
  }

  /**
   * Calls a function within the domain.
   * @param {Function} fn
   * @param {...any} args
   * @returns {any} the function's result
   */
  run(fn, ...args) {
    this.enter();
    // Not in a finally clause: an exception must find the domain active.
    const result = apply(fn, this, args);
    this.exit();
    return result;
  }

  /**
   * @param {Function} callback takes what follows the error
   * @returns {Function} gives its first argument to the domain if it is an Error
   */
  intercept(callback) {
    const domain = this;
    return function(error, ...args) {
      if (error && error instanceof Error) {
        error.domainBound = callback;
        decorate(error, domain, false);
        domain.emit('error', error);
        return undefined;
      }
      domain.enter();
      const result = apply(callback, this, args);
      domain.exit();
      return result;
    };
  }

  /**
   * @param {Function} callback
   * @returns {Function} calls it within the domain
   */
  bind(callback) {
    const domain = this;
    function bound() {
      domain.enter();
      const result = apply(callback, this, arguments);
      domain.exit();
      return result;
    }
    setHidden(bound, 'domain', this);
    return bound;
  }
}

/**
 * Gives an uncaught error to the domains.
 * @param {any} error
 * @returns {boolean} whether one of them took it
 */
function handleUncaught(error) {
  let entry = activeEntry();
  if (!stackOf(entry).some((domain) => domain.listenerCount('error') > 0)) {
    clear();
    return false;
  }
  let rethrow = false;
  while (entry !== undefined) {
    const { domain } = entry;
    const next = below(entry);
    if (next === undefined) noDomain = undefined;
    setActiveEntry(next);
    decorate(error, domain, true);
    if (domain.listenerCount('error') > 0) {
      try {
        domain.emit('error', error);
        clear();
        return true;
      } catch (handlerError) {
        error = handlerError;
        rethrow = true;
      }
    }
    entry = next;
  }
  clear();
  if (rethrow) throw error;
  return false;
}
addUncaughtExceptionCaptureHook(handleUncaught);

// The callback for all uncaught exceptions and domains exclude each other.
const { stackTraceLimit } = Error;
Error.stackTraceLimit = Infinity;
const requiredAt = new Error('require(`domain`) at this point').stack;
Error.stackTraceLimit = stackTraceLimit;

process.setUncaughtExceptionCaptureCallback = function setUncaughtExceptionCaptureCallback(fn) {
  const error = new ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE();
  error.stack += `\n${'-'.repeat(40)}\n${requiredAt}`;
  throw error;
};

Object.defineProperty(process, 'domain', {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get: activeDomain,
  set: setActiveDomain,
});

EventEmitter.usingDomains = true;

const { init: emitterInit } = EventEmitter;
EventEmitter.init = function(options) {
  setHidden(this, 'domain', null);
  const domain = activeDomain();
  if (domain && !(this instanceof Domain)) this.domain = domain;
  return apply(emitterInit, this, [options]);
};

hooksState.onAsyncResource = (resource) => {
  const domain = activeDomain();
  if (domain) setHidden(resource, 'domain', domain);
};

const { emit: emitterEmit } = EventEmitter.prototype;
EventEmitter.prototype.emit = function emit(type, ...args) {
  const { domain } = this;
  if (domain === null || domain === undefined || this === process ||
      (type === 'error' && this.listenerCount(type) > 0)) {
    return apply(emitterEmit, this, arguments);
  }
  if (type === 'error') {
    emitErrorTo(domain, this, args);
    return false;
  }
  domain.enter();
  const result = apply(emitterEmit, this, arguments);
  domain.exit();
  return result;
};

function emitErrorTo(domain, emitter, args) {
  const error = args[0] ? args[0] : new ERR_UNHANDLED_ERROR(args[0]);
  if (isObject(error)) {
    error.domainEmitter = emitter;
    decorate(error, domain, false);
  }
  // The listener runs below the active domain, however often that was entered.
  const before = activeEntry();
  const currentBefore = current;
  let entry = before;
  while (entry !== undefined && entry.domain === before.domain) {
    entry = nextOf(entry, before);
  }
  if (entry === undefined) noDomain = null;
  setActiveEntry(entry);
  domain.emit('error', error);
  setActiveEntry(before);
  current = currentBefore;
}

/**
 * @returns {Domain}
 * Source: Node.js documentation, "Domain".
 */
function createDomain() {
  return new Domain();
}

module.exports = {
  get _stack() {
    return stackOf(activeEntry());
  },
  Domain,
  createDomain,
  create: createDomain,
  get active() {
    return activeDomain();
  },
  set active(domain) {
    setActiveDomain(domain);
  },
};
