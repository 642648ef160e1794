'use strict';

// The public module 'readline'.

const { clearLine, clearScreenDown, cursorTo, moveCursor } =
  require('internal/readline/callbacks');
const { emitKeypressEvents } = require('internal/readline/emit_keypress_events');
const { InterfaceConstructor } = require('internal/readline/interface');
const { charLengthLeft } = require('internal/readline/utils');
const { AbortError } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const { kEmptyObject, promisify } = require('internal/util');

/**
 * @param {any} input the stream, or options (see internal/readline/interface)
 * @param {any} [output]
 * @param {Function} [completer] gives its result, or calls its second argument
 * @param {boolean} [terminal]
 */
function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  // A completer with one parameter gives its result; inside, all take a callback.
  if (input?.input && typeof input.completer === 'function' && input.completer.length !== 2) {
    input = { ...input, completer: withCallback(input.completer) };
  } else if (typeof completer === 'function' && completer.length !== 2) {
    completer = withCallback(completer);
  }
  InterfaceConstructor.call(this, input, output, completer, terminal);
  if (process.env.TERM === 'dumb') this._ttyWrite = ttyWriteDumb.bind(this);
}
Object.setPrototypeOf(Interface.prototype, InterfaceConstructor.prototype);
Object.setPrototypeOf(Interface, InterfaceConstructor);

function withCallback(completer) {
  return (line, callback) => callback(null, completer(line));
}

/**
 * Asks; the next line is the answer.
 * @param {string} query
 * @param {{ signal?: AbortSignal }} [options]
 * @param {(answer: string) => void} callback
 * @throws {Error} ERR_USE_AFTER_CLOSE
 */
Interface.prototype.question = function question(query, options, callback) {
  if (typeof options === 'function') callback = options;
  if (options === null || typeof options !== 'object') options = kEmptyObject;

  if (options.signal) {
    validateAbortSignal(options.signal, 'options.signal');
    if (options.signal.aborted) return;
    const onAbort = () => this._questionCancel();
    options.signal.addEventListener('abort', onAbort, { once: true });
    const cleanup = () => options.signal.removeEventListener('abort', onAbort);
    const original = callback;
    callback = typeof original === 'function' ? (answer) => {
      cleanup();
      return original(answer);
    } : cleanup;
  }
  if (typeof callback === 'function') this._question(query, callback);
};

Interface.prototype.question[promisify.custom] = function question(query, options) {
  if (options === null || typeof options !== 'object') options = kEmptyObject;
  const { signal } = options;
  if (signal?.aborted) {
    return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
  }
  return new Promise((resolve, reject) => {
    let callback = resolve;
    if (signal) {
      const onAbort = () => reject(new AbortError(undefined, { cause: signal.reason }));
      signal.addEventListener('abort', onAbort, { once: true });
      callback = (answer) => {
        signal.removeEventListener('abort', onAbort);
        resolve(answer);
      };
    }
    this.question(query, options, callback);
  });
};

/** Completion with a callback, where the base class awaits a promise. */
Interface.prototype._tabComplete = function(lastKeypressWasTab) {
  this.pause();
  this.completer(this.line.slice(0, this.cursor), (err, value) => {
    this.resume();
    if (err) this._completionFailed(err);
    else this._tabCompleter(lastKeypressWasTab, value);
  });
};

/** On a terminal that cannot move its cursor, keys are appended and taken back, nothing else. */
function ttyWriteDumb(s, key) {
  key = key || {};
  if (key.name === 'escape') return;
  if (this._sawReturnAt && key.name !== 'enter') this._sawReturnAt = 0;

  if (key.ctrl) {
    if (key.name === 'c') {
      if (this.listenerCount('SIGINT') > 0) this.emit('SIGINT');
      else this.close();
      return;
    }
    if (key.name === 'd') {
      this.close();
      return;
    }
  }
  switch (key.name) {
    case 'return':
      this._sawReturnAt = Date.now();
      this._line();
      break;
    case 'enter':
      if (this._sawReturnAt === 0 || Date.now() - this._sawReturnAt > this.crlfDelay) {
        this._line();
      }
      this._sawReturnAt = 0;
      break;
    case 'backspace':
      if (this.line.length > 0) {
        const { getStringWidth } = require('internal/util/inspect');
        const length = charLengthLeft(this.line, this.line.length);
        const width = getStringWidth(this.line.slice(-length));
        this.line = this.line.slice(0, -length);
        this.cursor = this.line.length;
        // Such a terminal can go back by a column, too.
        this._writeToOutput('\b \b'.repeat(width));
      }
      break;
    default:
      if (typeof s === 'string' && s) {
        this.line += s;
        this.cursor += s.length;
        this._writeToOutput(s);
      }
  }
}

/**
 * @param {any} input the stream, or options (see internal/readline/interface)
 * @param {any} [output]
 * @param {Function} [completer]
 * @param {boolean} [terminal]
 * @returns {Interface}
 */
function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
};
Object.defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('readline/promises'); },
});
