'use strict';

// A socket that the primary has bound and that all workers listen on: the system decides who gets a
// connection or datagram.

/** The handle of one address; closed when its last worker has gone. */
class SharedHandle {
  #handle = null;
  #status = 0;
  #workers = new Set();

  /** @param {any} query see child.js */
  constructor(query) {
    const { address, port, addressType, fd, flags } = query;
    const isDatagram = addressType === 'udp4' || addressType === 'udp6';
    const create = isDatagram ? require('internal/dgram').createSocketHandle :
      require('internal/cluster/server_handle').createHandle;
    const handle = isDatagram ? create(address, port, addressType, fd, flags) : create(query);
    if (typeof handle === 'number') this.#status = handle;
    else this.#handle = handle;
  }

  /**
   * @param {any} worker
   * @param {(status: number, answer: object, handle: any) => void} callback
   * @returns {void}
   */
  add(worker, callback) {
    if (this.#status === 0) this.#workers.add(worker);
    callback(this.#status, {}, this.#handle ?? undefined);
  }

  /**
   * @param {any} worker
   * @returns {boolean} whether nobody needs the handle any more
   */
  remove(worker) {
    this.#workers.delete(worker);
    if (this.#workers.size > 0) return false;
    this.#handle?.close();
    this.#handle = null;
    return true;
  }
}

module.exports = { SharedHandle };
