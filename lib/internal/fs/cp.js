'use strict';

// fs.cp(). Source: Node doc, fs.cp(), fs.cpSync(), fsPromises.cp().
//
// The rules live in the binding (CopyTreeJob), which copies a whole tree as one job. With a filter,
// which is JavaScript, each entry is a job of its own and the walk is done here.

const native = binding('fs');
const {
  codes: {
    ERR_FS_CP_DIR_TO_NON_DIR, ERR_FS_CP_EEXIST, ERR_FS_CP_EINVAL, ERR_FS_CP_FIFO_PIPE,
    ERR_FS_CP_NON_DIR_TO_DIR, ERR_FS_CP_SOCKET, ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY,
    ERR_FS_CP_UNKNOWN, ERR_FS_EISDIR, ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_RETURN_VALUE,
  },
} = require('internal/errors');
const { validateBoolean, validateFunction, validateObject } = require('internal/validators');
const { isPromise } = require('internal/util/types');
const {
  checkCallback, configure, getCopyMode, getPath, splitNames,
} = require('internal/fs/utils');

// CopyTreeJob::Option.
const kForce = 1;
const kErrorOnExist = 2;
const kDereference = 4;
const kPreserveTimestamps = 8;
const kVerbatimSymlinks = 16;
const kRecursive = 32;
const kIsRoot = 64;

// CopyTreeJob::Refusal: the error, its errno name and number, which of the two paths it is about,
// and what is wrong.
const refusals = [
  undefined,
  [ERR_FS_CP_EINVAL, 'EINVAL', 22, 'to', () => 'src and dest cannot be the same'],
  [ERR_FS_CP_EINVAL, 'EINVAL', 22, 'to', (from, to) =>
    `cannot copy ${from} to a subdirectory of self ${to}`],
  [ERR_FS_CP_DIR_TO_NON_DIR, 'EISDIR', 21, 'to',
   (from, to) => `cannot overwrite non-directory ${to} with directory ${from}`],
  [ERR_FS_CP_NON_DIR_TO_DIR, 'ENOTDIR', 20, 'to',
   (from, to) => `cannot overwrite directory ${to} with non-directory ${from}`],
  [ERR_FS_CP_EEXIST, 'EEXIST', 17, 'to', (from, to) => `${to} already exists`],
  [ERR_FS_EISDIR, 'EISDIR', 21, 'from', (from) => `${from} is a directory (not copied)`],
  [ERR_FS_CP_EINVAL, 'EINVAL', 22, 'to', (from, to) =>
    `cannot copy ${from} to a subdirectory of self ${to}`],
  [ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, 'EINVAL', 22, 'to', (from,
    to) => `cannot overwrite ${to} with ${from}`],
  [ERR_FS_CP_SOCKET, 'EINVAL', 22, 'to', (from, to) => `cannot copy a socket file: ${to}`],
  [ERR_FS_CP_FIFO_PIPE, 'EINVAL', 22, 'to', (from, to) => `cannot copy a FIFO pipe: ${to}`],
  [ERR_FS_CP_UNKNOWN, 'EINVAL', 22, 'to', (from, to) => `cannot copy an unknown file type: ${to}`],
];

// Throws what the binding has refused; else what is left to do.
function checkOutcome(outcome) {
  if (!Array.isArray(outcome)) return outcome;
  const [kind, from, to] = outcome;
  const [SystemError, code, errno, which, describe] = refusals[kind];
  throw new SystemError({
    message: describe(from, to), path: which === 'to' ? to : from, syscall: 'cp', errno, code,
  });
}

const flagNames = [
  ['dereference', kDereference], ['errorOnExist', kErrorOnExist], ['force', kForce],
  ['preserveTimestamps', kPreserveTimestamps], ['recursive', kRecursive],
  ['verbatimSymlinks', kVerbatimSymlinks],
];
const defaults = {
  dereference: false, errorOnExist: false, force: true, preserveTimestamps: false, recursive: false,
  verbatimSymlinks: false,
};

// { from, to, flags, mode, filter }
function checkArguments(src, dest, options) {
  if (options !== undefined) validateObject(options, 'options');
  options = { ...defaults, ...options };
  let flags = 0;
  for (const [name, bit] of flagNames) {
    validateBoolean(options[name], `options.${name}`);
    if (options[name]) flags |= bit;
  }
  const mode = getCopyMode(options.mode);
  if ((flags & kDereference) !== 0 && (flags & kVerbatimSymlinks) !== 0) {
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  const { filter } = options;
  if (filter !== undefined) validateFunction(filter, 'options.filter');
  return { from: getPath(src, 'src'), to: getPath(dest, 'dest'), flags, mode, filter };
}

function nameBelow(folder, name) {
  return require('path').join(folder, name);
}

function asText(path) {
  return typeof path === 'string' ? path : Buffer.from(path).toString();
}

// --- With a filter -------------------------------------------------------------------------------

function walkSync(from, to, flags, mode, filter) {
  const wanted = filter(from, to);
  if (isPromise(wanted)) throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', wanted);
  if (!wanted) return;
  const folderMode = checkOutcome(native.copyTree(from, to, flags, mode, true, undefined));
  if (folderMode === undefined) return;
  for (const name of splitNames(native.readdir(from, false, false, false, undefined))) {
    walkSync(nameBelow(from, name), nameBelow(to, name), flags & ~kIsRoot, mode, filter);
  }
  if (folderMode !== -1) native.chmod(to, folderMode, undefined);
}

async function walk(from, to, flags, mode, filter) {
  if (!await filter(from, to)) return;
  const folderMode = checkOutcome(await native.copyTree(from, to, flags, mode, true, true));
  if (folderMode === undefined) return;
  for (const name of splitNames(await native.readdir(from, false, false, false, true))) {
    await walk(nameBelow(from, name), nameBelow(to, name), flags & ~kIsRoot, mode, filter);
  }
  if (folderMode !== -1) await native.chmod(to, folderMode, true);
}

// --- The three styles ----------------------------------------------------------------------------

function start({ from, to, flags, mode, filter }) {
  configure();
  if (filter !== undefined) return walk(asText(from), asText(to), flags | kIsRoot, mode, filter);
  return native.copyTree(from, to, flags | kIsRoot, mode, false, true).then(checkOutcome);
}

/**
 * @param {string | Buffer | URL} src
 * @param {string | Buffer | URL} dest
 * @param {object | Function} options dereference, errorOnExist, filter, force, mode,
 *   preserveTimestamps, recursive, verbatimSymlinks
 * @param {(error: Error | null) => void} [callback]
 * @throws {TypeError} on wrong arguments
 */
function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkCallback(callback);
  start(checkArguments(src, dest, options)).then(
    () => process.nextTick(callback, null, undefined),
    (error) => process.nextTick(callback, error));
}

/** Source: Node doc, fs.cpSync(). @throws {Error} ERR_FS_CP_*, or of a system call */
function cpSync(src, dest, options) {
  const { from, to, flags, mode, filter } = checkArguments(src, dest, options);
  if (filter !== undefined) {
    walkSync(asText(from), asText(to), flags | kIsRoot, mode, filter);
  } else {
    checkOutcome(native.copyTree(from, to, flags | kIsRoot, mode, false, undefined));
  }
}

/** @returns {Promise<void>} Source: Node doc, fsPromises.cp(). */
async function cpPromise(src, dest, options) {
  await start(checkArguments(src, dest, options));
}

module.exports = { cp, cpPromise, cpSync };
