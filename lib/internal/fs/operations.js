'use strict';

// Each operation of fs that is one call of the binding, declared once: a function
//
//   (done, ...arguments) => what the binding returns
//
// that checks the user's arguments, then `done`, and starts the job. `done` says in which form:
//   undefined  synchronous: returns the result or throws
//   true       returns a promise
//   a function is called with (error, result)
//   NotAFunction: what the user gave instead of one, refused when the other arguments are right
//
// fs.js makes the callback and the synchronous style of it, internal/fs/promises the third. Nothing
// is allocated on the way unless a result has to be converted.

const native = binding('fs');
const {
  checkCallback, checkSymlinkType, configure, encodeName, getAccessMode, getCopyMode, getFd,
  getOptions, getPath, getRmOptions, makeDirents, splitNames, takeStatFs, takeStats, toSeconds,
  validateOwner, wantsBytes,
} = require('internal/fs/utils');
const { isUint8Array } = require('internal/util/types');
const { parseFileMode, validateBoolean, validateInteger } =
  require('internal/validators');

class NotAFunction {
  constructor(value) {
    this.value = value;
  }
}

// As the last argument of a call it is evaluated after all others have been checked.
function check(done) {
  if (done instanceof NotAFunction) checkCallback(done.value);
  return done;
}

/**
 * Passes the outcome of a call through conversions, in the form that `done` asks for.
 * @param {any} done
 * @param {(done: any) => any} call
 * @param {(value: any) => any} [convert] of the result
 * @param {(error: Error) => Error} [convertError]
 */
function converted(done, call, convert = (value) => value, convertError = (error) => error) {
  check(done);
  if (done === undefined) {
    let value;
    try {
      value = call(undefined);
    } catch (error) {
      throw convertError(error);
    }
    return convert(value);
  }
  if (done === true) {
    return call(true).then(convert, (error) => {
      throw convertError(error);
    });
  }
  return call((error, value) => {
    if (error) done(convertError(error));
    else if (value === undefined) done(null);
    else done(null, convert(value));
  });
}

function statOf(call, getTarget) {
  return (done, target, options) => {
    configure();
    const bigint = options?.bigint === true;
    const result = call(getTarget(target), bigint, check(done));
    return done === undefined ? takeStats(bigint) : result;
  };
}

function ownerOf(call, getTarget) {
  return (done, target, uid, gid) => {
    target = getTarget(target);
    validateOwner(uid, 'uid');
    validateOwner(gid, 'gid');
    return call(target, uid, gid, check(done));
  };
}

function timesOf(call, getTarget, names = ['time', 'time']) {
  return (done, target, atime, mtime) => call(
    getTarget(target), toSeconds(atime, names[0]), toSeconds(mtime, names[1]), check(done));
}

// The length of truncate(): what is negative is 0.
function getLength(length) {
  if (length === undefined) return 0;
  validateInteger(length, 'len');
  return Math.max(0, length);
}

// Calls that give one path. Names in another encoding than UTF-8 are made from bytes: there need
// not be text.
function pathResult(done, call, path, options) {
  const { encoding } = getOptions(options);
  if (!wantsBytes(encoding)) return call(path, false, check(done));
  if (encoding === 'buffer') return call(path, true, check(done));
  return converted(done, (end) => call(path, true, end), (bytes) => encodeName(bytes, encoding));
}

// realpath() takes whatever can be made a text of.
function textOf(path) {
  if (typeof path === 'string' || isUint8Array(path) || require('internal/url').isURL(path)) {
    return path;
  }
  return `${path}`;
}

// The kinds of the binding's rm().
const kOne = 0;
const kTree = 1;
const kDirectoryTree = 2;

let hasWarned = false;
// Names that end in X make other systems' mkdtemp() fail.
function warnOnPlainPrefix(prefix) {
  if (hasWarned || !(typeof prefix === 'string' ? prefix.endsWith('X') :
      prefix.at(-1) === 0x58)) return;
  hasWarned = true;
  process.emitWarning('mkdtemp() templates ending with X are not portable. ' +
    'For details see: https://nodejs.org/api/fs.html');
}

function isDirectoryError(error, path) {
  if (error.code !== 'EISDIR') return error;
  const { codes: { ERR_FS_EISDIR } } = require('internal/errors');
  return new ERR_FS_EISDIR({
    code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: -error.errno,
  });
}

// Functions of the binding are looked up in each call: async hooks replace them
// (internal/async_requests).
// [the operation, how many arguments it has, how many of them, from the end, may be left out]
const operations = {
  access: [
    (done, path, mode) => native.access(getPath(path), getAccessMode(mode), check(done)), 2, 1],
  chmod: [
    (done, path, mode) => native.chmod(getPath(path), parseFileMode(mode, 'mode'), check(done)), 2],
  chown: [
    ownerOf((target, uid, gid, done) => native.chown(target, uid, gid, done), getPath), 3],
  copyFile: [
    (done, src, dest, mode) => native.copyFile(
      getPath(src, 'src'), getPath(dest, 'dest'), getCopyMode(mode), check(done)), 3, 1],
  fchmod: [
    (done, fd, mode) => native.fchmod(getFd(fd), parseFileMode(mode, 'mode'), check(done)), 2],
  fchown: [
    ownerOf((target, uid, gid, done) => native.fchown(target, uid, gid, done), getFd), 3],
  fdatasync: [(done, fd) => native.fdatasync(getFd(fd), check(done)), 1],
  fstat: [
    statOf((target, bigint, done) => native.fstat(target, bigint, done), getFd), 2, 1],
  fsync: [(done, fd) => native.fsync(getFd(fd), check(done)), 1],
  ftruncate: [
    (done, fd, len) => native.ftruncate(getFd(fd), getLength(len), check(done)), 2, 1],
  futimes: [
    timesOf((target, atime, mtime, done) => native.futimes(target, atime, mtime, done), getFd,
            ['atime', 'mtime']), 3],
  lchown: [
    ownerOf((target, uid, gid, done) => native.lchown(target, uid, gid, done), getPath), 3],
  link: [
    (done, existingPath, newPath) => native.link(
      getPath(existingPath, 'existingPath'), getPath(newPath, 'newPath'), check(done)), 2],
  lstat: [
    statOf((target, bigint, done) => native.lstat(target, bigint, done), getPath), 2, 1],
  lutimes: [
    timesOf((target, atime, mtime, done) => native.lutimes(target, atime, mtime, done), getPath),
    3],
  mkdir: [
    (done, path, options) => {
      let mode = 0o777;
      let recursive = false;
      if (typeof options === 'number' || typeof options === 'string') {
        mode = parseFileMode(options, 'mode');
      } else if (options) {
        if (options.recursive !== undefined) {
          recursive = options.recursive;
          validateBoolean(recursive, 'options.recursive');
        }
        if (done === true) mode = parseFileMode(options.mode, 'mode', mode);
        else if (options.mode !== undefined) mode = parseFileMode(options.mode, 'options.mode');
      }
      path = getPath(path);
      return recursive ?
        native.makeDirectories(path, mode, check(done)) : native.mkdir(path, mode, check(done));
    }, 2, 1],
  mkdtemp: [
    (done, prefix, options) => {
      prefix = getPath(prefix, 'prefix');
      warnOnPlainPrefix(prefix);
      return pathResult(done, native.mkdtemp, prefix, options);
    }, 2, 1],
  readdir: [
    (done, path, options) => {
      const { encoding, recursive, withFileTypes } = getOptions(options);
      if (done !== true && recursive !== undefined && recursive !== null) {
        validateBoolean(recursive, 'options.recursive');
      }
      const name = getPath(path);
      const bytes = wantsBytes(encoding);
      const types = Boolean(withFileTypes);
      const call = (end) => native.readdir(name, Boolean(recursive), bytes, types, end);
      if (types) return converted(done, call, (listing) => makeDirents(listing, name, encoding));
      return converted(done, call, bytes && encoding !== 'buffer' ?
        (names) => names.map((each) => encodeName(each, encoding)) : splitNames);
    }, 2, 1],
  readlink: [
    (done, path, options) => pathResult(done, native.readlink, getPath(path, 'oldPath'), options),
    2, 1],
  realpath: [
    (done, path, options) => pathResult(done, native.realpath, getPath(textOf(path)), options),
    2, 1],
  rename: [
    (done, oldPath, newPath) => native.rename(
      getPath(oldPath, 'oldPath'), getPath(newPath, 'newPath'), check(done)), 2],
  rm: [
    (done, path, options) => {
      const name = getPath(path);
      const { force, maxRetries, recursive, retryDelay } = getRmOptions(options);
      validateBoolean(force, 'options.force');
      return converted(
        done,
        (end) => native.rm(name, recursive ? kTree : kOne, force, maxRetries, retryDelay, end),
        undefined, (error) => isDirectoryError(error, path));
    }, 2, 1],
  rmdir: [
    (done, path, options) => {
      path = getPath(path);
      const { maxRetries, recursive, retryDelay } = getRmOptions(options);
      if (!recursive) return native.rmdir(path, check(done));
      process.emitWarning(
        'In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. ' +
        'Use fs.rm(path, { recursive: true }) instead', 'DeprecationWarning', 'DEP0147');
      return native.rm(path, kDirectoryTree, false, maxRetries, retryDelay, check(done));
    }, 2, 1],
  stat: [
    statOf((target, bigint, done) => native.stat(target, bigint, done), getPath), 2, 1],
  statfs: [
    (done, path, options) => {
      path = getPath(path);
      configure();
      const bigint = options?.bigint === true;
      const result = native.statfs(path, bigint, check(done));
      return done === undefined ? takeStatFs(bigint) : result;
    }, 2, 1],
  symlink: [
    (done, target, path, type) => {
      checkSymlinkType(type);
      return native.symlink(getPath(target, 'target'), getPath(path), check(done));
    }, 3, 1],
  truncate: [
    (done, path, len) => native.truncate(getPath(path), getLength(len), check(done)), 2, 1],
  unlink: [(done, path) => native.unlink(getPath(path), check(done)), 1],
  utimes: [
    timesOf((target, atime, mtime, done) => native.utimes(target, atime, mtime, done), getPath), 3],
};

/** @returns {Function} fs.realpath.native as an operation */
function nativeRealpath(done, path, options) {
  return pathResult(done, native.nativeRealpath, getPath(path), options);
}

// --- The styles ----------------------------------------------------------------------------------

// Those that find fault with their other arguments before they do with a missing callback.
const callbackLast = new Set([
  'access', 'chmod', 'copyFile', 'fchmod', 'fchown', 'fdatasync', 'fsync', 'ftruncate', 'futimes',
  'rm', 'truncate',
]);

/**
 * @param {string} name
 * @param {[Function, number, number?]} operation
 * @returns {Function} with the callback after the arguments, or in the place of the one that may be
 *   left out
 */
function callbackStyle(name, [start, count, optional = 0]) {
  const isCheckedLast = callbackLast.has(name);
  const asDone = (callback) => {
    if (typeof callback === 'function') return callback;
    return isCheckedLast ? new NotAFunction(callback) : checkCallback(callback);
  };
  if (count === 1) {
    return { [name](a, callback) { start(asDone(callback), a); } }[name];
  }
  if (count === 2) {
    return {
      [name](a, b, callback) {
        if (optional === 1 && typeof b === 'function') start(b, a, undefined);
        else start(asDone(callback), a, b);
      },
    }[name];
  }
  return {
    [name](a, b, c, callback) {
      if (optional === 1 && typeof c === 'function') start(c, a, b, undefined);
      else start(asDone(callback), a, b, c);
    },
  }[name];
}

/** @returns {Function} the synchronous style, named `${name}Sync` */
function syncStyle(name, [start, count]) {
  const syncName = `${name}Sync`;
  if (count === 1) return { [syncName](a) { return start(undefined, a); } }[syncName];
  if (count === 2) return { [syncName](a, b) { return start(undefined, a, b); } }[syncName];
  return { [syncName](a, b, c) { return start(undefined, a, b, c); } }[syncName];
}

/**
 * Not an async function: that would add three turns of the microtask queue to each call.
 * @returns {Function} the style that returns a promise; argument errors reject it
 */
function promiseStyle(name, [start, count]) {
  const run = (a, b, c) => {
    try {
      configure();
      return start(true, a, b, c);
    } catch (error) {
      return Promise.reject(error);
    }
  };
  if (count === 1) return { [name](a) { return run(a); } }[name];
  if (count === 2) return { [name](a, b) { return run(a, b); } }[name];
  return { [name](a, b, c) { return run(a, b, c); } }[name];
}

module.exports = { callbackStyle, nativeRealpath, operations, promiseStyle, syncStyle };
