'use strict';

// What run() gives: a stream of events (Node doc, "Class: TestsStream"). Each event is a chunk
// `{ type, data }` and is emitted by its name too, with `data`.

const { Readable } = require('stream');

/** A sink of the reporter that is a stream for the user. */
class TestsStream extends Readable {
  constructor() {
    super({ objectMode: true, highWaterMark: Number.MAX_SAFE_INTEGER });
  }

  // Events come when tests tell them.
  _read() {}

  /** @param {{type: string, data: any}} event */
  tell(event) {
    this.emit(event.type, event.data);
    this.push(event);
  }

  /** No event follows. */
  finish() {
    this.push(null);
  }
}

module.exports = { TestsStream };
