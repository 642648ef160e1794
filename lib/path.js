'use strict';

// Paths as strings: nothing here touches the file system.
//
// There are two independent flavours, `posix` and `win32`, each an object of plain functions that
// never use `this`, so they can be destructured. The module itself is the flavour of the platform.
//
// How it works. Every function finds the root (posix: a leading slash; win32: a drive, a UNC share,
// a device or a leading separator), and works on what follows it, the tail. Normalising a tail
// walks its segments once and appends the surviving ones to one output string. On posix most paths
// are already normal; three substring searches (native, no per-character work) prove it and the
// input itself is returned, with nothing allocated.
//
// Cost: O(length) for everything; `resolve` asks for the current directory only when no argument
// is absolute.

const { validateObject, validateString } = require('internal/validators');

const kSlash = 47;
const kBackslash = 92;
const kDot = 46;
const kColon = 58;
const kQuestion = 63;

function isPosixSeparator(code) {
  return code === kSlash;
}

function isWin32Separator(code) {
  return code === kSlash || code === kBackslash;
}

function isDriveLetter(code) {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/**
 * Removes empty, `.` and `..` segments. `..` above the start is kept only when the path is
 * relative; leading and trailing separators are dropped.
 * @param {string} path
 * @param {number} start index of the first character of the tail
 * @param {boolean} keepAbove whether a `..` that climbs above the start survives
 * @param {string} separator what joins the segments of the result
 * @param {(code: number) => boolean} isSeparator
 * @returns {string}
 */
function normalizeTail(path, start, keepAbove, separator, isSeparator) {
  const { length } = path;
  let out = '';
  let named = 0; // Segments at the end of `out` which a `..` may remove.
  let from = start;
  for (let i = start; i <= length; i++) {
    if (i < length && !isSeparator(path.charCodeAt(i))) continue;
    const size = i - from;
    if (size === 0 || (size === 1 && path.charCodeAt(from) === kDot)) {
      // Nothing to add.
    } else if (size === 2 && path.charCodeAt(from) === kDot &&
               path.charCodeAt(from + 1) === kDot) {
      if (named > 0) {
        const cut = out.lastIndexOf(separator);
        out = cut === -1 ? '' : out.slice(0, cut);
        named--;
      } else if (keepAbove) {
        out = out === '' ? '..' : `${out}${separator}..`;
      }
    } else {
      const segment = path.slice(from, i);
      out = out === '' ? segment : `${out}${separator}${segment}`;
      named++;
    }
    from = i + 1;
  }
  return out;
}

/**
 * Finds the last segment of a path, without its trailing separators.
 * Leaves the bounds in `segmentStart` and `segmentEnd` rather than allocating a pair.
 * @param {string} path
 * @param {number} low index where the search stops: the end of the root
 * @param {(code: number) => boolean} isSeparator
 */
let segmentStart = 0;
let segmentEnd = 0;
function findLastSegment(path, low, isSeparator) {
  let end = path.length;
  while (end > low && isSeparator(path.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > low && !isSeparator(path.charCodeAt(start - 1))) start--;
  segmentStart = start;
  segmentEnd = end;
}

/**
 * Index of the dot which begins the extension of the segment [start, end), or -1.
 * A leading dot begins a hidden file's name, not an extension; `..` has none.
 * @param {string} path
 * @param {number} start
 * @param {number} end
 * @returns {number}
 */
function extensionIndex(path, start, end) {
  let dot = end - 1;
  while (dot > start && path.charCodeAt(dot) !== kDot) dot--;
  if (dot <= start) return -1;
  if (end - start === 2 && path.charCodeAt(start) === kDot) return -1;
  return dot;
}

/**
 * Cuts `suffix` from the segment [segmentStart, segmentEnd), unless the segment is nothing else.
 * A suffix that only ends with the segment leaves the path's trailing separators in the result:
 * programs see that from Node, so it is kept.
 * @param {string} path
 * @param {string} suffix
 * @returns {string}
 */
function segmentWithout(path, suffix) {
  const segment = path.slice(segmentStart, segmentEnd);
  if (suffix.length > segment.length && suffix.length <= path.length && suffix.endsWith(segment)) {
    return path.slice(segmentStart);
  }
  if (suffix.length > 0 && suffix.length < segment.length && segment.endsWith(suffix)) {
    return segment.slice(0, segment.length - suffix.length);
  }
  return segment;
}

/**
 * Shared by both flavours: joins the parts `parse` makes.
 * @param {string} separator
 * @param {object} pathObject
 * @returns {string}
 */
function formatParts(separator, pathObject) {
  validateObject(pathObject, 'pathObject');
  const dir = pathObject.dir || pathObject.root;
  let { base } = pathObject;
  if (!base) {
    const { ext } = pathObject;
    base = `${pathObject.name || ''}${ext ? `${ext[0] === '.' ? '' : '.'}${ext}` : ''}`;
  }
  if (!dir) return base;
  return dir === pathObject.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

/**
 * Fills the parts `base`, `name` and `ext` from the last found segment.
 * @param {string} path
 * @param {{root: string, dir: string, base: string, ext: string, name: string}} parts
 */
function fillBase(path, parts) {
  const base = path.slice(segmentStart, segmentEnd);
  const dot = extensionIndex(path, segmentStart, segmentEnd);
  parts.base = base;
  if (dot === -1) {
    parts.name = base;
  } else {
    parts.name = path.slice(segmentStart, dot);
    parts.ext = path.slice(dot, segmentEnd);
  }
}

function isNormalPosix(path) {
  return path.charCodeAt(0) !== kDot && !path.includes('//') && !path.includes('/.');
}

/** @typedef {{root: string, dir: string, base: string, ext: string, name: string}} ParsedPath */

const posix = {
  /**
   * Resolves a sequence of paths, right to left, into an absolute one.
   * Node: path.resolve([...paths]). Throws ERR_INVALID_ARG_TYPE.
   * @param {...string} paths
   * @returns {string}
   */
  resolve(...paths) {
    let path = '';
    let absolute = false;
    for (let i = paths.length - 1; i >= 0; i--) {
      const part = paths[i];
      if (typeof part !== 'string') validateString(part, `paths[${i}]`);
      if (part.length === 0) continue;
      path = path === '' ? part : `${part}/${path}`;
      if (part.charCodeAt(0) === kSlash) {
        absolute = true;
        break;
      }
    }
    if (!absolute) {
      const cwd = process.cwd();
      path = path === '' ? cwd : `${cwd}/${path}`;
      absolute = cwd.charCodeAt(0) === kSlash;
    }
    if (absolute) {
      const { length } = path;
      if (length > 1 && path.charCodeAt(length - 1) !== kSlash && isNormalPosix(path)) return path;
      return `/${normalizeTail(path, 1, false, '/', isPosixSeparator)}`;
    }
    return normalizeTail(path, 0, true, '/', isPosixSeparator) || '.';
  },

  /**
   * Resolves `.`, `..` and repeated separators; keeps a trailing separator.
   * Node: path.normalize(path). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {string}
   */
  normalize(path) {
    validateString(path, 'path');
    const { length } = path;
    if (length === 0) return '.';
    if (isNormalPosix(path)) return path;
    const absolute = path.charCodeAt(0) === kSlash;
    let tail = normalizeTail(path, 0, !absolute, '/', isPosixSeparator);
    const trailing = path.charCodeAt(length - 1) === kSlash;
    if (tail === '') {
      if (absolute) return '/';
      return trailing ? './' : '.';
    }
    if (trailing) tail += '/';
    return absolute ? `/${tail}` : tail;
  },

  /**
   * Node: path.isAbsolute(path). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {boolean}
   */
  isAbsolute(path) {
    validateString(path, 'path');
    return path.length > 0 && path.charCodeAt(0) === kSlash;
  },

  /**
   * Joins the segments and normalises the result.
   * Node: path.join([...paths]). Throws ERR_INVALID_ARG_TYPE.
   * @param {...string} paths
   * @returns {string}
   */
  join(...paths) {
    let joined = '';
    for (let i = 0; i < paths.length; i++) {
      const part = paths[i];
      validateString(part, 'path');
      if (part.length > 0) joined = joined === '' ? part : `${joined}/${part}`;
    }
    return joined === '' ? '.' : posix.normalize(joined);
  },

  /**
   * The relative path from `from` to `to`, both resolved first.
   * Node: path.relative(from, to). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} from
   * @param {string} to
   * @returns {string}
   */
  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    from = posix.resolve(from);
    to = posix.resolve(to);
    if (from === to) return '';
    // The root becomes the empty string, so that every segment is "/name".
    const a = from === '/' ? '' : from;
    const b = to === '/' ? '' : to;
    const boundary = commonPrefix(a, b);
    return climb(a, boundary, b.slice(boundary + 1));
  },

  /**
   * Windows only: the identity here. Node: path.toNamespacedPath(path).
   * @template T
   * @param {T} path
   * @returns {T}
   */
  toNamespacedPath(path) {
    return path;
  },

  /**
   * The path without its last segment. Node: path.dirname(path). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {string}
   */
  dirname(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    let end = path.length - 1;
    while (end > 0 && path.charCodeAt(end) === kSlash) end--;
    const slash = end === 0 ? -1 : path.lastIndexOf('/', end);
    if (slash > 0) {
      // POSIX gives a path of exactly two leading slashes its own meaning: they are kept.
      return slash === 1 && path.charCodeAt(0) === kSlash ? '//' : path.slice(0, slash);
    }
    return path.charCodeAt(0) === kSlash ? '/' : '.';
  },

  /**
   * The last segment, less `suffix`. Node: path.basename(path[, suffix]).
   * Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @param {string} [suffix]
   * @returns {string}
   */
  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    if (suffix !== undefined && suffix === path) return '';
    findLastSegment(path, 0, isPosixSeparator);
    if (suffix !== undefined) return segmentWithout(path, suffix);
    return path.slice(segmentStart, segmentEnd);
  },

  /**
   * The extension of the last segment, with its dot. Node: path.extname(path).
   * Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {string}
   */
  extname(path) {
    validateString(path, 'path');
    findLastSegment(path, 0, isPosixSeparator);
    const dot = extensionIndex(path, segmentStart, segmentEnd);
    return dot === -1 ? '' : path.slice(dot, segmentEnd);
  },

  /**
   * The opposite of parse. Node: path.format(pathObject). Throws ERR_INVALID_ARG_TYPE.
   * @param {Partial<ParsedPath>} pathObject
   * @returns {string}
   */
  format(pathObject) {
    return formatParts('/', pathObject);
  },

  /**
   * Splits a path. Node: path.parse(path). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {ParsedPath}
   */
  parse(path) {
    validateString(path, 'path');
    const parts = { root: '', dir: '', base: '', ext: '', name: '' };
    if (path.length === 0) return parts;
    const absolute = path.charCodeAt(0) === kSlash;
    if (absolute) parts.root = '/';
    findLastSegment(path, absolute ? 1 : 0, isPosixSeparator);
    fillBase(path, parts);
    if (absolute && segmentStart === 1 && parts.base === '..') {
      // Directly below the root Node splits "..", though extname() does not; programs see it.
      parts.name = parts.ext = '.';
    }
    if (segmentStart > 1) parts.dir = path.slice(0, segmentStart - 1);
    else if (absolute) parts.dir = '/';
    return parts;
  },

  /**
   * Whether the path matches the glob pattern. Node: path.matchesGlob(path, pattern),
   * experimental. Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @param {string} pattern
   * @returns {boolean}
   */
  matchesGlob(path, pattern) {
    return matchGlob(path, pattern, '/');
  },

  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
  _makeLong: null,
};

/**
 * Length of the longest common prefix of two resolved paths that ends at a segment boundary.
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function commonPrefix(a, b) {
  const shorter = a.length < b.length ? a.length : b.length;
  let boundary = 0;
  let i = 0;
  for (; i < shorter; i++) {
    const code = a.charCodeAt(i);
    if (code !== b.charCodeAt(i)) return boundary;
    if (code === kSlash) boundary = i;
  }
  const longer = a.length > i ? a : b;
  return longer.length === i || longer.charCodeAt(i) === kSlash ? i : boundary;
}

/**
 * One `..` for every segment of `from` behind `boundary`, then `rest`.
 * @param {string} from
 * @param {number} boundary
 * @param {string} rest
 * @returns {string}
 */
function climb(from, boundary, rest) {
  let out = '';
  for (let i = from.indexOf('/', boundary); i !== -1; i = from.indexOf('/', i + 1)) {
    out = out === '' ? '..' : `${out}/..`;
  }
  if (out === '') return rest;
  return rest === '' ? out : `${out}/${rest}`;
}

function matchGlob(path, pattern, separator) {
  const { emitExperimentalWarning } = require('internal/util');
  emitExperimentalWarning('glob');
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  return require('internal/path_glob').matchesGlob(path, pattern, separator);
}

// Windows ----------------------------------------------------------------------------------------

// Names that stand for devices in every directory: "CON:..\x" must not be read as a drive-relative
// path that climbs out of where it was put.
const kReservedDevice = /^(?:CON|PRN|AUX|NUL|(?:COM|LPT)[1-9\u00b9\u00b2\u00b3])$/i;

// What scanRoot found.
let rootEnd = 0;
let rootDevice = '';
let rootAbsolute = false;
let rootUnc = false;
let rootShareEnd = 0; // For a UNC path: behind the share (or the device's name) and a separator.

/**
 * Finds drive, UNC share or leading separator; the answer is left in the variables above.
 * @param {string} path not empty
 */
function scanRoot(path) {
  const { length } = path;
  rootEnd = 0;
  rootDevice = '';
  rootAbsolute = false;
  rootUnc = false;
  const first = path.charCodeAt(0);
  if (isWin32Separator(first)) {
    rootAbsolute = true;
    rootEnd = 1;
    if (length === 1 || !isWin32Separator(path.charCodeAt(1))) return;
    // "\\server\share": both names must be there for it to be a UNC path.
    let serverEnd = 2;
    while (serverEnd < length && !isWin32Separator(path.charCodeAt(serverEnd))) serverEnd++;
    if (serverEnd === 2 || serverEnd === length) return;
    let share = serverEnd;
    while (share < length && isWin32Separator(path.charCodeAt(share))) share++;
    if (share === length) return;
    let shareEnd = share;
    while (shareEnd < length && !isWin32Separator(path.charCodeAt(shareEnd))) shareEnd++;
    // The same for "\\.\device" and "\\?\C:": what follows the name cannot climb out of it.
    rootUnc = true;
    rootDevice = `\\\\${path.slice(2, serverEnd)}\\${path.slice(share, shareEnd)}`;
    rootEnd = shareEnd;
    rootShareEnd = shareEnd < length ? shareEnd + 1 : shareEnd;
  } else if (isDriveLetter(first) && length > 1 && path.charCodeAt(1) === kColon) {
    rootDevice = path.slice(0, 2);
    rootEnd = 2;
    if (length > 2 && isWin32Separator(path.charCodeAt(2))) {
      rootAbsolute = true;
      rootEnd = 3;
    }
  }
}

const win32 = {
  /**
   * Resolves a sequence of paths, right to left, into an absolute one; drives keep their own
   * current directory. Node: path.resolve([...paths]). Throws ERR_INVALID_ARG_TYPE.
   * @param {...string} paths
   * @returns {string}
   */
  resolve(...paths) {
    let device = '';
    let tail = '';
    let absolute = false;
    for (let i = paths.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = paths[i];
        if (typeof path !== 'string') validateString(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else {
        path = currentDirectory(device);
      }
      scanRoot(path);
      if (rootDevice !== '') {
        if (device !== '') {
          // Another drive's directory cannot complete what has been collected.
          if (rootDevice.toLowerCase() !== device.toLowerCase()) continue;
        } else {
          device = rootDevice;
        }
      }
      if (absolute) {
        if (device !== '') break;
      } else {
        tail = `${path.slice(rootEnd)}\\${tail}`;
        absolute = rootAbsolute;
        if (rootAbsolute && device !== '') break;
      }
    }
    tail = normalizeTail(tail, 0, !absolute, '\\', isWin32Separator);
    if (absolute) return `${device}\\${tail}`;
    return `${device}${tail}` || '.';
  },

  /**
   * Resolves `.`, `..` and repeated separators, and turns every separator into a backslash.
   * Node: path.normalize(path). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {string}
   */
  normalize(path) {
    validateString(path, 'path');
    const { length } = path;
    if (length === 0) return '.';
    if (length === 1) return path === '/' ? '\\' : path;
    scanRoot(path);
    const device = rootDevice;
    const absolute = rootAbsolute;
    if (rootUnc && rootEnd === length) return `${device}\\`;
    const colon = path.indexOf(':');
    if (device === '' && !absolute && colon > 0 && kReservedDevice.test(path.slice(0, colon))) {
      const rest = normalizeTail(path, colon + 1, true, '\\', isWin32Separator) || '.';
      const end = isWin32Separator(path.charCodeAt(length - 1)) ? '\\' : '';
      return `.\\${path.slice(0, colon + 1)}${rest}${end}`;
    }
    let tail = normalizeTail(path, rootEnd, !absolute, '\\', isWin32Separator);
    if (tail === '' && !absolute) tail = '.';
    if (tail !== '' && isWin32Separator(path.charCodeAt(length - 1))) tail += '\\';
    if (device === '' && !absolute && colon !== -1 && couldBecomeRoot(path, tail, colon)) {
      return `.\\${tail}`;
    }
    return absolute ? `${device}\\${tail}` : `${device}${tail}`;
  },

  /**
   * Node: path.isAbsolute(path). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {boolean}
   */
  isAbsolute(path) {
    validateString(path, 'path');
    if (path.length === 0) return false;
    const first = path.charCodeAt(0);
    return isWin32Separator(first) ||
      (path.length > 2 && isDriveLetter(first) && path.charCodeAt(1) === kColon &&
       isWin32Separator(path.charCodeAt(2)));
  },

  /**
   * Joins the segments and normalises the result; never makes a UNC path out of segments of
   * which the first is not one. Node: path.join([...paths]). Throws ERR_INVALID_ARG_TYPE.
   * @param {...string} paths
   * @returns {string}
   */
  join(...paths) {
    let joined = '';
    let first = '';
    for (let i = 0; i < paths.length; i++) {
      const part = paths[i];
      validateString(part, 'path');
      if (part.length === 0) continue;
      if (joined === '') joined = first = part;
      else joined += `\\${part}`;
    }
    if (joined === '') return '.';
    // Two leading separators count only if the first segment brought them, followed by a name.
    let slashes = 0;
    while (slashes < first.length && isWin32Separator(first.charCodeAt(slashes))) slashes++;
    const unc = slashes === 2 && first.length > 2;
    if (!unc) {
      slashes = 0;
      while (slashes < joined.length && isWin32Separator(joined.charCodeAt(slashes))) slashes++;
      if (slashes >= 2) joined = `\\${joined.slice(slashes)}`;
    }
    return win32.normalize(joined);
  },

  /**
   * The relative path from `from` to `to`, both resolved first; compares without regard to case.
   * Node: path.relative(from, to). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} from
   * @param {string} to
   * @returns {string}
   */
  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    from = win32.resolve(from);
    to = win32.resolve(to);
    if (from === to) return '';
    // Segments are compared in lower case, which may change their length.
    const a = segmentsOf(from);
    const b = segmentsOf(to);
    let common = 0;
    while (common < a.length && common < b.length &&
           a[common].toLowerCase() === b[common].toLowerCase()) {
      common++;
    }
    if (common === 0 && a.length > 0 && b.length > 0) return to;
    const climbing = new Array(a.length - common).fill('..');
    return climbing.concat(b.slice(common)).join('\\');
  },

  /**
   * The `\\\\?\\` form of a path, which is not limited in length. Anything but a non-empty string
   * is returned as it is. Node: path.toNamespacedPath(path).
   * @template T
   * @param {T} path
   * @returns {T | string}
   */
  toNamespacedPath(path) {
    if (typeof path !== 'string' || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    const first = resolved.charCodeAt(0);
    if (first === kBackslash) {
      if (resolved.charCodeAt(1) === kBackslash) {
        const third = resolved.charCodeAt(2);
        if (third !== kQuestion && third !== kDot) return `\\\\?\\UNC\\${resolved.slice(2)}`;
      }
    } else if (isDriveLetter(first) && resolved.charCodeAt(1) === kColon &&
               resolved.charCodeAt(2) === kBackslash) {
      return `\\\\?\\${resolved}`;
    }
    return resolved;
  },

  /**
   * The path without its last segment. Node: path.dirname(path). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {string}
   */
  dirname(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    if (path.length === 1) return isWin32Separator(path.charCodeAt(0)) ? path : '.';
    scanRoot(path);
    const low = rootUnc ? rootShareEnd : rootEnd;
    findLastSegment(path, low, isWin32Separator);
    if (segmentStart > low) return path.slice(0, segmentStart - 1);
    return low === 0 ? '.' : path.slice(0, low);
  },

  /**
   * The last segment, less `suffix`. Node: path.basename(path[, suffix]).
   * Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @param {string} [suffix]
   * @returns {string}
   */
  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    if (suffix !== undefined && suffix === path) return '';
    findLastSegment(path, driveEnd(path), isWin32Separator);
    if (suffix !== undefined) return segmentWithout(path, suffix);
    return path.slice(segmentStart, segmentEnd);
  },

  /**
   * The extension of the last segment, with its dot. Node: path.extname(path).
   * Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {string}
   */
  extname(path) {
    validateString(path, 'path');
    findLastSegment(path, driveEnd(path), isWin32Separator);
    const dot = extensionIndex(path, segmentStart, segmentEnd);
    return dot === -1 ? '' : path.slice(dot, segmentEnd);
  },

  /**
   * The opposite of parse. Node: path.format(pathObject). Throws ERR_INVALID_ARG_TYPE.
   * @param {Partial<ParsedPath>} pathObject
   * @returns {string}
   */
  format(pathObject) {
    return formatParts('\\', pathObject);
  },

  /**
   * Splits a path. Node: path.parse(path). Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @returns {ParsedPath}
   */
  parse(path) {
    validateString(path, 'path');
    const parts = { root: '', dir: '', base: '', ext: '', name: '' };
    if (path.length === 0) return parts;
    scanRoot(path);
    const low = rootUnc ? rootShareEnd : rootEnd;
    parts.root = path.slice(0, low);
    findLastSegment(path, low, isWin32Separator);
    fillBase(path, parts);
    parts.dir = segmentStart > low ? path.slice(0, segmentStart - 1) : parts.root;
    return parts;
  },

  /**
   * Whether the path matches the glob pattern. Node: path.matchesGlob(path, pattern),
   * experimental. Throws ERR_INVALID_ARG_TYPE.
   * @param {string} path
   * @param {string} pattern
   * @returns {boolean}
   */
  matchesGlob(path, pattern) {
    return matchGlob(path, pattern, '\\');
  },

  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
  _makeLong: null,
};

/** End of a drive such as "C:" at the start of the path. */
function driveEnd(path) {
  return path.length > 1 && isDriveLetter(path.charCodeAt(0)) &&
    path.charCodeAt(1) === kColon ? 2 : 0;
}

/** The names in a resolved path, its drive or server among them. */
function segmentsOf(path) {
  return path.split('\\').filter((segment) => segment !== '');
}

/**
 * The directory a relative path counts from: cmd.exe keeps one for each drive, in hidden
 * environment variables named "=C:".
 * @param {string} device
 * @returns {string}
 */
function currentDirectory(device) {
  if (device === '') return process.cwd();
  const path = process.env[`=${device}`] || process.cwd();
  scanRoot(path);
  if (rootDevice !== '' && rootDevice.toLowerCase() !== device.toLowerCase()) {
    return `${device}\\`;
  }
  return path;
}

/**
 * Whether a normalised relative path would be read as one with a drive, though the original
 * was not: then it needs a leading ".\\".
 * @param {string} path
 * @param {string} tail
 * @param {number} colon index of the first colon in `path`
 * @returns {boolean}
 */
function couldBecomeRoot(path, tail, colon) {
  if (tail.length >= 2 && isDriveLetter(tail.charCodeAt(0)) && tail.charCodeAt(1) === kColon) {
    return true;
  }
  for (; colon !== -1; colon = path.indexOf(':', colon + 1)) {
    if (colon === path.length - 1 || isWin32Separator(path.charCodeAt(colon + 1))) return true;
  }
  return false;
}

posix.posix = win32.posix = posix;
posix.win32 = win32.win32 = win32;
posix._makeLong = posix.toNamespacedPath;
win32._makeLong = win32.toNamespacedPath;

module.exports = process.platform === 'win32' ? win32 : posix;
