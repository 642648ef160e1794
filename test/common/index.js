'use strict';

// What the tests share. A test is one file run in one process; its exit status is the verdict:
// 0 passed, 77 skipped, anything else failed. Expectations about calls are checked at 'exit'.

const assert = require('assert');
// Other modules are required where they are used, so that a test runs no more than it needs.

const kSkipped = 77;
const expectations = [];

function noop() {}

// The line of the test that made an expectation, for the report at exit.
function callSite(below) {
  const holder = {};
  Error.captureStackTrace(holder, below);
  return String(holder.stack).split('\n').slice(1, 2).join('').trim();
}

function reportAtExit(code) {
  if (code === kSkipped) return;
  const failed = expectations.filter((each) =>
    (each.atLeast ? each.count < each.wanted : each.count !== each.wanted));
  if (failed.length === 0) return;
  for (const each of failed) {
    console.error(`Expected ${each.atLeast ? 'at least' : 'exactly'} ${each.wanted} calls of ` +
                  `${each.name}, got ${each.count}\n    ${each.site}`);
  }
  if (code === 0) process.exitCode = 1;
}

function expectCalls(fn, wanted, atLeast, caller) {
  if (typeof fn === 'number') {
    wanted = fn;
    fn = noop;
  }
  assert.ok(Number.isInteger(wanted) && wanted >= 0, `Bad number of calls: ${wanted}`);
  if (expectations.length === 0) process.on('exit', reportAtExit);
  const expectation = {
    name: fn.name || '(anonymous)', wanted, atLeast, count: 0, site: callSite(caller),
  };
  expectations.push(expectation);
  const wrapped = function(...args) {
    expectation.count++;
    return Reflect.apply(fn, this, args);
  };
  Object.defineProperties(wrapped, {
    name: { value: fn.name, configurable: true },
    length: { value: fn.length, configurable: true },
  });
  return wrapped;
}

/**
 * Wraps `fn`; the test fails unless the result is called exactly `exact` times before exit.
 * @param {Function|number} [fn] or the number, with a function that does nothing
 * @param {number} [exact]
 * @returns {Function}
 */
function mustCall(fn = noop, exact = 1) {
  return expectCalls(fn, exact, false, mustCall);
}

/**
 * As mustCall, with a lower limit.
 * @param {Function|number} [fn]
 * @param {number} [minimum]
 * @returns {Function}
 */
function mustCallAtLeast(fn = noop, minimum = 1) {
  return expectCalls(fn, minimum, true, mustCallAtLeast);
}

/**
 * A function that fails the test when it is called.
 * @param {string} [message]
 * @returns {Function}
 */
function mustNotCall(message = 'function should not have been called') {
  const site = callSite(mustNotCall);
  return function mustNotCall(...args) {
    const shown = args.length > 0 ? `\ncalled with: ${require('util').inspect(args)}` : '';
    assert.fail(`${message} ${site}${shown}`);
  };
}

/**
 * A callback that must be called once and without an error; the rest goes to `fn`.
 * @param {Function} [fn]
 * @param {number} [exact]
 * @returns {Function}
 */
function mustSucceed(fn = noop, exact = 1) {
  return expectCalls(function(error, ...args) {
    assert.ifError(error);
    return Reflect.apply(fn, this, args);
  }, exact, false, mustSucceed);
}

/**
 * Ends the process with the status that means "skipped".
 * @param {string} reason
 */
function skip(reason) {
  console.log(`SKIP ${reason}`);
  process.exit(kSkipped);
}

let temporary;

/**
 * A fresh directory of this process, removed at exit; the same one each time.
 * @param {...string} parts of a path below it
 * @returns {string}
 */
function tmpdir(...parts) {
  const path = require('path');
  if (temporary === undefined) {
    const fs = require('fs');
    const os = require('os');
    temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'gyre-test-'));
    const owner = process.pid;
    process.on('exit', () => {
      if (process.pid === owner) fs.rmSync(temporary, { recursive: true, force: true });
    });
  }
  return parts.length > 0 ? path.join(temporary, ...parts) : temporary;
}

/**
 * Runs this runtime with `args` and waits.
 * @param {string[]} args
 * @param {object} [options] of child_process.spawnSync
 * @returns {{status: number|null, signal: string|null, stdout: string, stderr: string}}
 */
function spawnSelf(args, options = {}) {
  const { spawnSync } = require('child_process');
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', ...options });
  if (result.error) throw result.error;
  return result;
}

/**
 * Writes `source` into a file below tmpdir() and runs it.
 * @param {string} source
 * @param {{name?: string, args?: string[], options?: object}} [how]
 * @returns {{status: number|null, signal: string|null, stdout: string, stderr: string}}
 */
function spawnScript(source, { name = 'script.js', args = [], options } = {}) {
  const file = tmpdir(name);
  require('fs').writeFileSync(file, source);
  return spawnSelf([file, ...args], options);
}

/**
 * A check of an error: each given property must be equal, a RegExp must match.
 * @param {{code?: string, name?: string, message?: string|RegExp}} expected
 * @returns {(error: any) => true} for assert.throws and assert.rejects
 */
function errorLike(expected) {
  return (error) => {
    for (const key of Object.keys(expected)) {
      const value = expected[key];
      if (value instanceof RegExp) assert.match(String(error[key]), value);
      else assert.deepStrictEqual(error[key], value, `${key}: ${require('util').inspect(error)}`);
    }
    return true;
  };
}

/**
 * A callback that must be called `exact` times with an error like `expected`.
 * @param {{code?: string, name?: string, message?: string|RegExp}} expected
 * @param {number} [exact]
 * @returns {Function}
 */
function expectError(expected, exact = 1) {
  const check = errorLike(expected);
  return expectCalls(function(error) {
    assert.ok(error, 'expected an error');
    check(error);
  }, exact, false, expectError);
}

/**
 * Expects these warnings, in order, and no others, before exit.
 * @param {...{name?: string, code?: string, message?: string|RegExp}} expected
 */
function expectWarnings(...expected) {
  const queue = expected.map((each) => errorLike(each));
  process.on('warning', mustCall((warning) => queue.shift()(warning), expected.length));
}

/**
 * Ends the test with a failure if it has not ended by then: a wait for something that must happen
 * is bounded by this and not by a sleep.
 * @param {number} [milliseconds]
 */
function deadline(milliseconds = 50_000) {
  setTimeout(() => {
    console.error(`Not done after ${milliseconds} ms`);
    process.exit(124);
  }, milliseconds).unref();
}

/** Collects what happens, in order, for one comparison at the end. */
class Trace {
  /** @type {string[]} */
  entries = [];

  /** @param {string} entry */
  add(entry) {
    this.entries.push(entry);
  }

  /**
   * @param {string} entry
   * @returns {() => void} a callback that adds `entry`
   */
  mark(entry) {
    return () => this.add(entry);
  }

  /**
   * Compares at exit.
   * @param {string[]} expected
   */
  expectAtExit(expected) {
    checkAtExit(() => assert.deepStrictEqual(this.entries, expected));
  }
}

/**
 * Runs a check when the process exits. What it throws fails the test, also where the test listens
 * to 'uncaughtException', which would take an error of an 'exit' listener as handled.
 * @param {() => void} check
 */
function checkAtExit(check) {
  process.on('exit', () => {
    try {
      check();
    } catch (error) {
      require('fs').writeSync(2, `${error.stack}\n`);
      process.reallyExit(1);
    }
  });
}

module.exports = {
  Trace,
  checkAtExit,
  deadline,
  errorLike,
  expectError,
  expectWarnings,
  isLinux: process.platform === 'linux',
  isMacOS: process.platform === 'darwin',
  isWindows: process.platform === 'win32',
  mustCall,
  mustCallAtLeast,
  mustNotCall,
  mustSucceed,
  skip,
  spawnScript,
  spawnSelf,
  tmpdir,
};
