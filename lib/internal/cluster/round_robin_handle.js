'use strict';

// A socket on which the primary accepts, and hands the connections to its workers in turn.
//
// A worker gets one connection at a time and is free for the next when it has answered. It may
// refuse: its server is closed, or full. A connection that was refused goes to the next worker, and
// is closed when all have refused it. One that was on its way to a worker which died goes to the
// next one too: workers answer before they serve.

const { send } = require('internal/cluster/messages');
const { createHandle } = require('internal/cluster/server_handle');

const kDefaultBacklog = 511;

/** The handle of one address; closed when its last worker has gone. */
class RoundRobinHandle {
  #key;
  #handle = null;
  #status = 0;
  #workers = new Set();
  #free = new Set();      // in the order in which they became so
  #connections = [];      // { handle, refusedBy }, nobody is free for them

  /**
   * @param {any} query see child.js
   * @param {string} key
   */
  constructor(query, key) {
    this.#key = key;
    const handle = createHandle(query);
    if (typeof handle === 'number') {
      this.#status = handle;
      return;
    }
    handle.onconnection = (status, connection) => {
      // What could not be accepted is of no concern to a worker: its client sees it.
      if (status !== 0) return;
      this.#connections.push({ handle: connection, refusedBy: new Set() });
      this.#distribute();
    };
    this.#status = handle.listen(query.backlog || kDefaultBacklog);
    if (this.#status === 0) this.#handle = handle;
    else handle.close();
  }

  /**
   * @param {any} worker
   * @param {(status: number, answer: object) => void} callback
   * @returns {void}
   */
  add(worker, callback) {
    if (this.#status !== 0) {
      callback(this.#status, {});
      return;
    }
    this.#workers.add(worker);
    const name = this.#handle.getsockname?.();
    // A pipe has no such name.
    callback(0, { sockname: typeof name === 'object' ? name : undefined });
    this.#free.add(worker);
    this.#distribute();
  }

  /**
   * @param {any} worker
   * @returns {boolean} whether nobody needs the handle any more
   */
  remove(worker) {
    this.#free.delete(worker);
    this.#workers.delete(worker);
    if (this.#workers.size > 0) {
      const waiting = this.#connections;
      this.#connections = [];
      for (const connection of waiting) this.#keep(connection);
      return false;
    }
    for (const { handle } of this.#connections) handle.close();
    this.#connections = [];
    this.#handle?.close();
    this.#handle = null;
    return true;
  }

  // Puts a connection in the queue, or ends it when nobody wants it.
  #keep(connection) {
    for (const worker of this.#workers) {
      if (connection.refusedBy.has(worker)) continue;
      this.#connections.push(connection);
      return;
    }
    connection.handle.close();
  }

  #distribute() {
    for (const worker of this.#free) {
      if (this.#connections.length === 0) return;
      this.#serve(worker);
    }
  }

  // Gives a free worker the oldest connection that it has not refused.
  #serve(worker) {
    const index = this.#connections.findIndex(({ refusedBy }) => !refusedBy.has(worker));
    if (index === -1) return;
    const connection = index === 0 ? this.#connections.shift() :
      this.#connections.splice(index, 1)[0];
    this.#free.delete(worker);
    const message = { act: 'connection', key: this.#key };
    const sent = send(worker.process, message, connection.handle, (answer) => {
      this.#onAnswer(worker, connection, answer?.accepted === true);
    });
    if (!sent) this.#onAnswer(worker, connection, false);
  }

  #onAnswer(worker, connection, accepted) {
    if (accepted) {
      connection.handle.close();
    } else {
      connection.refusedBy.add(worker);
      this.#keep(connection);
    }
    // One whose channel is closed is about to be removed.
    if (this.#workers.has(worker) && worker.isConnected()) this.#free.add(worker);
    this.#distribute();
  }
}

module.exports = { RoundRobinHandle };
