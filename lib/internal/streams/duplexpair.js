'use strict';

// Two Duplexes, back to back: what is written to one is read from the other.

const Duplex = require('internal/streams/duplex');

class DuplexSide extends Duplex {
  #other = null;
  // The write callback of the other side, until this side is asked for more.
  #release = null;

  /** @param {DuplexSide} other */
  connect(other) {
    if (this.#other === null) this.#other = other;
  }

  _read() {
    const callback = this.#release;
    if (callback) {
      this.#release = null;
      callback();
    }
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      process.nextTick(callback);
    } else {
      this.#other.push(chunk);
      this.#other.#release = callback;
    }
  }

  _final(callback) {
    this.#other.on('end', callback);
    this.#other.push(null);
  }
}

/**
 * @param {object} [options] for both Duplexes (Node: `stream.duplexPair`)
 * @returns {[Duplex, Duplex]}
 */
function duplexPair(options) {
  const one = new DuplexSide(options);
  const two = new DuplexSide(options);
  one.connect(two);
  two.connect(one);
  return [one, two];
}

module.exports = { duplexPair };
