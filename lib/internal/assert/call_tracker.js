'use strict';

// assert.CallTracker (Node doc, "Assert", "Class: assert.CallTracker"; deprecated, DEP0173).
//
// Each tracked function is a Proxy around the function it stands for, so it has the same own
// properties; a context object keeps its calls.

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_UNAVAILABLE_DURING_EXIT },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { validateUint32 } = require('internal/validators');

function noop() {}

/** What is known of one tracked function. */
class CallContext {
  /** @type {{thisArg: any, arguments: any[]}[]} */
  #calls = [];
  #expected;
  #name;
  #stackTrace;

  constructor(expected, name, stackTrace) {
    this.#expected = expected;
    this.#name = name;
    this.#stackTrace = stackTrace;
  }

  track(thisArg, args) {
    this.#calls.push(Object.freeze({ thisArg, arguments: Object.freeze(args.slice()) }));
  }

  reset() {
    this.#calls = [];
  }

  getCalls() {
    return Object.freeze(this.#calls.slice());
  }

  get satisfied() {
    return this.#calls.length === this.#expected;
  }

  report() {
    if (this.satisfied) return undefined;
    const times = this.#calls.length;
    return {
      message: `Expected the ${this.#name} function to be executed ${this.#expected} time(s) ` +
        `but was executed ${times} time(s).`,
      actual: times,
      expected: this.#expected,
      operator: this.#name,
      stack: this.#stackTrace,
    };
  }
}

/** Tells whether functions were called as often as they should. */
class CallTracker {
  #contexts = new Map();

  #contextOf(tracked) {
    const context = this.#contexts.get(tracked);
    if (context === undefined) {
      throw new ERR_INVALID_ARG_VALUE('tracked', tracked, 'is not a tracked function');
    }
    return context;
  }

  /**
   * @param {Function} [tracked] all, if undefined
   * @throws {TypeError} ERR_INVALID_ARG_VALUE
   */
  reset(tracked) {
    if (tracked === undefined) {
      this.#contexts.forEach((context) => context.reset());
      return;
    }
    this.#contextOf(tracked).reset();
  }

  /**
   * @param {Function} tracked
   * @returns {{thisArg: any, arguments: any[]}[]}
   * @throws {TypeError} ERR_INVALID_ARG_VALUE
   */
  getCalls(tracked) {
    return this.#contextOf(tracked).getCalls();
  }

  /**
   * @param {Function|number} [fn] or the number
   * @param {number} [expected]
   * @returns {Function}
   * @throws {TypeError|RangeError|Error}
   */
  calls(fn, expected = 1) {
    if (process._exiting) throw new ERR_UNAVAILABLE_DURING_EXIT();
    if (typeof fn === 'number') {
      expected = fn;
      fn = noop;
    } else if (fn === undefined) {
      fn = noop;
    }
    validateUint32(expected, 'expected', true);

    const context = new CallContext(expected, fn.name || 'calls', new Error());
    const tracked = new Proxy(fn, {
      __proto__: null,
      apply(target, thisArg, args) {
        context.track(thisArg, args);
        return Reflect.apply(target, thisArg, args);
      },
    });
    this.#contexts.set(tracked, context);
    return tracked;
  }

  /**
   * @returns {{message: string, actual: number, expected: number, operator: string,
   *            stack: Error}[]} one for each function that was not called as expected
   */
  report() {
    const reports = [];
    this.#contexts.forEach((context) => {
      const report = context.report();
      if (report !== undefined) reports.push(report);
    });
    return reports;
  }

  /**
   * @throws {AssertionError} if report() is not empty
   */
  verify() {
    const errors = this.report();
    if (errors.length === 0) return;
    const message = errors.length === 1 ?
      errors[0].message : 'Functions were not called the expected number of times';
    throw new AssertionError({ message, details: errors });
  }
}

module.exports = CallTracker;
