'use strict';

// When a text that grows line by line is looked at for whether it is complete. A look takes time in
// proportion to the text, so looking after each line of a text of many lines would be quadratic:
// 10 MB that are pasted or piped into an open bracket. Up to a sum of lengths every line is looked
// at. From then on it is done when the text has become twice as long, or when no more comes for a
// moment.

// Those of the library: the user's globals are theirs.
const { clearTimeout, setTimeout } = require('timers');

/** In characters: the sum of the lengths of the texts that were looked at. */
const kFree = 64 * 1024 * 1024;
const kDelay = 50;

class Attempts {
  #spent = 0;
  #last = 0;
  #timer = null;
  #later = null;

  /**
   * @param {number} length of the text
   * @returns {boolean} whether to look at it now
   */
  allows(length) {
    if (this.#spent + length > kFree && length < 2 * this.#last) return false;
    this.#spent += length;
    this.#last = length;
    return true;
  }

  /**
   * Instead of looking now: calls when nothing has come for a moment.
   * @param {() => void} look
   * @returns {void}
   */
  postpone(look) {
    this.#later = look;
    if (this.#timer !== null) {
      this.#timer.refresh();
      return;
    }
    const { ownTimer } = require('internal/resource_tracker');
    this.#timer = ownTimer(setTimeout(() => this.flush(), kDelay));
  }

  /** Looks now at what was postponed. */
  flush() {
    const look = this.#later;
    this.#stop();
    if (look !== null) look();
  }

  /** The text is done with. */
  reset() {
    this.#spent = 0;
    this.#last = 0;
    this.#stop();
  }

  #stop() {
    this.#later = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

module.exports = { Attempts };
