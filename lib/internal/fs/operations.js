'use strict';

// Each operation of fs that is one call of the binding, declared once. fs.js makes the callback and
// the synchronous style of it, internal/fs/promises the third.
//
// An operation is { call, args, optional, result, error }:
//   call      the binding's function; its last argument is the completion
//   args      turns the user's arguments into the binding's, or throws what is wrong with them;
//             its length is the number of the user's arguments
//   optional  how many of them, from the end, may be left out
//   result    makes the user's value out of the binding's (value, userArguments); without it they
//             are the same
//   syncResult  the same, for the synchronous style only
//   error     replaces the error of the binding

const native = binding('fs');
const {
  checkSymlinkType, configure, encodeName, getAccessMode, getCopyMode, getFd, getOptions, getPath,
  getRmOptions, makeDirents, takeStatFs, takeStats, toSeconds, validateOwner, wantsBytes,
} = require('internal/fs/utils');
const { parseFileMode, validateBoolean, validateInteger, validateObject } =
  require('internal/validators');

function statOf(call, getTarget) {
  return {
    call,
    optional: 1,
    args(target, options) {
      configure();
      return [getTarget(target), options?.bigint === true];
    },
    syncResult: (_, [, options]) => takeStats(options?.bigint === true),
  };
}

function ownerOf(call, getTarget) {
  return {
    call,
    args(target, uid, gid) {
      target = getTarget(target);
      validateOwner(uid, 'uid');
      validateOwner(gid, 'gid');
      return [target, uid, gid];
    },
  };
}

function timesOf(call, getTarget) {
  return {
    call,
    args: (target, atime, mtime) =>
      [getTarget(target), toSeconds(atime), toSeconds(mtime)],
  };
}

// The length of truncate(): what is negative is 0.
function getLength(length) {
  if (length === undefined) return 0;
  validateInteger(length, 'len');
  return Math.max(0, length);
}

// Names in another encoding than UTF-8 are made from bytes: there need not be text.
function bufferWanted(options) {
  return wantsBytes(getOptions(options).encoding);
}

function recode(names, options) {
  const { encoding } = getOptions(options);
  if (!wantsBytes(encoding) || encoding === 'buffer') return names;
  return Array.isArray(names) ?
    names.map((name) => encodeName(name, encoding)) : encodeName(names, encoding);
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

function checkedMkdir(path, options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === 'number' || typeof options === 'string') {
    mode = parseFileMode(options, 'mode');
  } else if (options) {
    if (options.recursive !== undefined) {
      recursive = options.recursive;
      validateBoolean(recursive, 'options.recursive');
    }
    if (options.mode !== undefined) mode = parseFileMode(options.mode, 'options.mode');
  }
  return { path: getPath(path), mode, recursive };
}

module.exports = {
  access: {
    call: native.access,
    optional: 1,
    args: (path, mode) => [getPath(path), getAccessMode(mode)],
  },
  chmod: {
    call: native.chmod,
    args: (path, mode) => [getPath(path), parseFileMode(mode, 'mode')],
  },
  chown: ownerOf(native.chown, getPath),
  copyFile: {
    call: native.copyFile,
    optional: 1,
    args: (src, dest, mode) => [getPath(src, 'src'), getPath(dest, 'dest'), getCopyMode(mode)],
  },
  fchmod: {
    call: native.fchmod,
    args: (fd, mode) => [getFd(fd), parseFileMode(mode, 'mode')],
  },
  fchown: ownerOf(native.fchown, getFd),
  fdatasync: { call: native.fdatasync, args: (fd) => [getFd(fd)] },
  fstat: statOf(native.fstat, getFd),
  fsync: { call: native.fsync, args: (fd) => [getFd(fd)] },
  ftruncate: {
    call: native.ftruncate,
    optional: 1,
    args: (fd, len) => [getFd(fd), getLength(len)],
  },
  futimes: timesOf(native.futimes, getFd),
  lchown: ownerOf(native.lchown, getPath),
  link: {
    call: native.link,
    args: (existingPath, newPath) =>
      [getPath(existingPath, 'existingPath'), getPath(newPath, 'newPath')],
  },
  lstat: statOf(native.lstat, getPath),
  lutimes: timesOf(native.lutimes, getPath),
  mkdir: {
    call(path, mode, recursive, completion) {
      return recursive ?
        native.makeDirectories(path, mode, completion) : native.mkdir(path, mode, completion);
    },
    optional: 1,
    args(path, options) {
      const checked = checkedMkdir(path, options);
      return [checked.path, checked.mode, checked.recursive];
    },
  },
  mkdtemp: {
    call: native.mkdtemp,
    optional: 1,
    args(prefix, options) {
      prefix = getPath(prefix, 'prefix');
      warnOnPlainPrefix(prefix);
      return [prefix, bufferWanted(options)];
    },
    result: (path, [, options]) => recode(path, options),
  },
  readdir: {
    call: native.readdir,
    optional: 1,
    args(path, options) {
      const { encoding, recursive, withFileTypes } = getOptions(options);
      if (recursive !== undefined && recursive !== null) validateBoolean(recursive,
          'options.recursive');
      return [getPath(path), recursive === true, wantsBytes(encoding), withFileTypes === true];
    },
    result(value, [path, options]) {
      if (getOptions(options).withFileTypes !== true) return recode(value, options);
      value[0] = recode(value[0], options);
      return makeDirents(value, getPath(path));
    },
  },
  readlink: {
    call: native.readlink,
    optional: 1,
    args: (path, options) => [getPath(path, 'oldPath'), bufferWanted(options)],
    result: (path, [, options]) => recode(path, options),
  },
  realpath: {
    call: native.realpath,
    optional: 1,
    args: (path, options) => [getPath(path), bufferWanted(options)],
    result: (path, [, options]) => recode(path, options),
  },
  rename: {
    call: native.rename,
    args: (oldPath, newPath) => [getPath(oldPath, 'oldPath'), getPath(newPath, 'newPath')],
  },
  rm: {
    call: native.rm,
    optional: 1,
    args(path, options) {
      path = getPath(path);
      const { force, maxRetries, recursive, retryDelay } = getRmOptions(options);
      return [path, recursive ? kTree : kOne, force === true, maxRetries, retryDelay];
    },
    error(error, [path]) {
      if (error.code !== 'EISDIR') return error;
      const { codes: { ERR_FS_EISDIR } } = require('internal/errors');
      return new ERR_FS_EISDIR({
        code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: -error.errno,
      });
    },
  },
  rmdir: {
    call(path, options, completion) {
      if (!options.recursive) return native.rmdir(path, completion);
      return native.rm(path, kDirectoryTree, false, options.maxRetries, options.retryDelay,
        completion);
    },
    optional: 1,
    args(path, options) {
      path = getPath(path);
      const checked = getRmOptions(options);
      if (checked.recursive) {
        process.emitWarning(
          'In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. ' +
          'Use fs.rm(path, { recursive: true }) instead', 'DeprecationWarning', 'DEP0147');
      }
      return [path, checked];
    },
  },
  stat: statOf(native.stat, getPath),
  statfs: {
    call: native.statfs,
    optional: 1,
    args(path, options) {
      path = getPath(path);
      if (options !== undefined && options !== null) validateObject(options, 'options');
      configure();
      return [path, options?.bigint === true];
    },
    syncResult: (_, [, options]) => takeStatFs(options?.bigint === true),
  },
  symlink: {
    call: native.symlink,
    optional: 1,
    args(target, path, type) {
      checkSymlinkType(type);
      return [getPath(target, 'target'), getPath(path)];
    },
  },
  truncate: {
    call: native.truncate,
    optional: 1,
    args: (path, len) => [getPath(path), getLength(len)],
  },
  unlink: { call: native.unlink, args: (path) => [getPath(path)] },
  utimes: timesOf(native.utimes, getPath),
};
