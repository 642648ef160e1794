'use strict';

// fs.watch(), fs.watchFile() and fsPromises.watch(). Source: Node doc, "File system".
//
// fs.watch() is inotify. One file, or the entries of one folder, is a uv_fs_event_t; a tree is a
// queue of its own with a watch on each folder (TreeWatch). fs.watchFile() compares what stat()
// says from time to time and so works everywhere.

const EventEmitter = require('events');
const hooks = require('internal/async_hooks');
const { AbortError, UVException, codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateObject, validateUint32,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { encodeName, getOptions, getPath, toStats, wantsBytes } = require('internal/fs/utils');

let lazyNative;
// Classes of handles: not for the snapshot.
function native() {
  lazyNative ??= binding('fs_watch');
  return lazyNative;
}

function watchError(status, filename) {
  const error = new UVException({ errno: status, syscall: 'watch', path: filename });
  error.filename = filename;
  return error;
}

// --- fs.watch() ----------------------------------------------------------------------------------

// A tree, as an object with the methods of the FSEvent handle. Names are relative to its root.
//
// A folder that appears is watched at once and then read: what was made in it before the watch
// stood is reported from the reading. When the kernel has dropped events the whole tree is read
// again. Links are reported and not followed.
class TreeWatch {
  #handle;
  #root = '';
  #folders = new Map(); // watch descriptor -> path below the root, '' for it
  #watches = new Map(); // the other way round
  onchange = null;

  constructor() {
    this.#handle = new (native().Inotify)();
    this.#handle.onevents = (events) => this.#onEvents(events);
  }

  start(root) {
    this.#root = typeof root === 'string' ? root : Buffer.from(root).toString();
    this.#handle.path = this.#root;
    const status = this.#watch('');
    if (status < 0) return status;
    const folders = [];
    try {
      this.#readTree('', (path, isFolder) => isFolder && folders.push(path));
    } catch (error) {
      // Not a folder: its watch is all there is to it.
      if (error.code !== 'ENOTDIR') return error.errno;
    }
    for (const folder of folders) {
      const result = this.#watch(folder);
      if (result < 0 && !isGone(result)) return result;
    }
    return 0;
  }

  close() {
    this.#handle.onevents = null;
    this.#handle.close();
  }

  ref() {
    this.#handle.ref();
  }

  unref() {
    this.#handle.unref();
  }

  #absolute(path) {
    return path === '' ? this.#root : `${this.#root}/${path}`;
  }

  #watch(path) {
    const watch = this.#handle.add(this.#absolute(path));
    if (watch >= 0) {
      this.#folders.set(watch, path);
      this.#watches.set(path, watch);
    }
    return watch;
  }

  // Calls found(path, isFolder) for all below `path`.
  #readTree(path, found) {
    const { readdirSync } = require('fs');
    const { relative } = require('path');
    const base = this.#absolute(path);
    for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
      const below = relative(base, entry.path);
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      found(path === '' ? name : `${path}/${name}`, entry.isDirectory());
    }
  }

  #onEvents(events) {
    const { IN_CREATE, IN_IGNORED, IN_ISDIR, IN_MODIFY, IN_ATTRIB, IN_MOVED_FROM, IN_MOVED_TO,
            IN_DELETE, IN_DELETE_SELF, IN_MOVE_SELF, IN_Q_OVERFLOW } = native();
    for (let i = 0; i < events.length; i += 3) {
      const mask = events[i + 1];
      if (this.onchange === null) return;
      if (mask & IN_Q_OVERFLOW) {
        this.#refresh();
        continue;
      }
      const folder = this.#folders.get(events[i]);
      if (folder === undefined) continue;
      if (mask & IN_IGNORED) {
        this.#forget(events[i], folder);
        continue;
      }
      let name = events[i + 2];
      if (name === null) {
        // About the folder itself: what is above it tells the same, with its name, but for the
        // root.
        if (folder !== '') continue;
        name = require('path').basename(this.#root);
        if (mask & (IN_MODIFY | IN_ATTRIB)) this.onchange(0, false, name);
        else if (mask & (IN_DELETE_SELF | IN_MOVE_SELF)) this.onchange(0, true, name);
        continue;
      }
      const path = folder === '' ? name : `${folder}/${name}`;
      if (mask & (IN_MODIFY | IN_ATTRIB)) {
        this.onchange(0, false, path);
        continue;
      }
      this.onchange(0, true, path);
      if (!(mask & IN_ISDIR) || this.onchange === null) continue;
      if (mask & (IN_CREATE | IN_MOVED_TO)) this.#adopt(path);
      else if (mask & (IN_MOVED_FROM | IN_DELETE)) this.#abandon(path);
    }
  }

  // A folder that has appeared, and all below it.
  #adopt(path) {
    if (this.#watches.has(path)) this.#abandon(path);
    const status = this.#watch(path);
    if (status < 0) {
      // Gone again, and the queue tells.
      if (!isGone(status)) this.onchange(status, true, this.#absolute(path));
      return;
    }
    const { readdirSync } = require('fs');
    let entries;
    try {
      entries = readdirSync(this.#absolute(path), { withFileTypes: true });
    } catch (error) {
      if (!isGone(error.errno)) this.onchange(error.errno, true, this.#absolute(path));
      return;
    }
    for (const entry of entries) {
      if (this.onchange === null) return;
      const below = `${path}/${entry.name}`;
      this.onchange(0, true, below);
      if (entry.isDirectory() && this.onchange !== null) this.#adopt(below);
    }
  }

  #forget(watch, path) {
    this.#folders.delete(watch);
    // Its name may be another folder's by now.
    if (this.#watches.get(path) === watch) this.#watches.delete(path);
  }

  // A folder that has been removed, or moved out of where it was.
  #abandon(path) {
    const below = `${path}/`;
    for (const [folder, watch] of this.#watches) {
      if (folder !== path && !folder.startsWith(below)) continue;
      this.#forget(watch, folder);
      this.#handle.remove(watch);
    }
  }

  #refresh() {
    this.onchange(0, true, null);
    for (const folder of [...this.#watches.keys()]) if (folder !== '') this.#abandon(folder);
    const folders = [];
    try {
      this.#readTree('', (path, isFolder) => isFolder && folders.push(path));
    } catch (error) {
      if (this.onchange !== null) this.onchange(error.errno, true, this.#root);
      return;
    }
    for (const folder of folders) this.#watch(folder);
  }
}

function isGone(status) {
  const { UV_ENOENT, UV_ENOTDIR } = binding('uv');
  return status === UV_ENOENT || status === UV_ENOTDIR;
}

const kDefaultOptions = { persistent: true, recursive: false, encoding: 'utf8' };

/** Source: Node doc, class fs.FSWatcher. */
class FSWatcher extends EventEmitter {
  #encoding;
  #signal;
  #onAbort;

  constructor() {
    super();
    this._handle = null;
  }

  // Starts to watch, or throws.
  start(filename, { persistent, recursive, encoding, signal }) {
    this.#encoding = encoding;
    const handle = recursive ? new TreeWatch() : new (native().FSEvent)();
    handle.onchange = (status, isRename, name) => this.#onChange(status, isRename, name);
    const status = handle.start(filename, wantsBytes(encoding));
    if (status < 0) {
      handle.onchange = null;
      handle.close();
      throw watchError(status, typeof filename === 'string' ?
        filename : Buffer.from(filename).toString());
    }
    this._handle = handle;
    if (!recursive) handle.path = filename;
    if (hooks.hooksState.active && !recursive) hooks.initResource(handle, 'FSEVENTWRAP');
    if (!persistent) handle.unref();
    if (signal !== undefined) {
      this.#signal = signal;
      this.#onAbort = () => this.close();
      if (signal.aborted) process.nextTick(this.#onAbort);
      else signal.addEventListener('abort', this.#onAbort, { once: true });
    }
  }

  #onChange(status, isRename, name) {
    if (status < 0) {
      const error = watchError(status, name);
      this.#release();
      this.emit('error', error);
      return;
    }
    if (name !== null && wantsBytes(this.#encoding)) {
      name = encodeName(typeof name === 'string' ? Buffer.from(name) : name, this.#encoding);
    }
    this.emit('change', isRename ? 'rename' : 'change', name);
  }

  #release() {
    const handle = this._handle;
    if (handle === null) return false;
    this._handle = null;
    handle.onchange = null;
    handle.close();
    if (!(handle instanceof TreeWatch)) hooks.destroyResource(handle);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    return true;
  }

  /** Stops; a second call does nothing. */
  close() {
    if (this.#release()) process.nextTick(() => this.emit('close'));
  }

  /** @returns {FSWatcher} */
  ref() {
    this._handle?.ref();
    return this;
  }

  /** @returns {FSWatcher} */
  unref() {
    this._handle?.unref();
    return this;
  }
}

function checkWatchOptions(options) {
  const { persistent = true, recursive = false, encoding = 'utf8', signal } = options;
  validateBoolean(recursive, 'options.recursive');
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  return { persistent, recursive, encoding, signal };
}

/**
 * @param {string | Buffer | URL} filename
 * @param {object | string | Function} [options] persistent, recursive, encoding, signal
 * @param {(eventType: string, filename: string | Buffer | null) => void} [listener]
 * @returns {FSWatcher}
 * @throws {Error} when there is nothing to watch, or no more watches are to be had
 */
function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  options = getOptions(options, kDefaultOptions);
  options = checkWatchOptions({ ...options, recursive: options.recursive || false });
  const path = getPath(filename);
  const watcher = new FSWatcher();
  watcher.start(path, options);
  if (listener !== undefined) {
    validateFunction(listener, 'listener');
    watcher.on('change', listener);
  }
  return watcher;
}

/**
 * @param {string | Buffer | URL} filename
 * @param {object} [options] persistent, recursive, encoding, signal
 * @returns {AsyncGenerator<{ eventType: string, filename: string | Buffer | null }>}
 */
async function* watchAsync(filename, options = kEmptyObject) {
  const path = getPath(filename);
  if (typeof options === 'string') options = { encoding: options };
  validateObject(options, 'options');
  const { encoding } = options;
  if (encoding && encoding !== 'buffer' && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
  const checked = checkWatchOptions(options);
  validateBoolean(checked.persistent, 'options.persistent');
  const { signal } = checked;
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  // Events wait here for the one who iterates.
  let waiting = [];
  let failure;
  let wake = () => {};
  const watcher = new FSWatcher();
  watcher.on('change', (eventType, name) => {
    waiting.push({ __proto__: null, eventType, filename: name });
    wake();
  });
  watcher.on('error', (error) => {
    failure = error;
    wake();
  });
  const onAbort = () => {
    failure = new AbortError(undefined, { cause: signal.reason });
    wake();
  };
  watcher.start(path, { ...checked, signal: undefined });
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      const events = waiting;
      waiting = [];
      yield* events;
      if (failure !== undefined) throw failure;
      if (waiting.length === 0) {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    watcher.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

// --- fs.watchFile() ------------------------------------------------------------------------------

/** Source: Node doc, class fs.StatWatcher. */
class StatWatcher extends EventEmitter {
  #bigint;
  #lastStatus = -1;

  constructor(bigint) {
    super();
    this.#bigint = bigint;
    this._handle = null;
  }

  start(filename, persistent, interval) {
    const handle = new (native().StatWatcher)();
    handle.onchange = (status, numbers) => this.#onChange(status, numbers);
    const status = handle.start(filename, interval, this.#bigint);
    if (status < 0) {
      handle.close();
      throw watchError(status, filename);
    }
    this._handle = handle;
    handle.path = filename;
    if (hooks.hooksState.active) hooks.initResource(handle, 'STATWATCHER');
    if (!persistent) this.unref();
  }

  #onChange(status, numbers) {
    // Nothing was there and nothing is: told once.
    if (this.#lastStatus < -1 && status < 0) return;
    this.#lastStatus = status < 0 ? -2 : status;
    this.emit('change', toStats(numbers, this.#bigint),
      toStats(numbers.subarray(18), this.#bigint));
  }

  stop() {
    const handle = this._handle;
    if (handle === null) return;
    this._handle = null;
    handle.close();
    hooks.destroyResource(handle);
    process.nextTick(() => this.emit('stop'));
  }

  /** @returns {StatWatcher} */
  ref() {
    this._handle?.ref();
    return this;
  }

  /** @returns {StatWatcher} */
  unref() {
    this._handle?.unref();
    return this;
  }
}

const statWatchers = new Map(); // absolute path -> StatWatcher

/**
 * @param {string | Buffer | URL} filename
 * @param {object | Function} [options] persistent, interval, bigint
 * @param {(current: object, previous: object) => void} [listener]
 * @returns {StatWatcher}
 */
function watchFile(filename, options, listener) {
  const path = require('path').resolve(pathText(filename));
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = kEmptyObject;
  }
  // Node's default: a little more than five seconds.
  const { persistent = true, interval = 5007, bigint = false } = options;
  validateFunction(listener, 'listener');
  let watcher = statWatchers.get(path);
  if (watcher === undefined) {
    validateUint32(interval, 'interval');
    watcher = new StatWatcher(bigint);
    watcher.start(path, persistent, interval);
    statWatchers.set(path, watcher);
  } else if (persistent) {
    watcher.ref();
  }
  watcher.addListener('change', listener);
  return watcher;
}

/**
 * @param {string | Buffer | URL} filename
 * @param {Function} [listener] all of them without it
 */
function unwatchFile(filename, listener) {
  const path = require('path').resolve(pathText(filename));
  const watcher = statWatchers.get(path);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    statWatchers.delete(path);
  }
}

function pathText(filename) {
  const path = getPath(filename, 'filename');
  return typeof path === 'string' ? path : Buffer.from(path).toString();
}

module.exports = { FSWatcher, StatWatcher, unwatchFile, watch, watchAsync, watchFile };
