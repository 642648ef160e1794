'use strict';

// The public module 'repl': a loop that reads, evaluates and prints, on any pair of streams.
// Source: Node.js documentation, "REPL".
//
// The server is a readline interface. What it reads goes to its `eval`, which calls back with a
// value, an error, or a Recoverable: then the text is the beginning of something longer and waits
// in `_bufferedCommand`. All that runs on behalf of the user runs in the server's domain, so that
// errors which nobody catches are printed here instead of ending the process.
//
//   internal/repl/evaluate   the default eval        internal/repl/history    the history's file
//   internal/repl/complete   completion              internal/repl/terminal   keys: preview, blocks
//   internal/repl/commands   .load, .type ...        internal/repl/screen     what is shown
//   internal/repl/attempts   looks at long texts     internal/repl/parse      acorn
//   internal/repl/interrupt  Ctrl-C

const { Interface } = require('readline');
const { codes, hideStackFrames } = require('internal/errors');
const { inspect } = require('internal/util/inspect');
const { deprecate } = require('internal/util');
const { validateFunction } = require('internal/validators');
const { Attempts } = require('internal/repl/attempts');
const {
  Recoverable, Thrown, evaluate, failure, inspectorSession, interrupted, milliseconds,
} = require('internal/repl/evaluate');
const {
  hold, interruptibly, release, startSigintWatchdog, stopSigintWatchdog,
} = require('internal/repl/interrupt');

const REPL_MODE_SLOPPY = Symbol('repl-sloppy');
const REPL_MODE_STRICT = Symbol('repl-strict');

/** Of options and servers: what only the REPL of the command line does. */
const kStandalone = Symbol.for('gyre.repl.standalone');

const kMaxKeptText = 16 * 1024;
const kMaxKeptTexts = 1000;

const writerOptions = { ...inspect.defaultOptions, showProxy: true };

/**
 * The text of a value. `writer.options` are those of util.inspect().
 * @param {any} value
 * @returns {string}
 */
function writer(value) {
  return inspect(value, writer.options);
}
writer.options = writerOptions;

Object.defineProperty(inspect, 'replDefaults', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: () => writerOptions,
  set(options) {
    if (options === null || typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    Object.assign(writerOptions, options);
  },
});

/** The domains of servers that are not the command line's; empty in the snapshot. */
const ownDomains = new Set();
let lineNumber = 0;
/** The server whose user's code runs. */
let running = null;

function supportsColors(output) {
  if (process.env.FORCE_COLOR !== undefined) {
    return require('internal/tty').getColorDepth() > 2;
  }
  return Boolean(output?.isTTY) &&
    (typeof output.getColorDepth !== 'function' || output.getColorDepth() > 2);
}

/**
 * @param {string|object} [prompt] or options: prompt, input, output, terminal, eval, useColors,
 *   useGlobal, ignoreUndefined, writer, completer, replMode, breakEvalOnSigint, preview,
 *   historySize
 * @param {any} [stream] both input and output
 * @param {Function} [evaluator] (code, context, file, callback)
 * @param {boolean} [useGlobal]
 * @param {boolean} [ignoreUndefined]
 * @param {symbol} [replMode]
 * @throws {TypeError} ERR_INVALID_REPL_EVAL_CONFIG
 */
function REPLServer(prompt, stream, evaluator, useGlobal, ignoreUndefined, replMode) {
  if (!(this instanceof REPLServer)) {
    return new REPLServer(prompt, stream, evaluator, useGlobal, ignoreUndefined, replMode);
  }
  const options = prompt !== null && typeof prompt === 'object' ?
    { ...prompt } :
    { prompt, stream, eval: evaluator, useGlobal, ignoreUndefined, replMode };
  if (options.breakEvalOnSigint && options.eval) {
    throw new codes.ERR_INVALID_REPL_EVAL_CONFIG();
  }
  if (!options.input && !options.output) {
    options.input = options.output = options.stream;
    options.input ??= process.stdin;
    options.output ??= process.stdout;
  }
  options.input ??= options.output;
  options.output ??= options.input;
  options.terminal ??= Boolean(options.output.isTTY);
  options.useColors ??= supportsColors(options.output);
  options.prompt ??= '> ';

  this.useColors = Boolean(options.useColors);
  defineDomain(this, options.domain);
  this.useGlobal = Boolean(options.useGlobal);
  this.ignoreUndefined = Boolean(options.ignoreUndefined);
  this.replMode = options.replMode ?? REPL_MODE_SLOPPY;
  this.breakEvalOnSigint = Boolean(options.breakEvalOnSigint);
  this.underscoreAssigned = false;
  this.underscoreErrAssigned = false;
  this.last = undefined;
  this.lastError = undefined;
  this.editorMode = false;
  this.allowBlockingCompletions = Boolean(options.allowBlockingCompletions);
  Object.defineProperty(this, kStandalone, {
    __proto__: null, value: Boolean(options[kStandalone]),
  });
  hide(this, {
    _initialPrompt: options.prompt,
    _bufferedCommand: '',
    _waiting: null,
    _typedAhead: new TypedAhead(),
    _attempts: new Attempts(),
    _texts: new Map(),
    _startedAt: 0,
    _endedAt: 0,
    _interruptWaiting: null,
    _beforeFirstRun: null,
    _sawInterrupt: false,
    _loading: false,
    _keypress: null,
    _indent: '',
    _blockStart: 0,
  });

  const completer = typeof options.completer === 'function' ?
    options.completer :
    (text, callback) => {
      require('internal/repl/complete').complete(this, text, this.editorMode ?
        (error, result) => callback(error, result && commonPrefixOnly(result)) :
        callback);
    };
  Interface.call(this, {
    input: options.input,
    output: options.output,
    completer,
    terminal: options.terminal,
    historySize: options.historySize,
    prompt: options.prompt,
  });

  this.eval = options.eval || defaultEval.bind(this);
  if (options.writer) {
    this.writer = options.writer;
  } else if (this.useColors) {
    const own = (value) => inspect(value, own.options);
    own.options = Object.create(writerOptions, {
      colors: { __proto__: null, value: true, writable: true, enumerable: true },
    });
    this.writer = own;
  } else {
    this.writer = writer;
  }

  this.commands = { __proto__: null };
  defineCommands(this);
  this.lines = [];
  this.lines.level = [];
  this.resetContext();
  attach(this);
  if (this.terminal && process.env.TERM !== 'dumb') {
    const preview = options.preview ?? true;
    require('internal/repl/terminal').attach(this, {
      preview: Boolean(preview) && (options.eval === undefined || options.eval === null),
      isStandalone: this[kStandalone],
    });
  }
  this.displayPrompt();
}
Object.setPrototypeOf(REPLServer.prototype, Interface.prototype);
Object.setPrototypeOf(REPLServer, Interface);

/** `_domain`, in which the user's code runs. The REPL of the command line has its prompt before. */
function defineDomain(server, given) {
  const define = (value) => Object.defineProperty(server, '_domain', {
    __proto__: null, configurable: true, enumerable: true, writable: true, value,
  });
  const make = () => {
    const domain = given ?? require('domain').create();
    domain.on('error', (error) => {
      if (error !== null && typeof error === 'object') delete error.domainThrown;
      server._report(error);
    });
    define(domain);
    return domain;
  };
  Object.defineProperty(server, '_domain', {
    __proto__: null, configurable: true, enumerable: true, get: make, set: define,
  });
}

function hide(server, slots) {
  for (const name of Object.keys(slots)) {
    Object.defineProperty(server, name, {
      __proto__: null, configurable: true, enumerable: false, writable: true, value: slots[name],
    });
  }
}

/** In the editor a list of candidates would break the text; what they agree on is inserted. */
function commonPrefixOnly([candidates, text]) {
  const { commonPrefix } = require('internal/readline/utils');
  const prefix = commonPrefix(candidates.filter((each) => each !== ''));
  return prefix.length > text.length ? [[prefix], text] : [[], text];
}

function defaultEval(code, context, file, callback) {
  if (code === '\n') {
    callback(null);
    return;
  }
  evaluate({
    code,
    context,
    file,
    useGlobal: this.useGlobal,
    isStrict: this.replMode === REPL_MODE_STRICT,
    breakOnSigint: this.breakEvalOnSigint,
    allowsImport: this[kStandalone],
    onStart: () => {
      this._startedAt = milliseconds();
    },
  }, (error, ...value) => {
    const hasFailed = error !== null && error !== undefined && !(error instanceof Recoverable);
    callback(hasFailed && takenByDomain(this, error) ? null : error, ...value);
  });
}

/** A domain that a text has entered and not left gets its error, if it wants errors. */
function takenByDomain(server, error) {
  const { domain } = process;
  if (!domain || domain === server._domain || domain.listenerCount('error') === 0) return false;
  domain.exit();
  domain.emit('error', error instanceof Thrown ? error.value : error);
  return true;
}

/** Listens to the interface, and to what the user's code throws. */
function attach(server) {
  if (!server[kStandalone]) {
    ownDomains.add(server._domain);
    forbidUncaughtListeners();
  } else {
    exports.repl = server;
  }

  server.on('line', (line) => onLine(server, line ?? ''));
  server.on('SIGINT', () => onInterrupt(server));
  server.on('SIGCONT', () => {
    if (server.editorMode) {
      server.output.write(`${server._initialPrompt}.editor\n`);
      server.output.write(editorHint);
      server.output.write(`${server._bufferedCommand}\n`);
      server.prompt(true);
    } else {
      server.displayPrompt(true);
    }
  });
  server.on('close', () => {
    server._attempts.flush();
    if (server._waiting !== null) server._waiting.push(() => server.emit('exit'));
    else process.nextTick(() => server.emit('exit'));
  });

  const plainWrite = server._ttyWrite;
  server._ttyWrite = function(s, key) {
    key = key ?? {};
    if (server._waiting !== null && !(key.ctrl && key.name === 'c')) {
      server._waiting.push(() => server._ttyWrite(s, key));
      return;
    }
    if (server.editorMode && server.terminal && editorKey(server, s, key, plainWrite)) return;
    if (!server.editorMode && key.ctrl && !key.shift && key.name === 'd' &&
        server._bufferedCommand === '' && server.line.length === 0) {
      server.clearLine();
    }
    plainWrite.call(server, s, key);
  };
}

/** @returns {boolean} whether the key is done */
function editorKey(server, s, key, plainWrite) {
  if (key.ctrl && !key.shift && !key.meta && key.name === 'd') {
    const code = server._bufferedCommand + (server.line === '' ? '' : `${server.line}\n`);
    server._addHistory();
    server.clearLine();
    server.editorMode = false;
    server.setPrompt(server._initialPrompt);
    server._bufferedCommand = '';
    run(server, code, '');
    return true;
  }
  // The indentation of the line before is that of the next. What was pasted has its own.
  if (server._sawKeyPress && /^(?:return|enter)$/.test(key.name) && !key.ctrl && !key.meta) {
    const [indent] = /^[ \t]*/.exec(server.line);
    plainWrite.call(server, s, key);
    if (server.line === '' && indent !== '' && server.editorMode) {
      plainWrite.call(server, indent, {});
    }
    return true;
  }
  return false;
}

const editorHint = '// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n';

function onInterrupt(server) {
  if (server._interruptWaiting !== null) {
    server._interruptWaiting();
    return;
  }
  const wasEmpty = server.line.length === 0;
  server.clearLine();
  server._undoStack = [];
  const cancelled = server.editorMode || server._bufferedCommand !== '';
  const wasEditor = server.editorMode;
  if (server.editorMode) {
    server.editorMode = false;
    server.setPrompt(server._initialPrompt);
  }
  if ((!cancelled || wasEditor) && wasEmpty &&
      (!wasEditor || server._bufferedCommand === '')) {
    if (server._sawInterrupt) {
      server.close();
      server._sawInterrupt = false;
      return;
    }
    server.output.write('(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n');
    server._sawInterrupt = true;
  } else {
    server._sawInterrupt = false;
  }
  server.clearBufferedCommand();
  server.displayPrompt();
}

function onLine(server, line) {
  if (server._waiting !== null) {
    server._waiting.push(() => onLine(server, line));
    return;
  }
  server._sawInterrupt = false;
  if (server.editorMode) {
    server._bufferedCommand += `${line}\n`;
    return;
  }
  const text = line.trim();
  // A number may begin with a dot; a member expression goes on with one.
  if (text.startsWith('.') && !/^\.(?:\d|\.\.)/.test(text)) {
    const [, keyword, rest] = /^\.(\S*)\s*(.*)$/s.exec(text);
    const command = server.commands[keyword];
    if (command !== undefined) {
      command.action.call(server, rest);
      return;
    }
    if (server._bufferedCommand === '') {
      server.output.write('Invalid REPL keyword\n');
      server.displayPrompt();
      return;
    }
  }
  const code = `${server._bufferedCommand}${line}\n`;
  if (server._bufferedCommand !== '' && !server._attempts.allows(code.length)) {
    if (line !== '') server.lines.push(line);
    server._bufferedCommand = code;
    server._attempts.postpone(() => run(server, server._bufferedCommand, null));
    return;
  }
  run(server, code, line);
}

/**
 * Evaluates and prints. `line` is what is new of `code`, null when it is known already; `report`
 * gives a text that follows the value.
 */
function run(server, code, line, report) {
  server._beforeFirstRun?.();
  let answered = false;
  const file = `REPL${++lineNumber}`;
  if (server[kStandalone]) keepText(server, file, code);
  let isCooked = false;
  let wasInterrupted = false;
  const restore = () => {
    if (!isCooked) return;
    isCooked = false;
    if (!server.closed) server._setRawMode(true);
    wasInterrupted = stopSigintWatchdog();
  };
  const finish = (...answer) => {
    if (answered) return;
    answered = true;
    server._endedAt = milliseconds();
    hold();
    try {
      const text = textOf(server, answer);
      restore();  // before the prompt invites keys
      settle(server, answer, text, code, line, report);
    } finally {
      release();
    }
    if (isWaiting) stopWaiting(server);
  };
  let isWaiting = false;
  const outer = running;
  running = server;
  hold();
  // So that Ctrl-C is a signal and not a key. Outside of the text's own run it is remembered.
  if (server.breakEvalOnSigint && server.terminal) {
    startSigintWatchdog();
    server._setRawMode(false);
    isCooked = true;
  }
  try {
    server._domain.run(() => {
      try {
        server.eval(code, server.context, file, finish);
      } catch (error) {
        finish(failure(error));
      }
    });
  } finally {
    running = outer;
    restore();
    release();
  }
  if (!answered) {
    isWaiting = true;
    server._waiting = server._typedAhead;
    server._interruptWaiting = () => {
      if (server.breakEvalOnSigint) finish(interrupted());
    };
    // It came before there was something to wait for.
    if (wasInterrupted) server._interruptWaiting();
  }
}

/** What was entered lately, for who is told a place in it. */
function keepText(server, file, code) {
  if (code.length > kMaxKeptText) return;
  server._texts.set(file, code);
  if (server._texts.size > kMaxKeptTexts) server._texts.delete(server._texts.keys().next().value);
}

/** What is to be done once the evaluation that is waited for has ended, in order. */
class TypedAhead {
  #actions = [];
  #done = 0;

  push(action) {
    this.#actions.push(action);
  }

  /** Does the next one; false when there is none. */
  takeUp() {
    if (this.#done === this.#actions.length) {
      this.#actions = [];
      this.#done = 0;
      return false;
    }
    const action = this.#actions[this.#done];
    this.#actions[this.#done++] = undefined;
    action();
    return true;
  }
}

/** Takes up again what was typed meanwhile, up to the next evaluation that waits. */
function stopWaiting(server) {
  if (server._waiting === null) return;
  server._waiting = null;
  server._interruptWaiting = null;
  while (server._waiting === null && server._typedAhead.takeUp());
}

/**
 * The text of a value that is to be shown. What its writer throws takes the place of the answer.
 * @returns {string | undefined} undefined for nothing
 */
function textOf(server, answer) {
  const [error, value] = answer;
  // No value at all is what an empty line gives.
  if ((error !== null && error !== undefined) || answer.length < 2) return undefined;
  if (!server.underscoreAssigned) server.last = value;
  if (server.ignoreUndefined && value === undefined) return undefined;
  try {
    return String(interruptibly(server, () => server.writer(value)));
  } catch (writerError) {
    answer[0] = failure(writerError);
    return undefined;
  }
}

function settle(server, answer, text, code, line, report) {
  let [error] = answer;
  if (error instanceof Recoverable && report !== undefined) {
    const { message } = error.err;
    error = Object.assign(new SyntaxError(message), { stack: `SyntaxError: ${message}` });
  }
  if (error instanceof Recoverable) {
    server._bufferedCommand = code;
    if (line) server.lines.push(line);
    server.displayPrompt();
    return;
  }
  const hasFailed = error !== null && error !== undefined;
  if (error instanceof Thrown) error = error.value;
  const isFirstLine = server._bufferedCommand === '';
  if (line) server.lines.push(line);
  else if (line === '' && code.trim() !== '') server.lines.push(code);
  server.clearBufferedCommand();
  if (hasFailed) {
    if (isFirstLine && /^\s*npm\s/.test(code) && error instanceof SyntaxError) {
      server.output.write('npm should be run outside of the Node.js REPL, in your normal shell.\n' +
        '(Press Ctrl+D to exit.)\n');
      server.displayPrompt();
      return;
    }
    if (report !== undefined) server.output.write(report());
    server._report(error);
    return;
  }
  if (text !== undefined) server.output.write(`${text}\n`);
  if (report !== undefined) server.output.write(report());
  if (!server.closed) server.displayPrompt();
}

const outermostFrame =
  /^\s*(?:at )?(?:async )?(?:<anonymous> )?\(?REPL\d+:\d+:\d+\)?(?:--->)?$/;

/** Of a stack those lines that are the user's. */
function trimStack(error) {
  const { stack } = error;
  if (typeof stack !== 'string') return;
  const lines = stack.split('\n');
  let end = lines.findIndex(
    (each, index) => outermostFrame.test(each) && isOutermost(lines, index));
  if (end === -1) {
    end = lines.findIndex((each) => /node:internal\/repl|node:(?:repl|vm):/.test(each));
  }
  if (end === -1) return;
  const kept = lines.slice(0, end).join('\n').replace(/--->$/, '');
  Object.defineProperty(error, 'stack', {
    __proto__: null, value: kept, configurable: true, enumerable: false, writable: true,
  });
}

/** Whether a frame is followed by nothing but frames of ours. */
function isOutermost(lines, index) {
  return index + 1 === lines.length || !/REPL\d+:\d+:\d+/.test(lines[index + 1]);
}

const methods = {
  /**
   * Prints an error that nobody caught.
   * @param {any} error
   */
  _report(error) {
    if (this[kStandalone] && process.listenerCount('uncaughtException') > 0) {
      this.clearBufferedCommand();
      process.emit('uncaughtException', error, 'uncaughtException');
      if (!this.closed) this.displayPrompt();
      return;
    }
    this._reportOwn(error);
  },

  /**
   * The same, whoever listens for such errors.
   * @param {any} error
   */
  _reportOwn(error) {
    if (!this.underscoreErrAssigned) this.lastError = error;
    let text;
    try {
      text = interruptibly(this, () => formatError(this, error));
    } catch (writerError) {
      text = `Uncaught ${inspect(writerError, { customInspect: false })}\n`;
    }
    // It may come while something is typed, which then stands below it.
    const isTyping = this.line !== '';
    if (isTyping) this._giveWay?.();
    this.output.write(text);
    this.clearBufferedCommand();
    this.lines.level = [];
    if (!this.closed) this.displayPrompt(isTyping);
  },

  /**
   * Shows the prompt, or that of a continuation.
   * @param {boolean} [preserveCursor]
   */
  displayPrompt(preserveCursor) {
    if (this._loading) return;
    if (this._bufferedCommand !== '' && !this.editorMode) {
      const prompt = this._prompt;
      hide(this, { _normalPrompt: prompt });
      Interface.prototype.setPrompt.call(this, '... ');
      try {
        this.prompt(preserveCursor);
      } finally {
        // On a terminal the line is drawn again and again while it is edited.
        if (!this.terminal) Interface.prototype.setPrompt.call(this, this._initialPrompt);
      }
      return;
    }
    Interface.prototype.setPrompt.call(this, this._initialPrompt);
    this.prompt(preserveCursor);
  },

  /** @param {string} prompt */
  setPrompt(prompt) {
    this._initialPrompt = prompt;
    Interface.prototype.setPrompt.call(this, prompt);
  },

  /** Forgets the lines that were the beginning of something. */
  clearBufferedCommand() {
    this._bufferedCommand = '';
    this._attempts.reset();
  },

  /** @returns {object} a new context, with the globals of this one in it */
  createContext() {
    let context;
    if (this.useGlobal) {
      context = globalThis;
    } else {
      const vm = require('vm');
      // It learns of contexts when they are made.
      inspectorSession();
      context = vm.createContext();
      const present = new Set(vm.runInContext('Object.getOwnPropertyNames(globalThis)', context));
      for (const name of Object.getOwnPropertyNames(globalThis)) {
        if (present.has(name)) continue;
        Object.defineProperty(context, name, {
          __proto__: null, ...Object.getOwnPropertyDescriptor(globalThis, name),
        });
      }
      context.global = context;
      const { Console } = require('console');
      Object.defineProperty(context, 'console', {
        __proto__: null, configurable: true, writable: true, value: new Console(this.output),
      });
    }
    const { Module, makeRequire } = require('internal/modules/cjs/loader');
    const own = new Module('<repl>');
    let cwd = '/';
    try {
      cwd = process.cwd();
    } catch {
      // It has been removed.
    }
    own.paths = [...Module._nodeModulePaths(cwd), ...Module.globalPaths];
    for (const [name, value] of [['module', own], ['require', makeRequire(own)]]) {
      Object.defineProperty(context, name, {
        __proto__: null, configurable: true, enumerable: false, writable: true, value,
      });
    }
    require('internal/process/execution').defineBuiltinGlobals(context);
    return context;
  },

  /** Begins with a new context. Emits 'reset'. */
  resetContext() {
    this.context = this.createContext();
    this.underscoreAssigned = false;
    this.underscoreErrAssigned = false;
    this.lines = [];
    this.lines.level = [];
    defineResult(this, '_', 'last', 'underscoreAssigned');
    defineResult(this, '_error', 'lastError', 'underscoreErrAssigned');
    this.emit('reset', this.context);
  },

  /**
   * Adds a command, `.keyword`.
   * @param {string} keyword
   * @param {Function|{ help?: string, action: Function }} command
   */
  defineCommand(keyword, command) {
    if (typeof command === 'function') command = { action: command };
    else validateFunction(command.action, 'cmd.action');
    this.commands[keyword] = command;
  },

  /**
   * Completes a text.
   * @param {string} text
   * @param {(error: Error|null, result: [string[], string]) => void} callback
   */
  complete(...args) {
    this.completer(...args);
  },

  /**
   * Reads the history from a file, and keeps it there.
   * @param {string|undefined} file none for the default; '' for no file
   * @param {(error: Error|null, server: REPLServer) => void} callback
   */
  setupHistory(file, callback) {
    require('internal/repl/history').setup(this, file, callback);
  },
};
for (const name of Object.keys(methods)) {
  Object.defineProperty(REPLServer.prototype, name, {
    __proto__: null, configurable: true, enumerable: true, writable: true, value: methods[name],
  });
}

function defineResult(server, name, value, assigned) {
  Object.defineProperty(server.context, name, {
    __proto__: null,
    configurable: true,
    get: () => server[value],
    set(given) {
      server[value] = given;
      if (!server[assigned]) {
        server[assigned] = true;
        server.output.write(`Expression assignment to ${name} now disabled.\n`);
      }
    },
  });
}

/** `Uncaught ...`, with the place of a syntax error above. */
function formatError(server, error) {
  if (isInterruption(error)) return `Uncaught ${error.name} [${error.code}]: ${error.message}\n`;
  let place = '';
  if (error !== null && typeof error === 'object' && require('util').types.isNativeError(error)) {
    try {
      if (error instanceof SyntaxError || error.name === 'SyntaxError') {
        const { stack } = error;
        const match = /^REPL\d+:\d+\n([^]*?\n *\^+ *\n)\n?/.exec(stack);
        const message = `${error.name}: ${error.message}`;
        if (match !== null) {
          place = `${match[1]}\n`;
          setStack(error, stack.slice(match[0].length));
          if (/^SyntaxError/.test(error.stack)) setStack(error, message);
        } else {
          trimStack(error);
        }
      } else {
        trimStack(error);
      }
    } catch {
      // A stack that cannot be read, or changed, is shown as it is.
    }
  }
  let text;
  try {
    text = server.writer(error);
  } catch (writerError) {
    text = inspect(writerError);
  }
  if (typeof text !== 'string') text = String(text);
  if (error !== null && typeof error === 'object' && /^\[[^[\]]*\]$/.test(text) &&
      require('util').types.isNativeError(error)) {
    text = text.slice(1, -1);
  }
  const [first] = text.split('\n', 1);
  const isLong = /^\[?(?:[A-Z]\w*)?Error/.test(first) && first.length > 80;
  return `${place}Uncaught${isLong ? ':\n' : ' '}${text}\n`;
}

/** Whether Ctrl-C made it: then its stack is ours and says nothing. */
function isInterruption(error) {
  try {
    return error instanceof Error && error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
  } catch {
    return false;
  }
}

function setStack(error, value) {
  Object.defineProperty(error, 'stack', {
    __proto__: null, value, configurable: true, enumerable: false, writable: true,
  });
}

/** A program may not listen for the errors of its user's code: the server prints them. */
let forbidden = false;
function forbidUncaughtListeners() {
  if (forbidden) return;
  forbidden = true;
  process.prependListener('newListener', hideStackFrames((event) => {
    if (event === 'uncaughtException' && running !== null && !running[kStandalone]) refuse();
    if (event === 'uncaughtException' && ownDomains.has(process.domain)) refuse();
  }));
}

function refuse() {
  throw new codes.ERR_INVALID_REPL_INPUT(
    'Listeners for `uncaughtException` cannot be used in the REPL');
}

function defineCommands(server) {
  const { builtinCommands } = require('internal/repl/commands');
  for (const [keyword, command] of builtinCommands(server, { editorHint, run, hide })) {
    server.defineCommand(keyword, command);
  }
}

/**
 * Makes a server.
 * @param {string|object} [prompt] see REPLServer
 * @param {any} [source]
 * @param {Function} [evaluator]
 * @param {boolean} [useGlobal]
 * @param {boolean} [ignoreUndefined]
 * @param {symbol} [replMode]
 * @returns {REPLServer}
 */
function start(prompt, source, evaluator, useGlobal, ignoreUndefined, replMode) {
  return new REPLServer(prompt, source, evaluator, useGlobal, ignoreUndefined, replMode);
}

Object.assign(exports, {
  REPLServer,
  REPL_MODE_SLOPPY,
  REPL_MODE_STRICT,
  Recoverable,
  start,
  writer,
});

let modules;
Object.defineProperties(exports, {
  builtinModules: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      modules ??= require('internal/modules/helpers').builtinModules()
        .filter((id) => !id.startsWith('_'));
      return modules;
    },
  },
  _builtinLibs: {
    __proto__: null,
    configurable: true,
    get: deprecate(() => exports.builtinModules,
      'repl._builtinLibs is deprecated. Check module.builtinModules instead', 'DEP0142'),
  },
});
for (const [name, target] of [['inputStream', 'input'], ['outputStream', 'output']]) {
  const warn = deprecate(() => {},
    'repl.inputStream and repl.outputStream are deprecated. ' +
    'Use repl.input and repl.output instead', 'DEP0141');
  Object.defineProperty(REPLServer.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      warn();
      return this[target];
    },
    set(value) {
      warn();
      this[target] = value;
    },
  });
}
