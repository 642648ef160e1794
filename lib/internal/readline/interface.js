'use strict';

// The line editor behind readline.Interface, readline/promises and the REPL.
//
// Two machines share this class. Without a terminal, input is decoded and split into lines
// (_normalWrite). On a terminal every key arrives as a 'keypress' and edits `line` at `cursor`
// (_ttyWrite); after an edit that does more than append, the line is drawn anew (_refreshLine),
// which has to know how many rows prompt and line take on a screen of that width (_getDisplayPos).
//
// The underscored methods are known to programs, and the REPL replaces some of them; so everything
// here calls them by their names.

const EventEmitter = require('events');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE },
} = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateNumber, validateString, validateUint32,
} = require('internal/validators');
const { charLengthAt, charLengthLeft, commonPrefix } = require('internal/readline/utils');
const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/callbacks');
const { emitKeypressEvents } = require('internal/readline/emit_keypress_events');

const kHistorySize = 30;
const kMaxUndoRedoStackSize = 2048;
const kMaxKillRingLength = 32;
// A line beyond this was pasted: it is not kept for undoing, and not drawn anew when it grows.
const kLongLine = 16 * 1024;
const kMinCrlfDelay = 100;
// \r\n, \n, \r alone, and the two separators of Unicode.
const lineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g;
const kLineHighWaterMark = 1024;

// Where the line ends on the screen, as long as it is only appended to.
const kEnd = Symbol('end of the line');

const lazyInspect = () => require('internal/util/inspect');

/**
 * @param {any} input the stream, or options: input, output, completer, terminal, history,
 *   historySize, removeHistoryDuplicates, prompt, crlfDelay, escapeCodeTimeout, tabSize, signal
 * @param {any} [output]
 * @param {Function} [completer]
 * @param {boolean} [terminal]
 * @throws {TypeError|RangeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE
 */
function InterfaceConstructor(input, output, completer, terminal) {
  this._sawReturnAt = 0;
  // Off while pasted text comes in.
  this.isCompletionEnabled = true;
  this._sawKeyPress = false;
  this._previousKey = null;
  this.escapeCodeTimeout = 500;
  this.tabSize = 8;
  EventEmitter.call(this);

  let history;
  let historySize;
  let removeHistoryDuplicates = false;
  let crlfDelay;
  let prompt = '> ';
  let signal;
  if (input?.input) {
    const options = input;
    ({ output, completer, terminal, history, historySize, signal } = options);
    if (options.tabSize !== undefined) {
      validateUint32(options.tabSize, 'tabSize', true);
      this.tabSize = options.tabSize;
    }
    removeHistoryDuplicates = options.removeHistoryDuplicates;
    if (options.prompt !== undefined) prompt = options.prompt;
    if (options.escapeCodeTimeout !== undefined) {
      if (!Number.isFinite(options.escapeCodeTimeout)) {
        throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', this.escapeCodeTimeout);
      }
      this.escapeCodeTimeout = options.escapeCodeTimeout;
    }
    if (signal) validateAbortSignal(signal, 'options.signal');
    crlfDelay = options.crlfDelay;
    input = options.input;
  }

  if (completer !== undefined && typeof completer !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('completer', completer);
  }
  if (history === undefined) history = [];
  else validateArray(history, 'history');
  if (historySize === undefined) historySize = kHistorySize;
  validateNumber(historySize, 'historySize', 0);
  // Without being told, a terminal is one if the output says so.
  if (terminal === undefined && output !== null && output !== undefined) {
    terminal = !!output.isTTY;
  }

  this.line = '';
  // What the history is searched for, while it is.
  this._substringSearch = null;
  this.output = output;
  this.input = input;
  this._undoStack = [];
  this._redoStack = [];
  this.history = history;
  this.historySize = historySize;
  this._killRing = [];
  this._killRingCursor = 0;
  this._yanking = false;
  this.removeHistoryDuplicates = !!removeHistoryDuplicates;
  this.crlfDelay = crlfDelay ? Math.max(kMinCrlfDelay, crlfDelay) : kMinCrlfDelay;
  this.completer = completer;
  this.setPrompt(prompt);
  this.terminal = !!terminal;
  this._questionCallback = null;
  // The beginning of a line whose end has not come yet, without a terminal.
  this._line_buffer = null;
  this[kEnd] = null;

  if (this.terminal) attachTerminal(this, input, output);
  else attachPlain(this, input);

  if (signal) {
    const onAborted = () => this.close();
    if (signal.aborted) {
      process.nextTick(onAborted);
    } else {
      const { listenForAbort } = require('internal/streams/add_abort_signal');
      this.once('close', listenForAbort(signal, onAborted));
    }
  }
  // What the history listener or an earlier interface left must not be the first line.
  this.line = '';
  input.resume();
}
Object.setPrototypeOf(InterfaceConstructor.prototype, EventEmitter.prototype);
Object.setPrototypeOf(InterfaceConstructor, EventEmitter);

// Slots that programs know by these names, kept out of the way of inspection.
for (const name of ['_sawReturnAt', '_sawKeyPress', '_previousKey', '_substringSearch',
  '_undoStack', '_redoStack', '_killRing', '_killRingCursor', '_yanking', '_questionCallback',
  '_line_buffer', '_oldPrompt', '_prompt', '_decoder', '_lineObjectStream']) {
  const slot = Symbol(name);
  Object.defineProperty(InterfaceConstructor.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[slot]; },
    set(value) { this[slot] = value; },
  });
}

function attachPlain(iface, input) {
  const { StringDecoder } = require('string_decoder');
  iface._decoder = new StringDecoder('utf8');
  const onError = (err) => iface.emit('error', err);
  const onData = (data) => iface._normalWrite(data);
  const onEnd = () => {
    // The last line may lack its ending.
    if (typeof iface._line_buffer === 'string' && iface._line_buffer.length > 0) {
      iface.emit('line', iface._line_buffer);
    }
    iface.close();
  };
  input.on('error', onError);
  input.on('data', onData);
  input.on('end', onEnd);
  iface.once('close', () => {
    input.removeListener('data', onData);
    input.removeListener('error', onError);
    input.removeListener('end', onEnd);
  });
}

function attachTerminal(iface, input, output) {
  const onError = (err) => iface.emit('error', err);
  const onKeypress = (s, key) => {
    iface._ttyWrite(s, key);
    if (key?.sequence) {
      // Half of a surrogate pair may have been drawn; with the other half it has to be drawn anew.
      const ch = key.sequence.codePointAt(0);
      if (ch >= 0xD800 && ch <= 0xDFFF) iface._refreshLine();
    }
  };
  const onEnd = () => {
    if (typeof iface.line === 'string' && iface.line.length > 0) iface.emit('line', iface.line);
    iface.close();
  };
  const onResize = () => iface._refreshLine();

  emitKeypressEvents(input, iface);
  input.on('error', onError);
  input.on('keypress', onKeypress);
  input.on('end', onEnd);
  iface._setRawMode(true);
  iface.cursor = 0;
  iface.historyIndex = -1;
  if (output !== null && output !== undefined) output.on('resize', onResize);
  iface.once('close', () => {
    input.removeListener('keypress', onKeypress);
    input.removeListener('error', onError);
    input.removeListener('end', onEnd);
    if (output !== null && output !== undefined) output.removeListener('resize', onResize);
  });
}

const methods = {
  /** @returns {string} */
  getPrompt() {
    return this._prompt;
  },

  /** @param {string} prompt */
  setPrompt(prompt) {
    this._prompt = prompt;
  },

  /**
   * Writes the prompt, and waits for input.
   * @param {boolean} [preserveCursor] keep the cursor where it is in the line
   */
  prompt(preserveCursor) {
    if (this.paused) this.resume();
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this._refreshLine();
    } else if (this._prompt !== '') {
      this._writeToOutput(this._prompt);
    }
  },

  /** Gives the interface up; 'close' is emitted at once. */
  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this._setRawMode(false);
    this.closed = true;
    this.emit('close');
  },

  /** @returns {InterfaceConstructor|undefined} this */
  pause() {
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  },

  /** @returns {InterfaceConstructor|undefined} this */
  resume() {
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  },

  /**
   * As if the user had typed it.
   * @param {string|Buffer|null} data
   * @param {object} [key] e.g. { ctrl: true, name: 'u' }
   */
  write(data, key) {
    if (this.paused) this.resume();
    if (this.terminal) this._ttyWrite(data, key);
    else this._normalWrite(data);
  },

  /** Goes to a new, empty line. */
  clearLine() {
    this._moveCursor(+Infinity);
    this._writeToOutput('\r\n');
    this.line = '';
    this.cursor = 0;
    this.prevRows = 0;
  },

  /** @returns {{ rows: number, cols: number }} where the cursor is, from the start of the prompt */
  getCursorPos() {
    return this._getDisplayPos(this._prompt + this.line.slice(0, this.cursor));
  },

  _getCursorPos() {
    return this.getCursorPos();
  },

  _setRawMode(mode) {
    const wasRaw = this.input.isRaw;
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode);
    return wasRaw;
  },

  /** Asks; the next line is the answer. */
  _question(query, callback) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this._questionCallback) {
      // One question at a time: the first one is asked again.
      this.prompt();
    } else {
      this._oldPrompt = this._prompt;
      this.setPrompt(query);
      this._questionCallback = callback;
      this.prompt();
    }
  },

  _questionCancel() {
    if (this._questionCallback) {
      this._questionCallback = null;
      this.setPrompt(this._oldPrompt);
      this.clearLine();
    }
  },

  _onLine(line) {
    const callback = this._questionCallback;
    if (callback) {
      this._questionCallback = null;
      this.setPrompt(this._oldPrompt);
      callback(line);
    } else {
      this.emit('line', line);
    }
  },

  _writeToOutput(string) {
    validateString(string, 'stringToWrite');
    if (this.output !== null && this.output !== undefined) this.output.write(string);
  },

  // ---- Without a terminal ----

  _normalWrite(data) {
    if (data === undefined) return;
    let string = this._decoder.write(data);
    if (this._sawReturnAt && Date.now() - this._sawReturnAt <= this.crlfDelay) {
      // The second half of a \r\n that came in two pieces
      if (string.codePointAt(0) === 10) string = string.slice(1);
      this._sawReturnAt = 0;
    }

    // Only what is new has to be searched for line endings.
    lineEnding.lastIndex = 0;
    let ending = lineEnding.exec(string);
    if (ending === null) {
      // No end of a line in it
      if (string) this._line_buffer = this._line_buffer ? this._line_buffer + string : string;
      return;
    }
    if (this._line_buffer) {
      const added = this._line_buffer.length;
      string = this._line_buffer + string;
      ending.index += added;
      lineEnding.lastIndex += added;
      this._line_buffer = null;
    }
    this._sawReturnAt = string.endsWith('\r') ? Date.now() : 0;

    const lines = [];
    let start = 0;
    do {
      lines.push(string.slice(start, ending.index));
      start = lineEnding.lastIndex;
      ending = lineEnding.exec(string);
    } while (ending !== null);
    // A listener may close the interface, or write to it; so the rest is put away first.
    this._line_buffer = string.slice(start);
    for (const line of lines) this._onLine(line);
  },

  // ---- Drawing ----

  /** Where the cursor stands after `string` was written from the left margin. */
  _getDisplayPos(string) {
    return placeAt(advance({ rows: 0, offset: 0 }, string, this), this.columns);
  },

  /** Where prompt and line end: { prompt, line, columns, rows, offset }. */
  _endOfLine() {
    const { columns, line } = this;
    const known = this[kEnd];
    if (known !== null && known.line === line && known.prompt === this._prompt &&
        known.columns === columns) {
      return known;
    }
    const end = advance({ rows: 0, offset: 0 }, this._prompt + line, this);
    this[kEnd] = { prompt: this._prompt, line, columns, ...end };
    return this[kEnd];
  },

  _refreshLine() {
    const line = this._prompt + this.line;
    const end = this._getDisplayPos(line);
    const cursor = this.getCursorPos();

    // Up to the first row of what was drawn before, and everything from there on is drawn anew.
    const prevRows = this.prevRows || 0;
    if (prevRows > 0) moveCursor(this.output, 0, -prevRows);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    this._writeToOutput(line);
    // The terminal goes to the next row only with the next character.
    if (end.cols === 0) this._writeToOutput(' ');
    cursorTo(this.output, cursor.cols);
    const up = end.rows - cursor.rows;
    if (up > 0) moveCursor(this.output, 0, -up);
    this.prevRows = cursor.rows;
  },

  _moveCursor(dx) {
    if (dx === 0) return;
    const before = this.getCursorPos();
    this.cursor += dx;
    if (this.cursor < 0) this.cursor = 0;
    else if (this.cursor > this.line.length) this.cursor = this.line.length;
    const after = this.getCursorPos();
    if (before.rows === after.rows) moveCursor(this.output, after.cols - before.cols, 0);
    else this._refreshLine();
  },

  // ---- Editing ----

  _insertString(text) {
    this._beforeEdit(this.line, this.cursor);
    if (this.cursor < this.line.length) {
      this.line = this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor);
      this.cursor += text.length;
      this._refreshLine();
      return;
    }
    const { columns } = this;
    const end = this._endOfLine();
    const before = placeAt(end, columns);
    this.line += text;
    this.cursor += text.length;
    const newEnd = advance(end, text, this);
    this[kEnd] = { ...end, line: this.line, ...newEnd };
    const after = placeAt(newEnd, columns);
    if (before.rows < after.rows && this.line.length < kLongLine) {
      this._refreshLine();
      return;
    }
    this._writeToOutput(text);
    if (before.rows === after.rows) return;
    // As in _refreshLine().
    if (after.cols === 0) {
      this._writeToOutput(' ');
      cursorTo(this.output, 0);
    }
    this.prevRows = after.rows;
  },

  /** Takes away `count` code units before the cursor, or behind it. */
  _removeLeft(count) {
    this._beforeEdit(this.line, this.cursor);
    this.line = this.line.slice(0, this.cursor - count) + this.line.slice(this.cursor);
    this.cursor -= count;
    this._refreshLine();
  },

  _removeRight(count) {
    this._beforeEdit(this.line, this.cursor);
    this.line = this.line.slice(0, this.cursor) + this.line.slice(this.cursor + count);
    this._refreshLine();
  },

  /** Code units from the cursor back to the start of the word. */
  _lengthOfWordLeft() {
    // Scanning by hand: a pattern anchored at the end would be quadratic in the blanks.
    const { line } = this;
    let i = this.cursor;
    while (i > 0 && /\s/.test(line[i - 1])) i--;
    if (i > 0) {
      const kind = /\w/.test(line[i - 1]) ? /\w/ : /[^\w\s]/;
      while (i > 0 && kind.test(line[i - 1])) i--;
    }
    return this.cursor - i;
  },

  _wordLeft() {
    if (this.cursor > 0) this._moveCursor(-this._lengthOfWordLeft());
  },

  _wordRight() {
    if (this.cursor < this.line.length) {
      const match = /^(?:\s+|[^\w\s]+|\w+)\s*/.exec(this.line.slice(this.cursor));
      this._moveCursor(match[0].length);
    }
  },

  _deleteLeft() {
    if (this.cursor > 0 && this.line.length > 0) {
      this._removeLeft(charLengthLeft(this.line, this.cursor));
    }
  },

  _deleteRight() {
    if (this.cursor < this.line.length) this._removeRight(charLengthAt(this.line, this.cursor));
  },

  _deleteWordLeft() {
    if (this.cursor > 0) this._removeLeft(this._lengthOfWordLeft());
  },

  _deleteWordRight() {
    if (this.cursor < this.line.length) {
      const match = /^(?:\s+|\W+|\w+)\s*/.exec(this.line.slice(this.cursor));
      this._removeRight(match[0].length);
    }
  },

  _deleteLineLeft() {
    const deleted = this.line.slice(0, this.cursor);
    this._removeLeft(this.cursor);
    this._pushToKillRing(deleted);
  },

  _deleteLineRight() {
    const deleted = this.line.slice(this.cursor);
    this._removeRight(deleted.length);
    this._pushToKillRing(deleted);
  },

  _pushToKillRing(text) {
    if (!text || text === this._killRing[0]) return;
    this._killRing.unshift(text);
    this._killRingCursor = 0;
    while (this._killRing.length > kMaxKillRingLength) this._killRing.pop();
  },

  _yank() {
    if (this._killRing.length > 0) {
      this._yanking = true;
      this._insertString(this._killRing[this._killRingCursor]);
    }
  },

  /** Puts the next older deletion in the place of the one just yanked. */
  _yankPop() {
    if (!this._yanking || this._killRing.length < 2) return;
    const last = this._killRing[this._killRingCursor];
    this._killRingCursor = (this._killRingCursor + 1) % this._killRing.length;
    const next = this._killRing[this._killRingCursor];
    const head = this.line.slice(0, this.cursor - last.length) + next;
    this.line = head + this.line.slice(this.cursor);
    this.cursor = head.length;
    this._refreshLine();
  },

  _beforeEdit(text, cursor) {
    this._pushToUndoStack(text, cursor);
  },

  _pushToUndoStack(text, cursor) {
    if (text.length > kLongLine) return;
    if (this._undoStack.push({ text, cursor }) > kMaxUndoRedoStackSize) this._undoStack.shift();
  },

  _undo() {
    if (this._undoStack.length > 0) this._exchange(this._undoStack, this._redoStack);
  },

  _redo() {
    if (this._redoStack.length > 0) this._exchange(this._redoStack, this._undoStack);
  },

  _exchange(from, to) {
    to.push({ text: this.line, cursor: this.cursor });
    const { text, cursor } = from.pop();
    this.line = text;
    this.cursor = cursor;
    this._refreshLine();
  },

  /** The line is complete. */
  _line() {
    const line = this._addHistory();
    this._undoStack = [];
    this._redoStack = [];
    this.clearLine();
    this._onLine(line);
  },

  // ---- History ----

  _addHistory() {
    const { line } = this;
    if (line.length === 0) return '';
    if (this.historySize === 0 || line.trim().length === 0) return line;
    if (this.history.length === 0 || this.history[0] !== line) {
      if (this.removeHistoryDuplicates) {
        const duplicate = this.history.indexOf(line);
        if (duplicate !== -1) this.history.splice(duplicate, 1);
      }
      this.history.unshift(line);
      if (this.history.length > this.historySize) this.history.pop();
    }
    this.historyIndex = -1;
    // A listener may save the history, or take out what is not to be saved.
    const added = this.history[0];
    this.emit('history', this.history);
    return added;
  },

  /** Whether a line of the history is what the user looks for with the arrow keys. */
  _isHistoryMatch(index) {
    return this.history[index].startsWith(this._substringSearch || '') &&
      this.history[index] !== this.line;
  },

  _showHistory(index) {
    this.historyIndex = index;
    this.line = this.history[index] ?? (this._substringSearch || '');
    this.cursor = this.line.length;
    this._refreshLine();
  },

  _historyNext() {
    if (this.historyIndex < 0) return;
    this._beforeEdit(this.line, this.cursor);
    let index = this.historyIndex - 1;
    while (index >= 0 && !this._isHistoryMatch(index)) index--;
    this._showHistory(index);
  },

  _historyPrev() {
    if (this.historyIndex >= this.history.length || this.history.length === 0) return;
    this._beforeEdit(this.line, this.cursor);
    let index = this.historyIndex + 1;
    while (index < this.history.length && !this._isHistoryMatch(index)) index++;
    this._showHistory(index);
  },

  // ---- Completion ----

  async _tabComplete(lastKeypressWasTab) {
    this.pause();
    const string = this.line.slice(0, this.cursor);
    let value;
    try {
      value = await this.completer(string);
    } catch (err) {
      this._completionFailed(err);
      return;
    } finally {
      this.resume();
    }
    this._tabCompleter(lastKeypressWasTab, value);
  },

  _completionFailed(err) {
    this._writeToOutput(`Tab completion error: ${lazyInspect().inspect(err)}`);
  },

  _tabCompleter(lastKeypressWasTab, [completions, completeOn]) {
    if (!completions || completions.length === 0) return;

    // First as far as all candidates agree; at the second tab they are listed.
    const prefix = commonPrefix(completions.filter((each) => each !== ''));
    if (prefix.startsWith(completeOn) && prefix.length > completeOn.length) {
      this._insertString(prefix.slice(completeOn.length));
      return;
    }
    if (!completeOn.startsWith(prefix)) {
      this.line = this.line.slice(0, this.cursor - completeOn.length) + prefix +
        this.line.slice(this.cursor);
      this.cursor += prefix.length - completeOn.length;
      this._refreshLine();
      return;
    }
    if (!lastKeypressWasTab) return;
    this._beforeEdit(this.line, this.cursor);
    this._listBelow(`\r\n${inColumns(completions, this.columns)}`);
  },

  /** Writes a text below the line, and the line again below that. */
  _listBelow(text) {
    this._writeToOutput(text);
    this._refreshLine();
  },

  // ---- Keys ----

  _ttyWrite(s, key) {
    const previousKey = this._previousKey;
    key = key || {};
    this._previousKey = key;

    if (!key.meta || key.name !== 'y') this._yanking = false;

    // The arrow keys look for lines that begin as this one does left of the cursor.
    if ((key.name === 'up' || key.name === 'down') && !key.ctrl && !key.meta && !key.shift) {
      if (this._substringSearch === null) this._substringSearch = this.line.slice(0, this.cursor);
    } else if (this._substringSearch !== null) {
      this._substringSearch = null;
      if (this.history.length === this.historyIndex) this.historyIndex = -1;
    }

    if (typeof key.sequence === 'string') {
      const code = key.sequence.codePointAt(0);
      if (code === 0x1f) return this._undo();
      if (code === 0x1e) return this._redo();
    }
    if (key.name === 'escape') return undefined;

    if (key.ctrl && key.shift) return this._controlShiftKey(key);
    if (key.ctrl) return this._controlKey(key);
    if (key.meta) return this._metaKey(key);
    return this._plainKey(s, key, previousKey);
  },

  _controlShiftKey(key) {
    if (key.name === 'backspace') this._deleteLineLeft();
    else if (key.name === 'delete') this._deleteLineRight();
  },

  _controlKey(key) {
    switch (key.name) {
      case 'c':
        if (this.listenerCount('SIGINT') > 0) this.emit('SIGINT');
        // A program that does not care about it ends.
        else this.close();
        break;
      case 'h': this._deleteLeft(); break;
      case 'd':
        if (this.cursor === 0 && this.line.length === 0) this.close();
        else if (this.cursor < this.line.length) this._deleteRight();
        break;
      case 'u': this._deleteLineLeft(); break;
      case 'k': this._deleteLineRight(); break;
      case 'a': this._moveCursor(-Infinity); break;
      case 'e': this._moveCursor(+Infinity); break;
      case 'b': this._moveCursor(-charLengthLeft(this.line, this.cursor)); break;
      case 'f': this._moveCursor(+charLengthAt(this.line, this.cursor)); break;
      case 'l':
        cursorTo(this.output, 0, 0);
        clearScreenDown(this.output);
        this._refreshLine();
        break;
      case 'n': this._historyNext(); break;
      case 'p': this._historyPrev(); break;
      case 'y': this._yank(); break;
      case 'z': this._suspend(); break;
      case 'w':
      case 'backspace':
        this._deleteWordLeft();
        break;
      case 'delete': this._deleteWordRight(); break;
      case 'left': this._wordLeft(); break;
      case 'right': this._wordRight(); break;
    }
  },

  _suspend() {
    if (process.platform === 'win32') return;
    if (this.listenerCount('SIGTSTP') > 0) {
      this.emit('SIGTSTP');
      return;
    }
    process.once('SIGCONT', () => {
      // Who paused the interface, or reads it, wants to know as well.
      if (!this.paused) {
        this.pause();
        this.emit('SIGCONT');
      }
      // The shell has had the terminal meanwhile.
      this._setRawMode(true);
      this._refreshLine();
    });
    this._setRawMode(false);
    process.kill(process.pid, 'SIGTSTP');
  },

  _metaKey(key) {
    switch (key.name) {
      case 'b': this._wordLeft(); break;
      case 'f': this._wordRight(); break;
      case 'd':
      case 'delete':
        this._deleteWordRight();
        break;
      case 'backspace': this._deleteWordLeft(); break;
      case 'y': this._yankPop(); break;
    }
  },

  _plainKey(s, key, previousKey) {
    // Only a \n right behind a \r belongs to it.
    if (this._sawReturnAt && key.name !== 'enter') this._sawReturnAt = 0;

    switch (key.name) {
      case 'return':
        this._sawReturnAt = Date.now();
        this._line();
        return;
      case 'enter':
        if (this._sawReturnAt === 0 || Date.now() - this._sawReturnAt > this.crlfDelay) {
          this._line();
        }
        this._sawReturnAt = 0;
        return;
      case 'backspace': this._deleteLeft(); return;
      case 'delete': this._deleteRight(); return;
      case 'left': this._moveCursor(-charLengthLeft(this.line, this.cursor)); return;
      case 'right': this._moveCursor(+charLengthAt(this.line, this.cursor)); return;
      case 'home': this._moveCursor(-Infinity); return;
      case 'end': this._moveCursor(+Infinity); return;
      case 'up': this._historyPrev(); return;
      case 'down': this._historyNext(); return;
      case 'tab':
        if (typeof this.completer === 'function' && this.isCompletionEnabled) {
          this._tabComplete(previousKey !== null && previousKey.name === 'tab');
          return;
        }
    }
    if (typeof s === 'string' && s) this._insertLines(s);
  },

  /** Text that was pasted or written may contain ends of lines. */
  _insertLines(text) {
    lineEnding.lastIndex = 0;
    let start = 0;
    let ending;
    while ((ending = lineEnding.exec(text)) !== null) {
      const { lastIndex } = lineEnding;
      this._insertString(text.slice(start, ending.index));
      start = lastIndex;
      this._line();
      // A listener may have used the pattern as well.
      lineEnding.lastIndex = lastIndex;
    }
    if (start < text.length) this._insertString(text.slice(start));
  },
};

for (const name of Object.keys(methods)) {
  Object.defineProperty(InterfaceConstructor.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: name.startsWith('_'),
    writable: true,
    value: methods[name],
  });
}

Object.defineProperty(InterfaceConstructor.prototype, 'columns', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return this.output?.columns ? this.output.columns : Infinity; },
});

/**
 * Where the cursor is after `string` was written.
 * @param {{ rows: number, offset: number }} from where it was: rows above the current line of the
 *   text, and cells since that line's beginning
 * @param {string} string
 * @param {{ columns: number, tabSize: number }} iface
 * @returns {{ rows: number, offset: number }}
 */
function advance({ rows, offset }, string, { columns, tabSize }) {
  if (/^[ -~]*$/.test(string)) return { rows, offset: offset + string.length };
  const { getStringWidth, stripVTControlCharacters } = lazyInspect();
  for (const char of stripVTControlCharacters(string)) {
    if (char === '\n') {
      // A line that is empty takes a row as well.
      rows += Math.ceil(offset / columns) || 1;
      offset = 0;
      continue;
    }
    if (char === '\t') {
      offset += tabSize - (offset % tabSize);
      continue;
    }
    const width = char >= ' ' && char <= '~' ? 1 : getStringWidth(char, false);
    if (width === 0 || width === 1) {
      offset += width;
    } else {
      // A wide character does not begin in the last column.
      if ((offset + 1) % columns === 0) offset++;
      offset += 2;
    }
  }
  return { rows, offset };
}

function placeAt({ rows, offset }, columns) {
  const cols = offset % columns;
  return { cols, rows: rows + (offset - cols) / columns };
}

/** The candidates as a table that fits into `columns`. */
function inColumns(completions, columns) {
  const { getStringWidth } = lazyInspect();
  const widths = completions.map((each) => getStringWidth(each));
  const width = Math.max(...widths) + 2;
  let perRow = Math.floor(columns / width) || 1;
  if (perRow === Infinity) perRow = 1;
  let output = '';
  let inRow = 0;
  let gap = 0;
  for (let i = 0; i < completions.length; i++) {
    if (completions[i] === '' || inRow === perRow) {
      output += '\r\n';
      inRow = 0;
      gap = 0;
    } else {
      output += ' '.repeat(gap);
    }
    if (completions[i] !== '') {
      output += completions[i];
      gap = width - widths[i];
      inRow++;
    } else {
      // An empty one separates groups.
      output += '\r\n';
    }
  }
  if (inRow !== 0) output += '\r\n\r\n';
  return output;
}

/**
 * The lines, with back-pressure: the input is paused while more than 1024 lines wait.
 * @returns {AsyncIterableIterator<string>}
 */
Object.defineProperty(InterfaceConstructor.prototype, Symbol.asyncIterator, {
  __proto__: null,
  configurable: true,
  enumerable: false,
  writable: true,
  value() {
    if (this._lineObjectStream === undefined) {
      const lines = EventEmitter.on(this, 'line', {
        close: ['close'],
        highWaterMark: kLineHighWaterMark,
      });
      this._lineObjectStream = new LineIterator(lines);
    }
    return this._lineObjectStream;
  },
});

const AsyncIteratorPrototype =
  Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

/** events.on() gives the arguments of each event; here the first one is wanted. */
class LineIterator {
  constructor(lines) {
    this.lines = lines;
  }

  async next() {
    const { value, done } = await this.lines.next();
    return { value: done ? undefined : value[0], done };
  }

  return() {
    return this.lines.return();
  }

  throw(err) {
    return this.lines.throw(err);
  }

  get [Symbol.for('nodejs.watermarkData')]() {
    return this.lines[Symbol.for('nodejs.watermarkData')];
  }
}
Object.setPrototypeOf(LineIterator.prototype, AsyncIteratorPrototype);

module.exports = { InterfaceConstructor };
