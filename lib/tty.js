'use strict';

// The public module `tty`: terminals as streams. Both ends are a net.Socket over a terminal's
// handle; what is written is written at once, so that a program's last words are seen.
// Source: Node.js documentation, "TTY".

const { Socket } = require('internal/net/socket');
const { codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED }, errnoException } = require(
  'internal/errors');
const { isInt32 } = require('internal/validators');
const { getColorDepth, hasColors } = require('internal/tty');

// The class holds templates, so it is asked for after start only.
let TTY;

/**
 * Source: Node doc, tty.isatty().
 * @param {any} fd
 * @returns {boolean}
 */
function isatty(fd) {
  return isInt32(fd) && fd >= 0 && binding('tty').isTTY(fd);
}

function openTerminal(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  TTY ??= binding('tty').TTY;
  try {
    return new TTY(fd);
  } catch (error) {
    throw new ERR_TTY_INIT_FAILED({
      errno: error.errno,
      code: error.code,
      message: binding('uv').getErrorMessage(error.errno),
      syscall: error.syscall,
    });
  }
}

/**
 * @param {number} fd a terminal
 * @param {object} [options] those of net.Socket (Node: `new tty.ReadStream(fd[, options])`)
 * @throws {RangeError | Error} ERR_INVALID_FD, ERR_TTY_INIT_FAILED
 */
function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  Socket.call(this, {
    // A terminal is read when somebody asks, not ahead of that: another program may be the next
    // reader.
    readableHighWaterMark: 0,
    handle: openTerminal(fd),
    manualStart: true,
    ...options,
  });
  this.isRaw = false;
  this.isTTY = true;
}
Object.setPrototypeOf(ReadStream.prototype, Socket.prototype);
Object.setPrototypeOf(ReadStream, Socket);

/**
 * Source: Node doc, readStream.setRawMode().
 * @param {boolean} mode whether each key is given at once and means nothing to the terminal
 * @returns {ReadStream} this
 */
ReadStream.prototype.setRawMode = function(mode) {
  const on = Boolean(mode);
  const status = this._handle?.setRawMode(on);
  if (status) {
    this.emit('error', errnoException(status, 'setRawMode'));
    return this;
  }
  this.isRaw = on;
  return this;
};

/**
 * @param {number} fd a terminal (Node: `new tty.WriteStream(fd)`)
 * @throws {RangeError | Error} ERR_INVALID_FD, ERR_TTY_INIT_FAILED
 */
function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  const handle = openTerminal(fd);
  Socket.call(this, { handle, manualStart: true });
  handle.setBlocking(true);
  const size = handle.getWindowSize();
  if (Array.isArray(size)) [this.columns, this.rows] = size;
}
Object.setPrototypeOf(WriteStream.prototype, Socket.prototype);
Object.setPrototypeOf(WriteStream, Socket);

WriteStream.prototype.isTTY = true;
WriteStream.prototype.getColorDepth = getColorDepth;
WriteStream.prototype.hasColors = hasColors;

/** Reads the size again, which emits 'resize' when it is another. */
WriteStream.prototype._refreshSize = function() {
  const { columns, rows } = this;
  const size = this._handle.getWindowSize();
  if (!Array.isArray(size)) {
    this.emit('error', errnoException(size, 'getWindowSize'));
    return;
  }
  [this.columns, this.rows] = size;
  if (columns !== this.columns || rows !== this.rows) this.emit('resize');
};

/** Source: Node doc, writeStream.cursorTo(). */
WriteStream.prototype.cursorTo = function(x, y, callback) {
  return require('readline').cursorTo(this, x, y, callback);
};

/** Source: Node doc, writeStream.moveCursor(). */
WriteStream.prototype.moveCursor = function(dx, dy, callback) {
  return require('readline').moveCursor(this, dx, dy, callback);
};

/** Source: Node doc, writeStream.clearLine(). */
WriteStream.prototype.clearLine = function(dir, callback) {
  return require('readline').clearLine(this, dir, callback);
};

/** Source: Node doc, writeStream.clearScreenDown(). */
WriteStream.prototype.clearScreenDown = function(callback) {
  return require('readline').clearScreenDown(this, callback);
};

/**
 * Source: Node doc, writeStream.getWindowSize().
 * @returns {[number, number]} columns, rows
 */
WriteStream.prototype.getWindowSize = function() {
  return [this.columns, this.rows];
};

module.exports = { isatty, ReadStream, WriteStream };
