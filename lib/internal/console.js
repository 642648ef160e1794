'use strict';

/*
 * The Console class (Node documentation, console; WHATWG Console Standard).
 *
 * A console writes to two streams, which it has (`new Console`) or asks for at the first write (the
 * global one: process.stdout and process.stderr are made when first read, and the console is part
 * of the startup snapshot, where there are none). Its methods are bound to it, so they can be
 * passed around.
 *
 * Writing must not throw, because logging is no reason to die: while a write runs, and if it
 * reports failure later, the console listens for the stream's 'error' event. That listener is
 * only added if nobody else listens, and is gone when write() returns, which is what a call costs
 * beside formatting and the write itself. With `ignoreErrors: false` there is none.
 *
 * Text without objects never asks whether the stream shows colors.
 */

const {
  formatArguments,
  inspect,
} = require('internal/util/inspect');

const kIsConsole = Symbol('kIsConsole');
const kState = Symbol('kState');

const kNoColorOptions = Object.freeze({});
const kColorOptions = Object.freeze({ colors: true });

const kMaxGroupIndentation = 1000;
const kDefaultGroupIndentation = 2;

/** What the console of an object remembers; methods reach it from any receiver that has one. */
class ConsoleState {
  constructor(ignoreErrors, colorMode, inspectOptions, groupIndentation) {
    this.ignoreErrors = ignoreErrors;
    this.colorMode = colorMode;
    this.inspectOptions = inspectOptions;
    this.groupIndentation = groupIndentation;
    this.indent = '';
    /** @type {Map<string, number>} */
    this.counts = new Map();
    this.outErrorHandler = undefined;
    this.errErrorHandler = undefined;
  }
}

function noop() {}

// Called with the outcome of a write. A failed one will be followed by an 'error' event, which must
// find a listener.
function createWriteErrorHandler(console, key) {
  return (error) => {
    if (error === null || error === undefined) return;
    const stream = console[key];
    if (stream._writableState?.errorEmitted) return;
    if (stream.listenerCount('error') === 0) stream.once('error', noop);
  };
}

function isStackOverflow(error) {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}

function writeLine(console, key, text) {
  const state = console[kState];
  const stream = console[key];
  if (state.indent !== '') {
    if (text.includes('\n')) text = text.replaceAll('\n', `\n${state.indent}`);
    text = state.indent + text;
  }
  text += '\n';

  if (state.ignoreErrors === false) {
    stream.write(text);
    return;
  }
  const handler = key === '_stdout' ? state.outErrorHandler : state.errErrorHandler;
  // A stream that is no event emitter has no 'error' event to be caught either.
  const guard = typeof stream.once === 'function' && typeof stream.listenerCount === 'function' &&
    stream.listenerCount('error') === 0;
  try {
    if (guard) stream.once('error', noop);
    stream.write(text, handler);
  } catch (error) {
    // Hiding this one would make endless recursion through a stream hard to find.
    if (isStackOverflow(error)) throw error;
  } finally {
    if (guard) stream.removeListener('error', noop);
  }
}

function inspectOptionsFor(console, stream) {
  const { colorMode, inspectOptions } = console[kState];
  if (inspectOptions !== undefined && inspectOptions.colors !== undefined) return inspectOptions;
  const colors = colorMode === 'auto' ?
    require('internal/util/colors').shouldColorize(stream) : colorMode;
  const colorOptions = colors ? kColorOptions : kNoColorOptions;
  return inspectOptions === undefined ? colorOptions : { ...inspectOptions, ...colorOptions };
}

function formatFor(console, key, args) {
  if (args.length === 1 && typeof args[0] === 'string') return args[0];
  return formatArguments(inspectOptionsFor(console, console[key]), args);
}

const consoleMethods = {
  log(...args) {
    writeLine(this, '_stdout', formatFor(this, '_stdout', args));
  },

  warn(...args) {
    writeLine(this, '_stderr', formatFor(this, '_stderr', args));
  },

  dir(object = undefined, options = undefined) {
    writeLine(this, '_stdout', inspect(object, {
      customInspect: false,
      ...inspectOptionsFor(this, this._stdout),
      ...options,
    }));
  },

  time(label = 'default') {
    label = `${label}`;
    if (this._times.has(label)) {
      process.emitWarning(`Label '${label}' already exists for console.time()`);
      return;
    }
    this._times.set(label, process.hrtime());
  },

  timeEnd(label = 'default') {
    label = `${label}`;
    if (logTime(this, 'timeEnd', label, undefined)) this._times.delete(label);
  },

  timeLog(label = 'default', ...data) {
    logTime(this, 'timeLog', `${label}`, data);
  },

  trace(...args) {
    const error = { name: 'Trace', message: formatFor(this, '_stderr', args) };
    Error.captureStackTrace(error, consoleMethods.trace);
    this.error(error.stack);
  },

  assert(expression = undefined, ...args) {
    if (expression) return;
    if (args.length === 0) args[0] = 'Assertion failed';
    else args[0] = `Assertion failed: ${args[0]}`;
    Reflect.apply(this.warn, this, args);
  },

  // WHATWG Console Standard, clear(): as far as the environment can.
  clear() {
    if (this._stdout.isTTY && process.env.TERM !== 'dumb') {
      this._stdout.write('\u001b[1;1H\u001b[0J');
    }
  },

  count(label = 'default') {
    label = `${label}`;
    const { counts } = this[kState];
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    this.log(`${label}: ${count}`);
  },

  countReset(label = 'default') {
    label = `${label}`;
    if (!this[kState].counts.delete(label)) {
      process.emitWarning(`Count for '${label}' does not exist`);
    }
  },

  group(...data) {
    if (data.length > 0) Reflect.apply(this.log, this, data);
    const state = this[kState];
    state.indent += ' '.repeat(state.groupIndentation);
  },

  groupEnd() {
    const state = this[kState];
    state.indent = state.indent.slice(0, state.indent.length - state.groupIndentation);
  },

  table(tabularData = undefined, properties = undefined) {
    if (tabularData === null || typeof tabularData !== 'object') {
      this.log(tabularData);
      return;
    }
    if (properties !== undefined) {
      require('internal/validators').validateArray(properties, 'properties');
    }
    const { formatTable } = require('internal/console/table');
    this.log(formatTable(tabularData, properties, inspectOptionsFor(this, this._stdout)));
  },
};

consoleMethods.debug = consoleMethods.log;
consoleMethods.info = consoleMethods.log;
consoleMethods.dirxml = consoleMethods.log;
consoleMethods.error = consoleMethods.warn;
consoleMethods.groupCollapsed = consoleMethods.group;

const methodNames = Object.keys(consoleMethods);

function logTime(console, method, label, data) {
  const start = console._times.get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const [seconds, nanoseconds] = process.hrtime(start);
  const elapsed = formatTime(seconds * 1000 + nanoseconds / 1e6);
  if (data === undefined) console.log('%s: %s', label, elapsed);
  else console.log('%s: %s', label, elapsed, ...data);
  return true;
}

/**
 * @param {number} ms
 * @returns {string} in the largest unit that it fills: '1.5ms', '2.000s', '1:30.000 (m:ss.mmm)'
 */
function formatTime(ms) {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms % 3_600_000 / 60_000);
  const seconds = (ms % 60_000 / 1000).toFixed(3);
  if (hours === 0 && minutes === 0) return `${seconds}s`;
  const padded = seconds.padStart(6, '0');
  if (hours === 0) return `${minutes}:${padded} (m:ss.mmm)`;
  return `${hours}:${`${minutes}`.padStart(2, '0')}:${padded} (h:mm:ss.mmm)`;
}

function checkStream(stream, name) {
  if (!stream || typeof stream.write !== 'function') {
    throw new (require('internal/errors').codes.ERR_CONSOLE_WRITABLE_STREAM)(name);
  }
}

/**
 * `new Console(stdout[, stderr][, ignoreErrors])` or `new Console(options)`; also without `new`.
 * Throws ERR_CONSOLE_WRITABLE_STREAM, ERR_INVALID_ARG_VALUE, ERR_INCOMPATIBLE_OPTION_PAIR.
 * @param {any} options
 */
function Console(options) {
  if (new.target === undefined) return Reflect.construct(Console, arguments);

  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const {
    stdout,
    stderr = stdout,
    ignoreErrors = true,
    colorMode = 'auto',
    inspectOptions,
    groupIndentation,
  } = options;

  checkStream(stdout, 'stdout');
  checkStream(stderr, 'stderr');
  const validators = require('internal/validators');
  validators.validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) {
    validators.validateInteger(groupIndentation, 'groupIndentation', 0, kMaxGroupIndentation);
  }
  if (inspectOptions !== undefined) {
    validators.validateObject(inspectOptions, 'options.inspectOptions');
    if (inspectOptions.colors !== undefined && options.colorMode !== undefined) {
      throw new (require('internal/errors').codes.ERR_INCOMPATIBLE_OPTION_PAIR)(
        'options.inspectOptions.color', 'colorMode');
    }
  }

  bindMethods(this, this);
  defineHidden(this, '_stdout', stdout);
  defineHidden(this, '_stderr', stderr);
  initialize(this, new ConsoleState(ignoreErrors, colorMode, inspectOptions,
                                    groupIndentation ?? kDefaultGroupIndentation));
}

function defineHidden(object, key, value) {
  Object.defineProperty(object, key, {
    __proto__: null, writable: true, enumerable: false, configurable: true, value,
  });
}

// `source` may be an instance of a subclass, whose methods come first.
function bindMethods(console, source) {
  for (const name of methodNames) {
    const bound = source[name].bind(console);
    Object.defineProperty(bound, 'name', { __proto__: null, value: name });
    console[name] = bound;
  }
}

function initialize(console, state) {
  state.outErrorHandler = createWriteErrorHandler(console, '_stdout');
  state.errErrorHandler = createWriteErrorHandler(console, '_stderr');
  defineHidden(console, '_times', new Map());
  defineHidden(console, kState, state);
  defineHidden(console, kIsConsole, true);
  Object.defineProperty(console, Symbol.toStringTag, {
    __proto__: null, writable: false, enumerable: false, configurable: true, value: 'console',
  });
}

Object.assign(Console.prototype, consoleMethods);

Object.defineProperty(Console, Symbol.hasInstance, {
  __proto__: null,
  value(instance) { return instance?.[kIsConsole] === true; },
});

/** V8's console, and the global one. @type {object | undefined} */
let engine;
/** @type {object | undefined} */
let globalConsole;

/**
 * V8's own console, which tells inspectors and nobody else.
 * @returns {object}
 */
function engineConsole() {
  return engine;
}

/**
 * Makes the methods of the global console tell V8's as well, so that inspectors see the messages.
 * @returns {void}
 */
function forwardToEngine() {
  const console = globalConsole;
  globalConsole = undefined;  // once
  if (console === undefined) return;
  for (const name of Object.keys(consoleMethods)) {
    const original = console[name];
    if (typeof engine?.[name] !== 'function' || typeof original !== 'function') continue;
    const forwarder = binding('inspector').consoleForwarder(engine[name], original);
    Object.defineProperty(forwarder, 'name', { __proto__: null, value: name });
    console[name] = forwarder;
  }
}

// See internal/process/stdio: process.stdout and process.stderr, or something simpler while nobody
// looks.
let forConsole;

/**
 * The global console, whose streams are the process's.
 * @param {object | undefined} ofEngine V8's own console, which has what only an inspector serves
 *   (profile, profileEnd, timeStamp, context)
 * @returns {object}
 */
function createGlobalConsole(ofEngine) {
  // A namespace object: its prototype is an empty object (Console Standard, section 1).
  const console = Object.create({});
  bindMethods(console, consoleMethods);
  for (const key of ['_stdout', '_stderr']) {
    const name = key.slice(1);
    let stream;
    Object.defineProperty(console, key, {
      __proto__: null,
      enumerable: false,
      configurable: true,
      get() {
        forConsole ??= require('internal/process/stdio').forConsole;
        return stream ?? forConsole(name);
      },
      set(value) { stream = value; },
    });
  }
  initialize(console, new ConsoleState(true, 'auto', undefined, kDefaultGroupIndentation));
  console.Console = Console;
  engine = ofEngine;
  globalConsole = console;
  for (const name of ['profile', 'profileEnd', 'timeStamp', 'context', 'createTask']) {
    if (typeof ofEngine?.[name] === 'function') console[name] = ofEngine[name];
  }
  return console;
}

module.exports = {
  Console,
  createGlobalConsole,
  engineConsole,
  formatTime,
  forwardToEngine,
};
