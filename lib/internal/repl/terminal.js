'use strict';

// What the REPL does on a terminal beyond line editing: it shows the rest of a name that is being
// typed and, below, the value that the line would give (both in grey, both without side effects),
// and searches the history (Ctrl-R backwards, Ctrl-S forwards).
//
// Each key first takes the preview away, then edits, then shows the preview of the new line.

const { clearLine, clearScreenDown, cursorTo, moveCursor } =
  require('internal/readline/callbacks');
const { inspect, getStringWidth } = require('internal/util/inspect');
const { evaluateEagerly } = require('internal/repl/evaluate');
const { commonPrefix } = require('internal/readline/utils');

/** A line this long is not looked at while it is typed. */
const kMaxPreviewed = 1000;
const kMaxWidth = 250;

/**
 * @param {object} server
 * @param {{ preview: boolean, isStandalone: boolean }} options
 * @returns {void}
 */
function attach(server, { preview }) {
  const edit = server._ttyWrite;
  const shown = preview ? new Preview(server) : null;
  const search = new Search(server);
  server._ttyWrite = function(s, key) {
    key = key ?? {};
    if (server._waiting !== null && !(key.ctrl && key.name === 'c')) {
      edit.call(server, s, key);
      return;
    }
    shown?.hide(key);
    if (search.take(s, key)) return;
    edit.call(server, s, key);
    if (shown !== null && !server.editorMode && !server.closed && server._waiting === null &&
        !search.isActive && key.name !== 'escape') {
      shown.show();
    }
  };
}

/** The grey text behind and below the line. */
class Preview {
  #server;
  #suffix = '';
  #hasResult = false;

  constructor(server) {
    this.#server = server;
  }

  /** Takes both off the screen; Right and End at the end of the line accept the suffix. */
  hide(key) {
    const server = this.#server;
    if (this.#hasResult) {
      const { rows } = server.getCursorPos();
      const down = server._getDisplayPos(server._prompt + server.line).rows - rows + 1;
      moveCursor(server.output, 0, down);
      clearLine(server.output, 0);
      moveCursor(server.output, 0, -down);
      this.#hasResult = false;
    }
    if (this.#suffix === '') return;
    const suffix = this.#suffix;
    this.#suffix = '';
    clearScreenRight(server.output);
    if ((key.name === 'right' || key.name === 'end' || (key.ctrl && /^[ef]$/.test(key.name))) &&
        server.cursor === server.line.length && !key.meta && !key.shift) {
      server._insertString(suffix);
      key.name = '';
      key.sequence = '';
    }
  }

  show() {
    const { line, cursor } = this.#server;
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
      const { cols } = server.getCursorPos();
      if (cols + getStringWidth(suffix) + 4 >= columns) return;
      this.#suffix = suffix;
      server.output.write(server.useColors ? grey(suffix) : ` // ${suffix}`);
      cursorTo(server.output, cols);
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
    const cursor = server.getCursorPos();
    const end = server._getDisplayPos(server._prompt + server.line);
    server.output.write(`\n${server.useColors ? grey(cut) : `// ${cut}`}`);
    cursorTo(server.output, cursor.cols);
    moveCursor(server.output, 0, -(end.rows - cursor.rows) - 1);
    this.#hasResult = true;
  }
}

function clearScreenRight(output) {
  clearLine(output, 1);
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

/** The value of a text on one line; undefined when it has none or none without side effects. */
function resultText(server, code) {
  const { REPL_MODE_STRICT } = require('repl');
  const wrapped = /^\s*\{/.test(code) && !/;\s*$/.test(code) ? `(${code.trim()})` : undefined;
  const strict = server.replMode === REPL_MODE_STRICT ||
    require('internal/options').getOptionValue('--use-strict') === true;
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
  #direction = '';
  #text = '';
  #line = '';
  #cursor = 0;
  #index = -1;
  #at = 0;
  #match = '';

  constructor(server) {
    this.#server = server;
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
    const { output } = server;
    const found = this.#match !== '';
    const line = found ? this.#match : this.#line;
    const cursor = found ? this.#at : this.#cursor;
    let drawn = line;
    if (found && server.useColors) {
      drawn = `${line.slice(0, cursor)}\u001b[4m${this.#text}\u001b[24m` +
        line.slice(cursor + this.#text.length);
    }
    this.#toStart();
    server.line = line;
    server.cursor = cursor;
    const label = `${found || this.#text === '' ? '' : 'failed-'}${this.#direction}-i-search: ` +
      `${this.#text}_`;
    output.write(`${drawn}\n${label}`);
    const place = server.getCursorPos();
    const end = server._getDisplayPos(`${server._prompt}${line}\n${label}`);
    moveCursor(output, 0, place.rows - end.rows);
    cursorTo(output, place.cols);
    server.prevRows = place.rows;
  }

  #toStart() {
    const server = this.#server;
    const { rows } = server.getCursorPos();
    if (rows > 0) moveCursor(server.output, 0, -rows);
    cursorTo(server.output, server._getDisplayPos(server._prompt).cols);
    clearScreenDown(server.output);
  }

  #end(line, cursor) {
    const server = this.#server;
    this.#direction = '';
    this.#toStart();
    server.line = line;
    server.cursor = cursor;
    server._refreshLine();
  }
}

module.exports = { attach };
