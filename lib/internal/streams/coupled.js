'use strict';

// A Duplex whose halves are other streams: what is written goes to `head`, what is read comes from
// `tail`. compose() uses it for the two ends of a pipeline, Duplex.from() for a pair of streams.
//
// At most one write and one _read() wait at a time; each waits in a field for the event that lets
// it go on ('drain' and 'finish' of the head, 'readable' of the tail).

const Duplex = require('internal/streams/duplex');
const { AbortError } = require('internal/errors');

class CoupledDuplex extends Duplex {
  #head;
  #tail;
  #onDrain = null;
  #onFinish = null;
  #wantsRead = false;
  #onClose = null;
  #destroyParts;

  /**
   * @param {object} parts
   * @param {any} [parts.head] writable Node stream; its absence makes the Duplex readable only
   * @param {any} [parts.tail] readable Node stream; its absence makes the Duplex writable only
   * @param {(err: Error|null) => void} parts.destroyParts called when the Duplex is destroyed while
   *   the parts are not known to be through; `partsDone` is to be called then
   */
  constructor({ head, tail, writable, readable, writableObjectMode, readableObjectMode,
    destroyParts }) {
    super({
      writableObjectMode, readableObjectMode, writable, readable,
    });
    this.#destroyParts = destroyParts;
    if (writable) this.#attachHead(head);
    if (readable) this.#attachTail(tail);
  }

  #attachHead(head) {
    this.#head = head;
    head.on('drain', () => {
      const callback = this.#onDrain;
      this.#onDrain = null;
      if (callback) callback();
    });
  }

  #attachTail(tail) {
    this.#tail = tail;
    tail.on('readable', () => {
      if (this.#wantsRead) {
        this.#wantsRead = false;
        this._read();
      }
    });
    tail.on('end', () => this.push(null));
  }

  /** The head has taken everything: lets _final() report. */
  headFinished() {
    const callback = this.#onFinish;
    this.#onFinish = null;
    if (callback) callback();
  }

  /**
   * The parts are through.
   * @param {Error|null|undefined} err
   * @param {boolean} nothingLeft whether the Duplex has no reason to stay
   */
  partsDone(err, nothingLeft) {
    const callback = this.#onClose;
    this.#onClose = undefined;
    if (callback) callback(err);
    else if (err) this.destroy(err);
    else if (nothingLeft) this.destroy();
  }

  _write(chunk, encoding, callback) {
    if (this.#head.write(chunk, encoding)) callback();
    else this.#onDrain = callback;
  }

  _final(callback) {
    this.#onFinish = callback;
    this.#head.end();
  }

  _read() {
    for (;;) {
      const chunk = this.#tail.read();
      if (chunk === null) {
        this.#wantsRead = true;
        return;
      }
      if (!this.push(chunk)) return;
    }
  }

  _destroy(err, callback) {
    const partsAreThrough = this.#onClose === undefined;
    if (!err && !partsAreThrough) err = new AbortError();
    this.#wantsRead = false;
    this.#onDrain = null;
    this.#onFinish = null;
    if (partsAreThrough) {
      callback(err);
    } else {
      this.#onClose = callback;
      this.#destroyParts(err);
    }
  }
}

module.exports = { CoupledDuplex };
