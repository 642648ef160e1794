'use strict';

// Moving the cursor of a terminal and clearing parts of its screen, with callbacks.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { CSI } = require('internal/readline/utils');

/** Without a stream there is nothing to do, but the callback is called all the same. */
function send(stream, data, callback) {
  if (stream === null || stream === undefined || data === '') {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return stream.write(data, callback);
}

/**
 * Moves to a column, or to a column and a row.
 * @param {any} stream
 * @param {number} x
 * @param {number|Function} [y]
 * @param {() => void} [callback]
 * @returns {boolean} whether the stream can take more
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS
 */
function cursorTo(stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (Number.isNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (Number.isNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  if (stream === null || stream === undefined ||
      (typeof x !== 'number' && typeof y !== 'number')) {
    return send(null, '', callback);
  }
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS();
  return send(stream, typeof y === 'number' ? CSI`${y + 1};${x + 1}H` : CSI`${x + 1}G`, callback);
}

/** The sequences that move the cursor by `dx` and `dy`. */
function movement(dx, dy) {
  let data = '';
  if (dx < 0) data += CSI`${-dx}D`;
  else if (dx > 0) data += CSI`${dx}C`;
  if (dy < 0) data += CSI`${-dy}A`;
  else if (dy > 0) data += CSI`${dy}B`;
  return data;
}

/**
 * Moves relative to where the cursor is.
 * @param {any} stream
 * @param {number} dx
 * @param {number} dy
 * @param {() => void} [callback]
 * @returns {boolean} whether the stream can take more
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function moveCursor(stream, dx, dy, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  return send(stream, movement(dx, dy), callback);
}

/** The sequence that clears the line to the left (-1), to the right (1) or as a whole (0). */
function clearing(dir) {
  if (dir < 0) return CSI.kClearToLineBeginning;
  return dir > 0 ? CSI.kClearToLineEnd : CSI.kClearLine;
}

/**
 * @param {any} stream
 * @param {-1|0|1} dir to the left, as a whole, to the right
 * @param {() => void} [callback]
 * @returns {boolean} whether the stream can take more
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function clearLine(stream, dir, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  return send(stream, clearing(dir), callback);
}

/**
 * Clears from the cursor to the end of the screen.
 * @param {any} stream
 * @param {() => void} [callback]
 * @returns {boolean} whether the stream can take more
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function clearScreenDown(stream, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  return send(stream, CSI.kClearScreenDown, callback);
}

module.exports = { clearLine, clearScreenDown, clearing, cursorTo, moveCursor, movement };
