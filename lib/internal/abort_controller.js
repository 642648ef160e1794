'use strict';

// AbortController and AbortSignal (WHATWG DOM, section 3).
//
// A signal is aborted once, with a reason, and then dispatches 'abort'. A dependent signal (from
// AbortSignal.any) follows its sources: sources that are dependent themselves are replaced by
// theirs, so that the graph has two levels, and abort marks all dependents before any event is
// dispatched.
//
// Memory. Sources and dependents know each other weakly, and a timeout's timer knows its signal
// weakly: a signal that nobody refers to and nobody listens to can be collected, and takes its
// timer with it. A timeout or dependent signal with 'abort' listeners is held by `held` until it
// is aborted, loses them, or all its sources are gone. A dependent signal refers to sources that
// are timeouts strongly, for nobody else may know them. WeakRefs are made only by those two kinds
// of signals, at run time.
//
// Cost: a controller is one object until `signal` is read; an abort without listeners makes no
// event.

const {
  AbortError,
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  kValidateObjectAllowObjects,
  validateAbortSignal,
  validateAbortSignalArray,
  validateObject,
  validateUint32,
} = require('internal/validators');
const { kEnumerableProperty } = require('internal/util');
const { DOMException } = require('internal/dom_exception');
const {
  createHostObject, kDeserialize, kTransfer, kTransferList,
} = require('internal/host_object');
const {
  Event,
  EventTarget,
  defineEventHandler,
  initEventTarget,
  kEvents,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
} = require('internal/event_target');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const kConstruct = Symbol('kConstruct');

// The state of a signal. Symbols, because a signal that can be transferred is not made by the
// constructor.
const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
/** Set for signals that only live while somebody can see their abort. */
const kWeaklyHeld = Symbol('kWeaklyHeld');
/** What a dependent signal follows: WeakRefs, or the signals themselves if they are timeouts. */
const kSources = Symbol('kSources');
/** WeakRefs to the signals that follow this one. */
const kDependents = Symbol('kDependents');
/** The port that goes along with a signal while it is being transferred. */
const kTransferPort = Symbol('kTransferPort');

const trusted = { __proto__: null, [kTrustEvent]: true };

/** The signals that stay alive because somebody listens to them. */
const held = new Set();

let timerRegistry;
/** Stops the timer of a timeout signal that was collected. */
function clearWhenCollected(signal, timer) {
  timerRegistry ??= new FinalizationRegistry((abandoned) => {
    require('timers').clearTimeout(abandoned);
  });
  timerRegistry.register(signal, timer);
}

let dependentRegistry;
/** Takes a dependent signal that was collected out of its source's set. */
function forgetDependentWhenCollected(dependent, dependents, ref) {
  dependentRegistry ??= new FinalizationRegistry(({ dependents, ref }) => {
    dependents.delete(ref);
  });
  dependentRegistry.register(dependent, { dependents, ref });
}

let sourceRegistry;
/** Takes a source that was collected out of the set of the signal that follows it. */
function forgetSourceWhenCollected(source, sourceRef, dependentRef) {
  sourceRegistry ??= new FinalizationRegistry(({ sourceRef, dependentRef }) => {
    const dependent = dependentRef.deref();
    if (dependent !== undefined) forgetSource(dependent, sourceRef);
  });
  sourceRegistry.register(source, { sourceRef, dependentRef });
}

function inspectAs(self, value, depth, options) {
  const { inspect } = require('internal/util/inspect');
  const { name } = self.constructor;
  if (depth < 0) return `[${name}]`;
  const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
  return `${name} ${inspect(value, nested)}`;
}

function initSignal(signal, aborted, reason) {
  signal[kAborted] = aborted;
  signal[kReason] = reason;
  signal[kWeaklyHeld] = false;
  signal[kSources] = undefined;
  signal[kDependents] = undefined;
}

/**
 * A signal that user code cannot make.
 * @param {boolean} aborted
 * @param {any} reason
 * @returns {AbortSignal}
 */
function makeSignal(aborted, reason) {
  const signal = new AbortSignal(kConstruct);
  signal[kAborted] = aborted;
  signal[kReason] = reason;
  return signal;
}

/**
 * A signal that can be sent to another realm; only host objects can.
 * @returns {AbortSignal}
 */
function makeTransferableSignal() {
  const signal = createHostObject(AbortSignal.prototype);
  initEventTarget(signal);
  initSignal(signal, false, undefined);
  return signal;
}

/**
 * `util.transferableAbortSignal()`.
 * @param {AbortSignal} signal
 * @returns {AbortSignal} one that follows `signal` and can be transferred
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function transferableAbortSignal(signal) {
  if (!isAbortSignal(signal)) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  const result = makeTransferableSignal();
  if (signal[kAborted]) {
    result[kAborted] = true;
    result[kReason] = signal[kReason];
  } else {
    holdWeakly(result);
    result[kSources] = new Set();
    followOrItsSources(result, signal);
  }
  return result;
}

/**
 * Lets a signal live while somebody can see its abort, and no longer.
 * @param {AbortSignal} signal
 */
function holdWeakly(signal) {
  signal[kWeaklyHeld] = true;
}

/**
 * Tells that a weakly held signal can't be aborted any more.
 * @param {AbortSignal} signal
 */
function release(signal) {
  signal[kWeaklyHeld] = false;
  held.delete(signal);
}

/**
 * @param {unknown} value
 * @returns {value is AbortSignal}
 */
function isAbortSignal(value) {
  return value !== null && typeof value === 'object' && kAborted in value;
}

/**
 * Aborts a signal and those that follow it (WHATWG DOM, "signal abort").
 * @param {AbortSignal} signal
 * @param {any} reason
 */
function abortSignal(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;
  let followers;
  if (signal[kDependents] !== undefined) {
    for (const ref of signal[kDependents]) {
      const dependent = ref.deref();
      if (dependent === undefined || dependent[kAborted]) continue;
      dependent[kAborted] = true;
      dependent[kReason] = reason;
      (followers ??= []).push(dependent);
    }
    signal[kDependents] = undefined;
  }
  announce(signal);
  if (followers !== undefined) {
    for (const dependent of followers) announce(dependent);
  }
}

function announce(signal) {
  signal[kSources] = undefined;
  held.delete(signal);
  if (signal[kEvents]?.has('abort')) signal.dispatchEvent(new Event('abort', trusted));
}

function followOrItsSources(dependent, signal) {
  if (signal[kSources] === undefined) {
    follow(dependent, signal);
    return;
  }
  for (const entry of signal[kSources]) {
    const source = isAbortSignal(entry) ? entry : entry.deref();
    if (source !== undefined) follow(dependent, source);
  }
}

function follow(dependent, source) {
  for (const entry of dependent[kSources]) {
    if (entry === source || (!isAbortSignal(entry) && entry.deref() === source)) return;
  }
  const ref = new WeakRef(dependent);
  // A weakly held signal without sources of its own is a timeout.
  if (source[kWeaklyHeld]) {
    dependent[kSources].add(source);
  } else {
    const sourceRef = new WeakRef(source);
    dependent[kSources].add(sourceRef);
    forgetSourceWhenCollected(source, sourceRef, ref);
  }
  const dependents = source[kDependents] ??= new Set();
  dependents.add(ref);
  forgetDependentWhenCollected(dependent, dependents, ref);
}

function forgetSource(dependent, sourceRef) {
  dependent[kSources]?.delete(sourceRef);
  if (dependent[kSources]?.size === 0) held.delete(dependent);
}

/** Source: WHATWG DOM, 3.2 Interface AbortSignal. */
class AbortSignal extends EventTarget {
  /** @throws {TypeError} ERR_ILLEGAL_CONSTRUCTOR, always for users */
  constructor(token = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    initSignal(this, false, undefined);
  }

  get aborted() {
    if (!isAbortSignal(this)) throw new ERR_INVALID_THIS('AbortSignal');
    return this[kAborted];
  }

  get reason() {
    if (!isAbortSignal(this)) throw new ERR_INVALID_THIS('AbortSignal');
    return this[kReason];
  }

  /** @throws the reason, if the signal is aborted */
  throwIfAborted() {
    if (!isAbortSignal(this)) throw new ERR_INVALID_THIS('AbortSignal');
    if (this[kAborted]) throw this[kReason];
  }

  [customInspect](depth, options) {
    return inspectAs(this, { aborted: this.aborted }, depth, options);
  }

  /**
   * @param {any} [reason]
   * @returns {AbortSignal} a signal that is aborted already
   */
  static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    return makeSignal(true, reason);
  }

  /**
   * @param {number} delay in milliseconds
   * @returns {AbortSignal} a signal that is aborted with a TimeoutError after the delay; its timer
   *   does not keep the process alive
   * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
   */
  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = makeSignal(false, undefined);
    holdWeakly(signal);
    const ref = new WeakRef(signal);
    const timer = require('timers').setTimeout(() => {
      const target = ref.deref();
      if (target !== undefined) {
        abortSignal(target, new DOMException('The operation was aborted due to timeout',
                                             'TimeoutError'));
      }
    }, delay);
    timer.unref();
    clearWhenCollected(signal, timer);
    return signal;
  }

  /**
   * @param {AbortSignal[]} signals
   * @returns {AbortSignal} a signal that is aborted with the first of the given ones, and with
   *   its reason
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  static any(signals) {
    validateAbortSignalArray(signals, 'signals');
    const result = makeSignal(false, undefined);
    if (signals.length === 0) return result;
    for (const signal of signals) {
      if (signal.aborted) {
        result[kAborted] = true;
        result[kReason] = signal.reason;
        return result;
      }
    }
    holdWeakly(result);
    result[kSources] = new Set();
    for (const signal of signals) followOrItsSources(result, signal);
    return result;
  }

  [kTransferList]() {
    this[kTransferPort] = require('internal/abort_transfer').sendAbort(this);
    return this[kTransferPort] === undefined ? [] : [this[kTransferPort]];
  }

  [kTransfer]() {
    const port = this[kTransferPort];
    this[kTransferPort] = undefined;
    const { pack } = require('internal/abort_transfer');
    return {
      data: { aborted: this[kAborted], packed: pack(this[kReason]), port },
      deserializeInfo: 'internal/abort_transfer:TransferredAbortSignal',
    };
  }

  [kDeserialize]({ aborted, packed, port }) {
    const { receiveAbort, unpack } = require('internal/abort_transfer');
    this[kAborted] = aborted;
    this[kReason] = unpack(packed);
    if (port !== undefined) receiveAbort(this, port);
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    if (type === 'abort' && this[kWeaklyHeld] && !this[kAborted] && weak === undefined &&
        (this[kSources] === undefined || this[kSources].size > 0)) {
      held.add(this);
    }
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (type === 'abort' && size === 0 && this[kWeaklyHeld]) held.delete(this);
  }
}

Object.defineProperties(AbortSignal.prototype, {
  aborted: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'AbortSignal' },
});
defineEventHandler(AbortSignal.prototype, 'abort');

let transferableAbortController;

/** Source: WHATWG DOM, 3.1 Interface AbortController. */
class AbortController {
  #signal = undefined;

  static {
    transferableAbortController = () => {
      const controller = new AbortController();
      controller.#signal = makeTransferableSignal();
      return controller;
    };
  }

  /** @returns {AbortSignal} */
  get signal() {
    return this.#signal ??= makeSignal(false, undefined);
  }

  /**
   * Aborts the signal, unless it is aborted already.
   * @param {any} [reason] an AbortError by default
   */
  abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    abortSignal(this.#signal ??= makeSignal(false, undefined), reason);
  }

  [customInspect](depth, options) {
    return inspectAs(this, { signal: this.signal }, depth, options);
  }
}

Object.defineProperties(AbortController.prototype, {
  signal: kEnumerableProperty,
  abort: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'AbortController' },
});

/**
 * Waits for a signal's abort without keeping `resource` alive: if it is collected first, the
 * promise stays pending.
 * @param {AbortSignal} signal
 * @param {object} resource
 * @returns {Promise<void>}
 * Source: Node.js documentation, util.aborted.
 */
async function aborted(signal, resource) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), {
      __proto__: null,
      once: true,
      [kResistStopPropagation]: true,
      [kWeakHandler]: resource,
    });
  });
}

module.exports = {
  AbortController,
  AbortError,
  AbortSignal,
  aborted,
  abortSignal,
  holdWeakly,
  isAbortSignal,
  makeAbortSignal: makeSignal,
  makeTransferableSignal,
  release,
  /** `util.transferableAbortController()`: a controller whose signal can be transferred. */
  transferableAbortController,
  transferableAbortSignal,
};
