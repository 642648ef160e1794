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
  Event,
  EventTarget,
  defineEventHandler,
  kEvents,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
} = require('internal/event_target');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const kConstruct = Symbol('kConstruct');

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

let forgetSource;
let makeSignal;
let abortSignal;
let isAbortSignal;

/** Source: WHATWG DOM, 3.2 Interface AbortSignal. */
class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  // Set for signals that only live while somebody can see their abort.
  #weaklyHeld = false;
  // What a dependent signal follows: WeakRefs, or the signals themselves if they are timeouts.
  #sources = undefined;
  // WeakRefs to the signals that follow this one.
  #dependents = undefined;

  static {
    isAbortSignal = (value) =>
      value !== null && typeof value === 'object' && #aborted in value;

    forgetSource = (dependent, sourceRef) => {
      dependent.#sources?.delete(sourceRef);
      if (dependent.#sources?.size === 0) held.delete(dependent);
    };

    makeSignal = (aborted, reason) => {
      const signal = new AbortSignal(kConstruct);
      signal.#aborted = aborted;
      signal.#reason = reason;
      return signal;
    };

    abortSignal = (signal, reason) => {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason;
      let followers;
      if (signal.#dependents !== undefined) {
        for (const ref of signal.#dependents) {
          const dependent = ref.deref();
          if (dependent === undefined || dependent.#aborted) continue;
          dependent.#aborted = true;
          dependent.#reason = reason;
          (followers ??= []).push(dependent);
        }
        signal.#dependents = undefined;
      }
      signal.#announce();
      if (followers !== undefined) {
        for (const dependent of followers) dependent.#announce();
      }
    };
  }

  /** @throws {TypeError} ERR_ILLEGAL_CONSTRUCTOR, always for users */
  constructor(token = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  #announce() {
    this.#sources = undefined;
    held.delete(this);
    if (this[kEvents]?.has('abort')) this.dispatchEvent(new Event('abort', trusted));
  }

  get aborted() {
    if (!isAbortSignal(this)) throw new ERR_INVALID_THIS('AbortSignal');
    return this.#aborted;
  }

  get reason() {
    if (!isAbortSignal(this)) throw new ERR_INVALID_THIS('AbortSignal');
    return this.#reason;
  }

  /** @throws the reason, if the signal is aborted */
  throwIfAborted() {
    if (!isAbortSignal(this)) throw new ERR_INVALID_THIS('AbortSignal');
    if (this.#aborted) throw this.#reason;
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
    signal.#weaklyHeld = true;
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
        result.#aborted = true;
        result.#reason = signal.reason;
        return result;
      }
    }
    result.#weaklyHeld = true;
    result.#sources = new Set();
    for (const signal of signals) {
      if (signal.#sources === undefined) {
        result.#follow(signal);
        continue;
      }
      for (const entry of signal.#sources) {
        const source = isAbortSignal(entry) ? entry : entry.deref();
        if (source !== undefined) result.#follow(source);
      }
    }
    return result;
  }

  #follow(source) {
    for (const entry of this.#sources) {
      if (entry === source || (!isAbortSignal(entry) && entry.deref() === source)) return;
    }
    const ref = new WeakRef(this);
    // A weakly held signal without sources of its own is a timeout.
    if (source.#weaklyHeld) {
      this.#sources.add(source);
    } else {
      const sourceRef = new WeakRef(source);
      this.#sources.add(sourceRef);
      forgetSourceWhenCollected(source, sourceRef, ref);
    }
    const dependents = source.#dependents ??= new Set();
    dependents.add(ref);
    forgetDependentWhenCollected(this, dependents, ref);
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    if (type === 'abort' && this.#weaklyHeld && !this.#aborted && weak === undefined &&
        (this.#sources === undefined || this.#sources.size > 0)) {
      held.add(this);
    }
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (type === 'abort' && size === 0 && this.#weaklyHeld) held.delete(this);
  }
}

Object.defineProperties(AbortSignal.prototype, {
  aborted: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'AbortSignal' },
});
defineEventHandler(AbortSignal.prototype, 'abort');

/** Source: WHATWG DOM, 3.1 Interface AbortController. */
class AbortController {
  #signal = undefined;

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
  isAbortSignal,
  makeAbortSignal: makeSignal,
};
