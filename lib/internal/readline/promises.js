'use strict';

// Readline: a batch of cursor movements and clearings, written at once by commit().

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateBoolean, validateInteger } = require('internal/validators');
const { isWritable } = require('internal/streams/utils');
const { CSI } = require('internal/readline/utils');
const { clearing, movement } = require('internal/readline/callbacks');

class Readline {
  #autoCommit = false;
  #stream;
  #pending = [];

  /**
   * @param {any} stream a writable stream
   * @param {{ autoCommit?: boolean }} [options]
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  constructor(stream, options = undefined) {
    if (!isWritable(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    this.#stream = stream;
    if (options?.autoCommit !== undefined && options?.autoCommit !== null) {
      validateBoolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(data) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(data));
    else this.#pending.push(data);
    return this;
  }

  /**
   * @param {number} x
   * @param {number} [y]
   * @returns {Readline} this
   * @throws {TypeError|RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
   */
  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    if (y === undefined || y === null) return this.#add(CSI`${x + 1}G`);
    validateInteger(y, 'y');
    return this.#add(CSI`${y + 1};${x + 1}H`);
  }

  /**
   * @param {number} dx
   * @param {number} dy
   * @returns {Readline} this
   */
  moveCursor(dx, dy) {
    if (dx || dy) {
      validateInteger(dx, 'dx');
      validateInteger(dy, 'dy');
      return this.#add(movement(dx, dy));
    }
    return this;
  }

  /**
   * @param {-1|0|1} dir to the left, as a whole, to the right
   * @returns {Readline} this
   */
  clearLine(dir) {
    validateInteger(dir, 'dir', -1, 1);
    return this.#add(clearing(dir));
  }

  /**
   * Clears from the cursor to the end of the screen.
   * @returns {Readline} this
   */
  clearScreenDown() {
    return this.#add(CSI.kClearScreenDown);
  }

  /**
   * Writes everything.
   * @returns {Promise<void>}
   */
  commit() {
    return new Promise((resolve) => {
      this.#stream.write(this.#pending.join(''), resolve);
      this.#pending = [];
    });
  }

  /**
   * Forgets everything.
   * @returns {Readline} this
   */
  rollback() {
    this.#pending = [];
    return this;
  }
}

module.exports = { Readline };
