'use strict';

// fs.Dir. Source: Node doc, class fs.Dir.
//
// A Dir is a descriptor of a folder, from which the binding reads as many entries at a time as fit
// in a buffer: one job on the worker pool for many read() calls. A recursive one holds one
// descriptor too: of the folder it is reading, while those to come wait by name.

const native = binding('fs');
const {
  codes: { ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_MISSING_ARGS },
} = require('internal/errors');
const { validateFunction, validateUint32 } = require('internal/validators');
const {
  Dirent, configure, dirent, encodeName, getOptions, getPath, wantsBytes,
} = require('internal/fs/utils');

const kRelease = Symbol('release');

// What the entry of a name of some length takes in the kernel's buffer, and the most one can take.
const kBytesPerEntry = 64;
const kMaxEntryBytes = 288;
const kMaxBytes = 1024 * 1024;

let registry;
// As with FileHandle: a Dir that is collected open is closed, and told of.
function watchForCollection(dir, state) {
  registry ??= new FinalizationRegistry((left) => {
    if (left.fd === -1) return;
    try {
      native.close(left.fd, undefined);
    } catch {
      // The descriptor was closed behind our back.
    }
    process.emitWarning('Closing directory handle on garbage collection');
  });
  registry.register(dir, state, state);
}

/** Source: Node doc, class fs.Dir. */
class Dir {
  #path;
  // Shared with the registry, which must not hold the Dir itself.
  #state;
  #encoding;
  #bytes;
  #recursive;
  // Where the entries that are read belong to.
  #folder;
  #entries = null; // name, type, name, type ... of the binding
  #next = 0;
  #waitingFolders = [];
  #closed = false;
  #busy = false;
  #queue = [];

  /**
   * @param {number} fd
   * @param {string | Uint8Array} path
   * @param {{ encoding: string, bufferSize: number, recursive: boolean }} options
   */
  constructor(fd, path, options) {
    if (fd === undefined) throw new ERR_MISSING_ARGS('handle');
    this.#path = path;
    this.#folder = path;
    this.#state = { fd };
    this.#encoding = options.encoding;
    this.#recursive = options.recursive;
    this.#bytes = Math.min(kMaxBytes, Math.max(kMaxEntryBytes,
      options.bufferSize * kBytesPerEntry));
    watchForCollection(this, this.#state);
  }

  /** @returns {string} as it was given to opendir() */
  get path() {
    return this.#path;
  }

  /**
   * @param {(error: Error | null, entry?: Dirent | null) => void} [callback]
   * @returns {Promise<Dirent | null> | undefined} null at the end
   * @throws {Error} ERR_DIR_CLOSED, with a callback
   */
  read(callback = undefined) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new ERR_DIR_CLOSED());
      return new Promise((resolve, reject) => {
        this.#schedule(this.#readNow, (error, entry) => (error ? reject(error) : resolve(entry)));
      });
    }
    validateFunction(callback, 'callback');
    if (this.#closed) throw new ERR_DIR_CLOSED();
    this.#schedule(this.#readNow, callback);
    return undefined;
  }

  /**
   * @returns {Dirent | null}
   * @throws {Error} ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION
   */
  readSync() {
    this.#checkIdle();
    for (;;) {
      const entry = this.#takeEntry();
      if (entry !== undefined) return entry;
      this.#entries = native.readEntries(
        this.#state.fd, this.#bytes, wantsBytes(this.#encoding), undefined) ?? null;
      this.#next = 0;
      if (this.#entries !== null) continue;
      if (!this.#openNextFolderSync()) return null;
    }
  }

  /**
   * @param {(error: Error | null) => void} [callback]
   * @returns {Promise<void> | undefined}
   */
  close(callback = undefined) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new ERR_DIR_CLOSED());
      return new Promise((resolve, reject) => {
        this.close((error) => (error ? reject(error) : resolve()));
      });
    }
    validateFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, new ERR_DIR_CLOSED());
      return undefined;
    }
    this.#schedule(this.#closeNow, callback);
    return undefined;
  }

  /** @throws {Error} ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION */
  closeSync() {
    this.#checkIdle();
    native.close(this[kRelease](), undefined);
  }

  /** @returns {AsyncGenerator<Dirent>} closes when it ends, however it ends */
  async* entries() {
    try {
      for (;;) {
        // What has been read already costs no turn of the loop.
        const entry = (this.#busy || this.#closed ? undefined : this.#takeEntry()) ??
          await this.read();
        if (entry === null) break;
        yield entry;
      }
    } finally {
      if (!this.#closed) await this.close();
    }
  }

  // One operation at a time; the others wait in order.
  #schedule(operation, callback) {
    if (this.#busy) {
      this.#queue.push(operation, callback);
      return;
    }
    this.#busy = true;
    operation.call(this, (error, value) => {
      this.#busy = false;
      if (this.#queue.length > 0) {
        const [next, nextCallback] = this.#queue.splice(0, 2);
        this.#schedule(next, nextCallback);
      }
      if (error) callback(error);
      else if (value === undefined) callback(null);
      else callback(null, value);
    });
  }

  #readNow(done) {
    if (this.#closed) {
      process.nextTick(done, new ERR_DIR_CLOSED());
      return;
    }
    const entry = this.#takeEntry();
    if (entry !== undefined) {
      process.nextTick(done, null, entry);
      return;
    }
    native.readEntries(this.#state.fd, this.#bytes, wantsBytes(this.#encoding), (error,
      entries) => {
      if (error) {
        done(error);
        return;
      }
      this.#next = 0;
      this.#entries = entries ?? null;
      if (this.#entries !== null) done(null, this.#takeEntry());
      else this.#openNextFolder(done);
    });
  }

  #closeNow(done) {
    if (this.#closed) process.nextTick(done, new ERR_DIR_CLOSED());
    else native.close(this[kRelease](), done);
  }

  // Goes on with the next folder below, or ends the reading.
  #openNextFolder(done) {
    const folder = this.#waitingFolders.shift();
    if (folder === undefined) {
      done(null, null);
      return;
    }
    native.opendir(folder, (error, fd) => {
      // Gone since its name was read.
      if (error?.code === 'ENOENT') {
        this.#openNextFolder(done);
        return;
      }
      if (error) {
        done(error);
        return;
      }
      const previous = this.#state.fd;
      this.#state.fd = fd;
      this.#folder = folder;
      native.close(previous, () => this.#readNow(done));
    });
  }

  #openNextFolderSync() {
    for (;;) {
      const folder = this.#waitingFolders.shift();
      if (folder === undefined) return false;
      let fd;
      try {
        fd = native.opendir(folder, undefined);
      } catch (error) {
        if (error.code === 'ENOENT') continue;
        throw error;
      }
      native.close(this.#state.fd, undefined);
      this.#state.fd = fd;
      this.#folder = folder;
      return true;
    }
  }

  #takeEntry() {
    const entries = this.#entries;
    if (entries === null || this.#next >= entries.length) return undefined;
    const name = entries[this.#next];
    const type = entries[this.#next + 1];
    this.#next += 2;
    const folder = this.#folder;
    if (this.#recursive && type === dirent.DIR) {
      const { join } = require('path');
      this.#waitingFolders.push(typeof folder === 'string' && typeof name === 'string' ?
        join(folder, name) : Buffer.concat([Buffer.from(folder), Buffer.from('/'),
          Buffer.from(name)]));
    }
    return new Dirent(wantsBytes(this.#encoding) ? encodeName(name, this.#encoding) : name, folder,
      type);
  }

  #checkIdle() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#busy) throw new ERR_DIR_CONCURRENT_OPERATION();
  }

  [kRelease]() {
    const { fd } = this.#state;
    this.#closed = true;
    this.#state.fd = -1;
    registry.unregister(this.#state);
    return fd;
  }
}

Object.defineProperty(Dir.prototype, Symbol.asyncIterator, {
  value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true,
});

const defaults = { encoding: 'utf8' };

function checkOptions(options) {
  options = getOptions(options, defaults);
  const { encoding = 'utf8', bufferSize = 32, recursive = false } = options;
  validateUint32(bufferSize, 'options.bufferSize', true);
  return { encoding, bufferSize, recursive: Boolean(recursive) };
}

/**
 * @param {string | Buffer | URL} path
 * @param {object | string | Function} options encoding, bufferSize, recursive
 * @param {(error: Error | null, dir?: Dir) => void} [callback]
 */
function opendir(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'callback');
  path = getPath(path);
  const checked = checkOptions(options);
  native.opendir(path, (error, fd) => {
    if (error) callback(error);
    else callback(null, new Dir(fd, path, checked));
  });
}

/** @returns {Dir} Source: Node doc, fs.opendirSync(). */
function opendirSync(path, options) {
  path = getPath(path);
  const checked = checkOptions(options);
  return new Dir(native.opendir(path, undefined), path, checked);
}

/** @returns {Promise<Dir>} Source: Node doc, fsPromises.opendir(). */
async function opendirPromise(path, options) {
  path = getPath(path);
  const checked = checkOptions(options);
  configure();
  return new Dir(await native.opendir(path, true), path, checked);
}

module.exports = { Dir, opendir, opendirPromise, opendirSync };
