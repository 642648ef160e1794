'use strict';

// What the REPL does on a terminal beyond line editing: it shows the rest of a name that is being
// typed and, below, the value that the line would give (both in grey, both without side effects),
// and searches the history (Ctrl-R backwards, Ctrl-S forwards). What there is to see, Screen draws.
//
// The REPL of the command line also colours the text, takes what the terminal brackets as pasted,
// and edits texts of several lines as one block: Enter completes a text or begins its next line.

const { inspect, getStringWidth } = require('internal/util/inspect');
const { evaluateEagerly, isUnfinished } = require('internal/repl/evaluate');
const { commonPrefix } = require('internal/readline/utils');
const { Attempts } = require('internal/repl/attempts');
const { endHere, hold, release, waitForChild } = require('internal/repl/interrupt');
const { Screen } = require('internal/repl/screen');

/** Loaded with the first text: the prompt is there before. */
const syntax = () => require('internal/repl/highlight');

/** A line this long is not looked at while it is typed. */
const kMaxPreviewed = 1000;
const kMaxWidth = 250;

const kBracketsOn = '\u001b[?2004h';
const kBracketsOff = '\u001b[?2004l';
const kPasteEnd = '\u001b[201~';

/**
 * @param {object} server
 * @param {{ preview: boolean, isStandalone: boolean }} options
 * @returns {void}
 */
function attach(server, { preview, isStandalone }) {
  const screen = drawBy(server);
  const edit = server._ttyWrite;
  const shown = preview ? new Preview(server, screen) : null;
  const search = new Search(server, screen);
  const block = isStandalone ? new Block(server) : null;
  if (isStandalone) {
    if (server.useColors) screen.spansOf = (text) => (text === '' ? [] : syntax().highlight(text));
    bracketPastes(server);
    keepWords(server);
    if (server.output === process.stdout) {
      const { observeTerminals } = require('internal/process/stdio');
      screen.isTold = true;
      observeTerminals({
        beforeWrite: endHere,
        makeWay: (chunk) => screen.makeWay(chunk),
        lend(wait) {
          // The child may write at the cursor.
          const before = screen.makeWay('');
          if (before !== '') server.output.write(before);
          return server.breakEvalOnSigint ? waitForChild(server, wait) : wait();
        },
      });
      server.once('close', () => observeTerminals(null));
    }
  }
  const handle = (key, act) => {
    hold();
    screen.hold();
    try {
      shown?.hide(key);
      act();
    } finally {
      // Of keys that came together the last one shows what comes of them.
      if (shown !== null && server.isCompletionEnabled && !server.editorMode && !server.closed &&
          server._waiting === null && !search.isActive && key.name !== 'escape') {
        shown.show();
      }
      screen.release();
      release();
    }
  };
  server._ttyWrite = function(s, key) {
    key = key ?? {};
    if (key.name === 'paste-start' && isStandalone) {
      server._pasteReader = new PasteReader(server, (text) => handle({}, () => {
        if (!search.take(text.replaceAll('\n', ' '), {})) block.paste(text);
      }));
    } else if (server._waiting !== null && !(key.ctrl && key.name === 'c')) {
      edit.call(server, s, key);
    } else {
      handle(key, () => {
        if (!search.take(s, key) && !block?.take(s, key)) edit.call(server, s, key);
      });
    }
  };
}

/** Lets a screen do all the drawing of a server. */
function drawBy(server) {
  const screen = new Screen(server);
  const { _suspend: suspend, _tabCompleter: completeWith } = server;
  Object.assign(server, {
    _refreshLine() {
      screen.redraw();
    },
    _insertString(text) {
      this._beforeEdit(this.line, this.cursor);
      this.line = this.cursor < this.line.length ?
        this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor) : this.line + text;
      this.cursor += text.length;
      screen.update();
    },
    _removeLeft(count) {
      this._beforeEdit(this.line, this.cursor);
      this.line = this.line.slice(0, this.cursor - count) + this.line.slice(this.cursor);
      this.cursor -= count;
      screen.update();
    },
    _removeRight(count) {
      this._beforeEdit(this.line, this.cursor);
      this.line = this.line.slice(0, this.cursor) + this.line.slice(this.cursor + count);
      screen.update();
    },
    _moveCursor(dx) {
      this.cursor = Math.min(Math.max(0, this.cursor + dx), this.line.length);
      screen.update();
    },
    clearLine() {
      screen.leave();
      this.line = '';
      this.cursor = 0;
      this.prevRows = 0;
    },
    _listBelow(text) {
      const { line, cursor } = this;
      screen.finish();
      screen.reset();
      this._writeToOutput(text);
      this.line = line;
      this.cursor = cursor;
      screen.redraw();
    },
    // What differs in case is listed, but does not stand in the way of what is meant.
    _tabCompleter(wasTab, [completions, completeOn]) {
      const exact = completions.filter((each) => each !== '' && each.startsWith(completeOn));
      const isMeant = exact.length > 0 && commonPrefix(exact).length > completeOn.length;
      completeWith.call(this, wasTab, [isMeant ? exact : completions, completeOn]);
    },
    _suspend() {
      screen.leave();
      suspend.call(this);
    },
    _giveWay() {
      if (!screen.isTold) screen.leave();
    },
  });
  for (const name of ['_refreshLine', '_insertString', '_removeLeft', '_removeRight',
    '_moveCursor', 'clearLine', '_listBelow', '_suspend', '_giveWay', '_tabCompleter']) {
    Object.defineProperty(server, name, { __proto__: null, enumerable: false });
  }
  return screen;
}

// --- Pasting ---

/** Asks the terminal to say what is pasted, as long as a text is being edited. */
function bracketPastes(server) {
  let isOn = false;
  const turn = (on) => {
    if (isOn === on) return;
    isOn = on;
    server.output.write(on ? kBracketsOn : kBracketsOff);
  };
  const { prompt, clearLine, _suspend: suspend } = server;
  const wrap = (name, value) => Object.defineProperty(server, name, {
    __proto__: null, configurable: true, enumerable: false, writable: true, value,
  });
  wrap('prompt', function(preserveCursor) {
    turn(true);
    prompt.call(this, preserveCursor);
  });
  wrap('clearLine', function() {
    clearLine.call(this);
    turn(false);
  });
  wrap('_suspend', function() {
    turn(false);
    process.once('SIGCONT', () => turn(true));
    suspend.call(this);
  });
  server.once('close', () => turn(false));
}

/** Gathers what comes between the marks of a paste, which may come in any pieces. */
class PasteReader {
  #server;
  #done;
  #parts = [];
  #tail = '';

  constructor(server, done) {
    this.#server = server;
    this.#done = done;
  }

  /**
   * @param {string} string what has come
   * @param {number} from
   * @returns {number} up to where it was pasted
   */
  take(string, from) {
    const text = this.#tail + string.slice(from);
    const end = text.indexOf(kPasteEnd);
    if (end === -1) {
      // The mark may have begun.
      let kept = Math.min(kPasteEnd.length - 1, text.length);
      while (!kPasteEnd.startsWith(text.slice(text.length - kept))) kept--;
      this.#parts.push(text.slice(0, text.length - kept));
      this.#tail = text.slice(text.length - kept);
      return string.length;
    }
    this.#parts.push(text.slice(0, end));
    const next = from + end + kPasteEnd.length - this.#tail.length;
    this.#server._pasteReader = null;
    this.#done(this.#parts.join(''));
    return next;
  }
}

/** Words that are deleted can be yanked like the rest of a line. */
function keepWords(server) {
  for (const name of ['_deleteWordLeft', '_deleteWordRight']) {
    const remove = server[name];
    Object.defineProperty(server, name, {
      __proto__: null,
      value() {
        const { line } = this;
        remove.call(this);
        const count = line.length - this.line.length;
        this._pushToKillRing(line.slice(this.cursor, this.cursor + count));
      },
    });
  }
}

// --- Texts of several lines ---

/** Keys that do something else in a text that has, or is to have, several lines. */
class Block {
  #server;
  #submit;
  #attempts = new Attempts();
  /**
   * A block that the history has taken the place of.
   * @type {{ line: string, cursor: number } | null}
   */
  #draft = null;

  constructor(server) {
    this.#server = server;
    const submit = server._line;
    this.#submit = () => {
      this.#attempts.reset();
      submit.call(server);
    };
    server._line = () => {
      if (!this.#begetsLine()) this.#submit();
    };
    const { _historyPrev: older, _historyNext: newer } = server;
    server._historyPrev = () => this.#goBack(older);
    server._historyNext = () => this.#goForth(newer);
    for (const name of ['_line', '_historyPrev', '_historyNext']) {
      Object.defineProperty(server, name, { __proto__: null, enumerable: false });
    }
  }

  get #isOff() {
    const server = this.#server;
    return server.editorMode || server._bufferedCommand !== '' ||
      Boolean(server._questionCallback);
  }

  /** To an older entry of the history; a block that is being typed stays if there is none. */
  #goBack(older) {
    const server = this.#server;
    const { line, cursor, historyIndex } = server;
    if (historyIndex === -1) this.#draft = line.includes('\n') ? { line, cursor } : null;
    older.call(server);
    if (this.#draft !== null && server.historyIndex >= server.history.length) {
      Object.assign(server, { line, cursor, historyIndex });
      server._refreshLine();
    }
  }

  /** To a newer one, and behind the newest to the block that was being typed. */
  #goForth(newer) {
    const server = this.#server;
    const { historyIndex } = server;
    newer.call(server);
    if (this.#draft === null || historyIndex === -1 || server.historyIndex !== -1) return;
    Object.assign(server, this.#draft);
    server._refreshLine();
  }

  /** Whether Enter begins another line of the text; then it has. */
  #begetsLine() {
    const server = this.#server;
    const { line } = server;
    if (this.#isOff) return false;
    // A long text is not looked at here: that would take time with each of its lines.
    const isShort = line.length < kMaxPreviewed;
    if (isShort && (line.trim() === '' || syntax().commandLength(line) > 0)) return false;
    if (!this.#attempts.allows(line.length)) {
      server._insertString('\n');
      this.#attempts.postpone(() => {
        if (server.closed || server._waiting !== null || !server.line.endsWith('\n') ||
            server.cursor !== server.line.length || isUnfinished(server.line, server)) {
          return;
        }
        server.line = server.line.slice(0, -1);
        server.cursor = server.line.length;
        this.#submit();
      });
      return true;
    }
    if (!isUnfinished(line, server)) return false;
    this.#newLine();
    return true;
  }

  #newLine() {
    const server = this.#server;
    const { line, cursor } = server;
    // What was pasted, and so comes with more behind it, has its own blanks.
    const indent = server.isCompletionEnabled ?
      syntax().indentOf(line.slice(0, cursor), line.slice(cursor).split('\n', 1)[0]) : '';
    server._insertString(`\n${indent}`);
  }

  /** The cursor's line: its ends in the text. */
  #around() {
    const { line, cursor } = this.#server;
    const start = line.lastIndexOf('\n', cursor - 1) + 1;
    const end = line.indexOf('\n', cursor);
    return { start: cursor === 0 ? 0 : start, end: end === -1 ? line.length : end };
  }

  /** @returns {boolean} whether the key is done */
  take(s, key) {
    const server = this.#server;
    // Characters that come with others were pasted.
    if (this.#isOff || s?.length > 1) return false;
    if (!server.isCompletionEnabled && s !== undefined && !key.ctrl) return false;
    if (key.meta && !key.ctrl && (key.name === 'return' || key.name === 'enter')) {
      this.#newLine();
      return true;
    }
    if (/^(?:up|down|p|n)$/.test(key.name)) this.#forgetPlace();
    if (!server.line.includes('\n')) return false;
    if (!/^(?:up|down)$/.test(key.name)) server._substringSearch = null;
    const { start, end } = this.#around();
    const before = server.line.slice(start, server.cursor);
    const isPlain = !key.ctrl && !key.meta && !key.shift;
    const isCtrl = key.ctrl && !key.meta && !key.shift;
    if ((isPlain && key.name === 'up') || (isCtrl && key.name === 'p')) {
      return start > 0 && this.#goTo(server.line.lastIndexOf('\n', start - 2) + 1, before.length);
    }
    if ((isPlain && key.name === 'down') || (isCtrl && key.name === 'n')) {
      return end < server.line.length && this.#goTo(end + 1, before.length);
    }
    if ((isPlain && key.name === 'home') || (isCtrl && key.name === 'a')) {
      server._moveCursor(start - server.cursor);
      return true;
    }
    if ((isPlain && key.name === 'end') || (isCtrl && key.name === 'e')) {
      server._moveCursor(end - server.cursor);
      return true;
    }
    if (isCtrl && key.name === 'u') {
      // At its beginning a line is joined with the one above.
      const count = before.length || 1;
      if (server.cursor > 0) {
        server._pushToKillRing(before);
        server._removeLeft(count);
      }
      return true;
    }
    if (isCtrl && key.name === 'k') {
      const count = end - server.cursor || 1;
      if (server.cursor < server.line.length) {
        server._pushToKillRing(server.line.slice(server.cursor, end));
        server._removeRight(count);
      }
      return true;
    }
    // Blanks at the beginning of a line come and go by steps.
    if (start === 0 || !server.isCompletionEnabled || !/^ *$/.test(before)) return false;
    if (isPlain && key.name === 'tab') {
      server._insertString('  ');
      return true;
    }
    if (key.name === 'backspace' && isPlain && before.length > 1) {
      server._removeLeft(before.length % 2 || 2);
      return true;
    }
    if (/^[)\]}]$/.test(s ?? '') && !key.ctrl && !key.meta) {
      const indent = syntax().indentOf(server.line.slice(0, start), s);
      if (indent.length < before.length) server._removeLeft(before.length - indent.length);
    }
    return false;
  }

  /** An entry of the history that has been changed is a text of its own: older ones come next. */
  #forgetPlace() {
    const server = this.#server;
    if (server.historyIndex >= 0 && server._substringSearch === null &&
        server.line !== server.history[server.historyIndex]) {
      server.historyIndex = -1;
    }
  }

  #goTo(lineStart, column) {
    const server = this.#server;
    const lineEnd = server.line.indexOf('\n', lineStart);
    const last = lineEnd === -1 ? server.line.length : lineEnd;
    server._moveCursor(Math.min(lineStart + column, last) - server.cursor);
    return true;
  }

  /** Pasted text is inserted as it is; Enter runs it. */
  paste(text) {
    const server = this.#server;
    text = text.replace(/\r\n?/g, '\n');
    if (!server.editorMode) text = text.replace(/\n+$/, '');
    if (server._waiting !== null || this.#isOff) server._ttyWrite(text, {});
    else server._insertString(text);
  }
}

// --- Previews ---

/** The grey text behind and below the line. */
class Preview {
  #server;
  #screen;
  #suffix = '';

  constructor(server, screen) {
    this.#server = server;
    this.#screen = screen;
  }

  /** Takes both off the screen; Right and End at the end of the line accept the suffix. */
  hide(key) {
    const server = this.#server;
    const suffix = this.#suffix;
    this.#suffix = '';
    if (suffix !== '' || this.#screen.below.length > 0) {
      this.#screen.ghost = '';
      this.#screen.below = [];
      this.#screen.update();
    }
    if (suffix === '') return;
    if ((key.name === 'right' || key.name === 'end' || (key.ctrl && /^[ef]$/.test(key.name))) &&
        server.cursor === server.line.length && !key.meta && !key.shift) {
      server._insertString(suffix);
      key.name = '';
      key.sequence = '';
    }
  }

  show() {
    const { line, cursor } = this.#server;
    this.#screen.update();
    if (line === '' || line.length > kMaxPreviewed || cursor !== line.length) return;
    if (line.trimStart().startsWith('.')) return;
    this.#showSuffix();
    this.#showResult();
  }

  #showSuffix() {
    const server = this.#server;
    const { columns } = server;
    // One name at least has to be begun; a call or a string shows nothing.
    if (!/[\p{ID_Continue}$]$/u.test(server.line)) return;
    server.completer(server.line, (error, result) => {
      if (error || !result?.[1]) return;
      const [candidates, text] = result;
      const fitting = candidates.filter((each) => each !== '' && each.startsWith(text));
      if (fitting.length === 0) return;
      const suffix = commonPrefix(fitting).slice(text.length);
      if (suffix === '') return;
      const { cols } = server._getDisplayPos(this.#screen.lastLine);
      if (cols + getStringWidth(suffix) + 4 >= columns) return;
      this.#suffix = suffix;
      this.#screen.ghost = server.useColors ? grey(suffix) : ` // ${suffix}`;
    });
  }

  #showResult() {
    const server = this.#server;
    const code = server._bufferedCommand + server.line + this.#suffix;
    const text = resultText(server, code);
    if (text === undefined || server.line.trim() === text) return;
    const columns = Math.min(server.columns, kMaxWidth);
    const limit = columns - (server.useColors ? 0 : 3);
    let cut = text;
    if (getStringWidth(cut) > limit) cut = `${shorten(cut, limit - 3)}...`;
    this.#screen.below = [server.useColors ? grey(cut) : `// ${cut}`];
  }
}

function grey(text) {
  return `\u001b[90m${text}\u001b[39m`;
}

function shorten(text, width) {
  let result = '';
  let used = 0;
  for (const char of text) {
    used += getStringWidth(char);
    if (used > width) break;
    result += char;
  }
  return result;
}

let alwaysStrict;
/** Whether V8 was told that all code is strict. */
function isAlwaysStrict({ context }) {
  alwaysStrict ??= evaluateEagerly(context, '(function() { return !this; })()')?.value === true;
  return alwaysStrict;
}

/** The value of a text on one line; undefined when it has none or none without side effects. */
function resultText(server, code) {
  const { REPL_MODE_STRICT } = require('repl');
  const wrapped = /^\s*\{/.test(code) && !/;\s*$/.test(code) ? `(${code.trim()})` : undefined;
  const strict = server.replMode === REPL_MODE_STRICT || isAlwaysStrict(server);
  const attempts = wrapped === undefined ? [code] : [wrapped, code];
  for (const attempt of attempts) {
    const answer = evaluateEagerly(server.context, strict ? `'use strict'; ${attempt}` : attempt);
    if (answer === undefined) return undefined;
    if ('error' in answer) {
      const { error } = answer;
      if (error?.name === 'SyntaxError') {
        if (attempt !== code) continue;
        return undefined;
      }
      // A name that is not known yet may be half of one that is.
      if (error?.name === 'ReferenceError' && !strict) return undefined;
      return oneLine(`${error?.name}: ${error?.message}`);
    }
    if (answer.value === undefined) return undefined;
    return oneLine(inspect(answer.value, {
      ...server.writer.options, colors: false, depth: 1, compact: 3, breakLength: Infinity,
      customInspect: false,
    }));
  }
  return undefined;
}

function oneLine(text) {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

/** Incremental search of the history. */
class Search {
  #server;
  #screen;
  #direction = '';
  #text = '';
  #line = '';
  #cursor = 0;
  #index = -1;
  #at = 0;
  #match = '';

  constructor(server, screen) {
    this.#server = server;
    this.#screen = screen;
  }

  get isActive() {
    return this.#direction !== '';
  }

  /** @returns {boolean} whether the key was the search's */
  take(s, key) {
    const server = this.#server;
    const asks = key.ctrl && !key.meta && !key.shift && (key.name === 'r' || key.name === 's');
    if (asks && !server.editorMode && process.env.TERM !== 'dumb') {
      const direction = key.name === 'r' ? 'bck' : 'fwd';
      if (!this.isActive) {
        this.#direction = direction;
        this.#text = '';
        this.#line = server.line;
        this.#cursor = server.cursor;
        this.#index = direction === 'bck' ? -1 : server.history.length;
        this.#match = '';
      } else {
        this.#direction = direction;
        if (this.#text !== '') this.#find(true);
      }
      this.#draw();
      return true;
    }
    if (!this.isActive) return false;
    if (key.name === 'backspace' || (key.ctrl && (key.name === 'h' || key.name === 'w'))) {
      this.#text = this.#text.slice(0, -1);
      this.#index = this.#direction === 'bck' ? -1 : server.history.length;
      this.#find(false);
      this.#draw();
      return true;
    }
    if (key.name === 'escape' || (key.ctrl && (key.name === 'c' || key.name === 'g'))) {
      this.#end(this.#line, this.#cursor);
      return true;
    }
    if (typeof s === 'string' && s !== '' && !key.ctrl && !key.meta && key.name !== 'return' &&
        key.name !== 'enter' && key.name !== 'tab') {
      this.#text += s;
      this.#find(false);
      this.#draw();
      return true;
    }
    // Any other key takes what was found and does what it does.
    if (this.#match !== '') this.#end(this.#match, this.#at);
    else this.#end(this.#line, this.#cursor);
    return false;
  }

  /** Looks for the text from the current entry on, or beyond the current match. */
  #find(goOn) {
    const { history } = this.#server;
    const text = this.#text;
    const step = this.#direction === 'bck' ? 1 : -1;
    let index = this.#index;
    if (text === '') {
      this.#match = '';
      return;
    }
    const seen = this.#match;
    if (this.#match !== '' && history[index] !== undefined) {
      const entry = history[index];
      const at = step === 1 ?
        (goOn && this.#at === 0 ? -1 : entry.lastIndexOf(text, goOn ? this.#at - 1 : Infinity)) :
        entry.indexOf(text, goOn ? this.#at + 1 : 0);
      if (at !== -1) {
        this.#at = at;
        this.#match = entry;
        return;
      }
    }
    for (index += step; index >= 0 && index < history.length; index += step) {
      const entry = history[index];
      if (entry === seen && goOn) continue;
      const at = step === 1 ? entry.lastIndexOf(text) : entry.indexOf(text);
      if (at !== -1) {
        this.#index = index;
        this.#at = at;
        this.#match = entry;
        return;
      }
    }
    this.#index = step === 1 ? history.length : -1;
    this.#match = '';
  }

  #draw() {
    const server = this.#server;
    const screen = this.#screen;
    const found = this.#match !== '';
    server.line = found ? this.#match : this.#line;
    server.cursor = found ? this.#at : this.#cursor;
    screen.marked = found ? { start: this.#at, end: this.#at + this.#text.length } : null;
    screen.below = [`${found || this.#text === '' ? '' : 'failed-'}${this.#direction}-i-search: ` +
      `${this.#text}_`];
    screen.update();
  }

  #end(line, cursor) {
    const server = this.#server;
    this.#direction = '';
    server.line = line;
    server.cursor = cursor;
    this.#screen.marked = null;
    this.#screen.below = [];
    this.#screen.update();
  }
}

module.exports = { attach };
