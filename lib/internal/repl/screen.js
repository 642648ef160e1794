'use strict';

// What the REPL shows on a terminal while a text is edited: the prompt and the text, which may have
// several lines; behind it in grey the rest of a name; and rows below it.
//
// That is laid out as a frame of rows, each of them a string that begins and ends without colours.
// A draw compares the frame with the one that stands on the terminal and writes what has become
// different: of most keys, one character. Rows are found by relative moves, since nobody knows
// where on the screen the frame stands. A frame has at most as many rows as the screen: of a longer
// text it is those around the cursor.
//
// While a key is handled nothing is drawn (hold(), release()), so that each key costs one draw, and
// keys that come together cost one. A text so long that it can only have been pasted is drawn when
// no more of it comes.
//
// What a program prints meanwhile comes above the frame (makeWay()): that is taken off, and drawn
// again when the callback has ended. If the cursor is not at the left margin by then, the frame
// begins in the next row, and what the program prints next goes on where it was.

const { setTimeout } = require('timers');
const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/callbacks');
const { CSI } = require('internal/readline/utils');
const { getStringWidth, stripVTControlCharacters } = require('internal/util/inspect');

/** In characters: what is longer is drawn with some delay. */
const kLongText = 64 * 1024;
const kDelay = 20;
const kContinuation = '... ';

const simple = /^[ -~]*$/;

/**
 * How a character is shown.
 * @param {string} char one code point
 * @param {number} column where it comes to stand
 * @returns {string}
 */
function shownAs(char, column) {
  if (char >= ' ' && char < '\u007f') return char;
  if (char === '\t') return ' '.repeat(8 - column % 8);
  if (char < ' ') return `^${String.fromCharCode(char.charCodeAt(0) + 64)}`;
  if ((char >= '\u007f' && char <= '\u009f') || (char >= '\ud800' && char <= '\udfff' &&
      char.length === 1)) {
    return '\ufffd';
  }
  return char;
}

function widthOf(shown) {
  return simple.test(shown) ? shown.length : getStringWidth(shown, false);
}

/** One line of a text in rows of `columns` cells. */
class Wrapped {
  constructor(text, columns) {
    this.text = text;
    this.columns = columns;
    this.isSimple = simple.test(text);
    if (this.isSimple) {
      this.count = Math.max(1, Math.ceil(text.length / columns));
      return;
    }
    this.starts = [0];
    let column = 0;
    let index = 0;
    for (const char of text) {
      const width = widthOf(shownAs(char, column));
      if (column + width > columns && column > 0) {
        this.starts.push(index);
        column = 0;
      }
      column += width;
      index += char.length;
    }
    this.isFull = column >= columns;
    this.count = this.starts.length;
  }

  startOf(row) {
    if (row === 0) return 0;
    return this.isSimple ? row * this.columns : this.starts[row] ?? this.text.length;
  }

  endOf(row) {
    return row + 1 >= this.count ? this.text.length : this.startOf(row + 1);
  }

  /** The row of a place in the text: `count` for the end of a text that fills its last row. */
  rowOf(index) {
    if (this.isSimple) return Math.floor(index / this.columns);
    if (index === this.text.length && this.isFull) return this.count;
    let row = this.count - 1;
    while (this.starts[row] > index) row--;
    return row;
  }

  columnOf(index, row) {
    const start = this.startOf(row);
    if (this.isSimple) return index - start;
    return showCells(this.text.slice(start, index), 0).column;
  }
}

/** A text as it is shown from a column on, and the column behind it. */
function showCells(text, column) {
  if (simple.test(text)) return { shown: text, column: column + text.length };
  let shown = '';
  for (const char of text) {
    const cell = shownAs(char, column);
    shown += cell;
    column += widthOf(cell);
  }
  return { shown, column };
}

/** The screen of one server. */
class Screen {
  #server;
  #held = 0;
  #isDirty = false;
  #isWhole = false;
  #isAwaited = false;
  #timer = null;

  // What stands on the terminal.
  #rows = [''];
  #widths = [0];
  #joins = [false];
  #row = 0;
  #column = 0;
  #columns;
  #top = 0;
  #isShown = false;
  #isDrawing = false;
  #isComingBack = false;
  // Of what was printed last: where it ends; and if the frame stands in the row below, where that
  // was.
  #printed = 0;
  #partial = 0;

  /** Grey text behind the end of the line. */
  ghost = '';

  /** Texts of the rows below; without line ends, and no wider than the screen. */
  below = [];

  /**
   * Colours of the text: places of it, in order, that do not overlap.
   * @type {(text: string) => { start: number, end: number, open: string, close: string }[]}
   */
  spansOf = () => [];

  /**
   * What is underlined instead of any colours.
   * @type {{ start: number, end: number } | null}
   */
  marked = null;

  constructor(server) {
    this.#server = server;
    this.#columns = server.columns;
  }

  /** The last line of the text with its prompt. */
  get lastLine() {
    const { line, _prompt: prompt } = this.#server;
    const start = line.lastIndexOf('\n') + 1;
    return (start === 0 ? prompt : kContinuation) + line.slice(start);
  }

  /** Until release() nothing is drawn. */
  hold() {
    this.#held++;
  }

  release() {
    if (--this.#held === 0 && this.#isDirty) this.#drawSoon();
  }

  /** The text, the cursor, or what goes with them is another. */
  update() {
    this.#isDirty = true;
    if (this.#held === 0) this.#drawSoon();
  }

  /** What stands on the terminal may be something else: all is written anew. */
  redraw() {
    this.#isWhole = true;
    this.update();
  }

  /** From here on the frame is an empty one, at the left margin. */
  reset() {
    this.#rows = [''];
    this.#widths = [0];
    this.#joins = [false];
    this.#row = 0;
    this.#column = 0;
    this.#columns = this.#server.columns;
    this.#top = 0;
    this.#isDirty = false;
    this.#isWhole = false;
    this.#isShown = false;
    this.ghost = '';
    this.below = [];
  }

  /**
   * Something is about to be written to the terminal.
   * @param {string | Uint8Array} chunk
   * @returns {string} what is to be written before
   */
  makeWay(chunk) {
    const server = this.#server;
    if (this.#isDrawing) return '';
    let before = '';
    if (this.#isShown && this.#held === 0) {
      const above = this.#rowsAbove();
      if (above > 0) before += CSI`${above}A`;
      before += `\r${CSI.kClearScreenDown}`;
      this.#printed = 0;
      if (this.#partial > 0 && this.#rows.length < (server.output.rows || Infinity)) {
        before += CSI`1A` + CSI`${this.#partial + 1}G`;
        this.#printed = this.#partial;
      }
      const { ghost, below } = this;
      this.reset();
      Object.assign(this, { ghost, below });
      if (!this.#isComingBack) process.nextTick(() => this.#comeBack());
      this.#isComingBack = true;
    }
    if (!this.#isShown) this.#printed = columnAfter(chunk, this.#printed, server.columns);
    return before;
  }

  #comeBack() {
    this.#isComingBack = false;
    const server = this.#server;
    if (!this.#isShown && !server.closed && server._waiting === null) this.#draw();
  }

  /** Draws the text alone with the cursor at its end, for something else to come below. */
  finish() {
    const server = this.#server;
    this.ghost = '';
    this.below = [];
    const { cursor } = server;
    server.cursor = server.line.length;
    this.#draw();
    server.cursor = cursor;
  }

  /** What is printed above the frame says so by makeWay(). */
  isTold = false;

  /** Gives the terminal up: the next draw begins in a row of its own. */
  leave() {
    this.finish();
    this.reset();
    this.#server._writeToOutput('\r\n');
  }

  #drawSoon() {
    const server = this.#server;
    if (!server.isCompletionEnabled) {
      // More keys have come with this one.
      if (!this.#isAwaited) process.nextTick(() => this.#drawLate());
      this.#isAwaited = true;
      return;
    }
    if (server.line.length < kLongText) {
      this.#draw();
      return;
    }
    if (this.#timer === null) {
      const { ownTimer } = require('internal/resource_tracker');
      this.#timer = ownTimer(setTimeout(() => {
        this.#timer = null;
        if (this.#isDirty) this.#draw();
      }, kDelay));
    } else {
      this.#timer.refresh();
    }
  }

  #drawLate() {
    this.#isAwaited = false;
    if (this.#isDirty) this.#drawSoon();
  }

  #draw() {
    const server = this.#server;
    this.#isDirty = false;
    const frame = this.#layOut();
    let text = '';
    this.#isDrawing = true;
    if (!this.#isShown) {
      this.#partial = this.#printed < server.columns ? this.#printed : 0;
      if (this.#printed > 0) server.output?.write('\r\n');
      this.#printed = 0;
      this.#isShown = true;
    }
    if (this.#isWhole || server.columns !== this.#columns) this.#writeWhole(frame);
    else text = this.#changesTo(frame);
    this.#isWhole = false;
    this.#rows = frame.rows;
    this.#widths = frame.widths;
    this.#joins = frame.joins;
    this.#row = frame.row;
    this.#column = frame.column;
    this.#columns = server.columns;
    if (text !== '') server._writeToOutput(text);
    this.#isDrawing = false;
  }

  // --- From the text to the frame ---

  /** The lines with their prompts: { prefix, plain, text, start, wrapped }. */
  #linesOf(columns) {
    const server = this.#server;
    const lines = [];
    const prompts = server._prompt.split('\n');
    const prompt = prompts.pop();
    for (const each of prompts) {
      const plain = stripVTControlCharacters(each);
      lines.push({
        prefix: each, plain, text: '', start: -1, wrapped: new Wrapped(plain, columns),
      });
    }
    let prefix = prompt;
    let plain = stripVTControlCharacters(prompt);
    let start = 0;
    for (const text of server.line.split('\n')) {
      lines.push({ prefix, plain, text, start, wrapped: new Wrapped(plain + text, columns) });
      start += text.length + 1;
      prefix = plain = kContinuation;
    }
    return lines;
  }

  #spansOf(text) {
    const { marked } = this;
    if (marked === null) return this.spansOf(text);
    if (!this.#server.useColors) return [];
    return [{ ...marked, open: '\u001b[4m', close: '\u001b[24m' }];
  }

  #layOut() {
    const server = this.#server;
    const { columns } = server;
    const height = Math.max(1, server.output?.rows || Infinity);
    const lines = this.#linesOf(columns);
    const spans = this.#spansOf(server.line);

    // Where the cursor is.
    let row = 0;
    let column = 0;
    let total = 0;
    for (const line of lines) {
      line.firstRow = total;
      total += line.wrapped.count;
      if (line.start < 0 || server.cursor < line.start ||
          server.cursor > line.start + line.text.length) {
        continue;
      }
      const index = line.plain.length + server.cursor - line.start;
      const own = line.wrapped.rowOf(index);
      row = line.firstRow + own;
      column = line.wrapped.columnOf(index, own);
      if (own === line.wrapped.count) {
        line.hasEmptyRow = true;
        total++;
      }
    }
    const ghost = server.cursor === server.line.length ? this.ghost : '';
    const textRows = total;
    total += this.below.length;

    // Which rows are seen: the cursor's, and what comes below the last one with that.
    const bottom = row === textRows - 1 ? Math.min(total, row + height) : row + 1;
    if (total <= height) this.#top = 0;
    else if (row < this.#top) this.#top = row;
    else this.#top = Math.min(Math.max(this.#top, bottom - height), total - height);
    const end = Math.min(total, this.#top + height);

    const frame = { rows: [], widths: [], joins: [], row: row - this.#top, column };
    const add = (text, width, isJoined) => {
      frame.joins.push(isJoined && frame.rows.length > 0 && frame.widths.at(-1) >= columns);
      frame.rows.push(text);
      frame.widths.push(width);
    };
    for (const line of lines) {
      const { firstRow, wrapped } = line;
      if (firstRow >= end) break;
      if (firstRow + wrapped.count + 1 <= this.#top) continue;
      const from = Math.max(0, this.#top - firstRow);
      for (let own = from; own < wrapped.count && firstRow + own < end; own++) {
        const { shown, width } = rowOf(line, own, spans);
        add(shown, width, own > 0);
      }
      if (line.hasEmptyRow && firstRow + wrapped.count < end &&
          firstRow + wrapped.count >= this.#top) {
        add('', 0, true);
      }
    }
    if (ghost !== '' && end >= textRows) {
      const last = frame.rows.length - 1;
      frame.rows[last] += ghost;
      frame.widths[last] += getStringWidth(ghost);
    }
    for (let i = 0; textRows + i < end; i++) {
      if (textRows + i >= this.#top) add(this.below[i], getStringWidth(this.below[i]), false);
    }
    return frame;
  }

  // --- From the frame to the terminal ---

  /** In pieces as readline does: programs may replace _writeToOutput() to see the text. */
  #writeWhole({ rows, joins, row, column }) {
    const { output } = this.#server;
    // To the process's own terminal at once.
    if (this.isTold) output.cork();
    moveCursor(output, 0, -this.#rowsAbove());
    cursorTo(output, 0);
    clearScreenDown(output);
    let text = '';
    for (let i = 0; i < rows.length; i++) {
      if (i > 0) text += rowEnd(joins[i], rows[i]);
      text += rows[i];
    }
    // As readline does, that the row is there.
    if (rows.at(-1) === '') text += ' ';
    this.#server._writeToOutput(text);
    cursorTo(output, column);
    moveCursor(output, 0, row - rows.length + 1);
    if (this.isTold) output.uncork();
  }

  #rowsAbove() {
    return this.#columns === this.#server.columns ? this.#row : this.#rowAfterResize();
  }

  /** Terminals wrap what they show anew when they become wider or narrower. */
  #rowAfterResize() {
    const { columns } = this.#server;
    let result = 0;
    let width = 0;
    for (let i = 0; i <= this.#row; i++) {
      if (!this.#joins[i]) {
        if (i > 0) result += Math.max(1, Math.ceil(width / columns));
        width = 0;
      }
      if (i < this.#row) width += this.#widths[i];
    }
    return result + Math.floor((width + this.#column) / columns);
  }

  #changesTo({ rows, widths, joins, row, column }) {
    const old = this.#rows;
    const { columns } = this.#server;
    let text = '';
    let at = this.#row;
    let atColumn = this.#column;
    let present = old.length;
    let hasWritten = false;
    // Goes to a row, and says whether the terminal wraps to it by itself.
    const goTo = (target) => {
      if (target < present) {
        if (target < at) text += CSI`${at - target}A`;
        else if (target > at) text += CSI`${target - at}B`;
        at = target;
        return;
      }
      if (at < present - 1) {
        text += CSI`${present - 1 - at}B`;
        at = present - 1;
        atColumn = 0;
      }
      while (at < target) {
        const next = at + 1;
        const isBehind = joins[next] && atColumn === widths[at] && widths[at] >= columns;
        text += rowEnd(isBehind, next === target ? rows[next] : ' ');
        at++;
        atColumn = 0;
        present++;
      }
    };
    for (let i = 0; i < rows.length; i++) {
      if (i < old.length && rows[i] === old[i]) continue;
      goTo(i);
      const before = i < old.length ? old[i] : '';
      const beforeWidth = i < old.length ? this.#widths[i] : 0;
      if (rows[i].startsWith(before) && beforeWidth < columns) {
        if (atColumn !== beforeWidth) text += CSI`${beforeWidth + 1}G`;
        text += rows[i].slice(before.length);
      } else {
        text += `\r${rows[i]}`;
        if (widths[i] < beforeWidth || widths[i] < columns) text += CSI.kClearToLineEnd;
      }
      atColumn = widths[i];
      hasWritten = true;
    }
    if (rows.length < old.length) {
      goTo(rows.length);
      text += `\r${CSI.kClearScreenDown}`;
      atColumn = 0;
      hasWritten = true;
    }
    if (row !== at) text += row < at ? CSI`${at - row}A` : CSI`${row - at}B`;
    if (column !== atColumn) {
      if (hasWritten) text += CSI`${column + 1}G`;
      else text += column < atColumn ? CSI`${atColumn - column}D` : CSI`${column - atColumn}C`;
    }
    return text;
  }
}

/** What brings the cursor from the end of a row to the beginning of the next. */
function rowEnd(isJoined, next) {
  if (!isJoined) return '\r\n';
  // The terminal goes there with the next character, and keeps in mind that it is one line.
  return next === '' ? ' \r' : '';
}

/** One row of a line, with colours. */
function rowOf({ prefix, plain, start, wrapped }, row, spans) {
  let from = wrapped.startOf(row);
  const to = wrapped.endOf(row);
  let shown = '';
  let column = 0;
  if (from < plain.length) {
    const end = Math.min(to, plain.length);
    const cells = showCells(wrapped.text.slice(from, end), 0);
    shown = from === 0 && end === plain.length ? prefix : cells.shown;
    ({ column } = cells);
    from = end;
  }
  const put = (end) => {
    if (end <= from) return;
    const cells = showCells(wrapped.text.slice(from, end), column);
    shown += cells.shown;
    ({ column } = cells);
    from = end;
  };
  const offset = start - plain.length; // from a place in the line to one in the text
  for (let i = firstSpan(spans, from + offset); i < spans.length; i++) {
    const span = spans[i];
    if (span.start - offset >= to) break;
    put(span.start - offset);
    shown += span.open;
    put(Math.min(span.end - offset, to));
    shown += span.close;
  }
  put(to);
  return { shown, width: column };
}

/** The first span that ends behind a place. */
function firstSpan(spans, place) {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].end <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The column behind what is written from one on; `columns` when it fills its row. */
function columnAfter(chunk, column, columns) {
  let text = typeof chunk === 'string' ? chunk :
    Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      .subarray(chunk.lastIndexOf(10) < 0 ? 0 : chunk.lastIndexOf(10)).toString();
  const start = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
  if (start > 0) column = 0;
  text = text.slice(start);
  // Moves of the cursor to a column.
  const moves = [...text.matchAll(/\u001b\[(?:\d*;)?(\d*)[GHf]/g)];
  const last = moves.at(-1);
  if (last !== undefined) {
    column = Math.max(0, (last[0].includes(';') || last[0].endsWith('G') ? last[1] || 1 : 1) - 1);
    text = text.slice(last.index + last[0].length);
  }
  column += getStringWidth(stripVTControlCharacters(text));
  return column > columns ? (column - 1) % columns + 1 : column;
}

module.exports = { Screen };
