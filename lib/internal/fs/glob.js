'use strict';

// fs.glob(). Source: Node doc (22), fs.glob(), fs.globSync(), fsPromises.glob().
//
// A pattern is what internal/path_glob makes of it: a list of segments for each alternative of its
// braces. The search goes through the tree once for all patterns: with each folder go the places
// in the patterns ("spots") that its entries may be at. Names in a pattern cost no listing of the
// folder, and so lead through links; wildcards do not. The search is a generator that asks for
// what it needs, so that one text serves the synchronous and the asynchronous form.

const native = binding('fs');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const {
  validateFunction, validateObject, validateString, validateStringArray,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { compile, kGlobstar, matchesGlob } = require('internal/path_glob');
const { Dirent, configure, dirent, makeDirents } = require('internal/fs/utils');
const { operations: { lstat: [lstat], stat: [stat] } } = require('internal/fs/operations');
const { basename, join, resolve } = require('path').posix;

function below(folder, name) {
  if (name === '.') return folder;
  if (name === '..') return folder === '' ? '..' : join(folder, '..');
  if (folder === '' || folder === '.') return name;
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

const typesOfModes = {
  '__proto__': null,
  [0o010000]: dirent.FIFO,
  [0o020000]: dirent.CHAR,
  [0o040000]: dirent.DIR,
  [0o060000]: dirent.BLOCK,
  [0o100000]: dirent.FILE,
  [0o120000]: dirent.LINK,
  [0o140000]: dirent.SOCKET,
};

class Search {
  #cwd;
  #cwdText; // as it was given: what Dirents say
  #withFileTypes;
  #exclude; // (Dirent, path) => boolean
  #patterns;
  #found = new Set();

  constructor(patterns, options) {
    if (patterns !== null && typeof patterns !== 'object') {
      validateString(patterns, 'patterns');
      patterns = [patterns];
    }
    validateStringArray(patterns, 'patterns');
    this.#patterns = patterns;
    validateObject(options, 'options');
    const { exclude, withFileTypes } = options;
    const cwd = options.cwd ?? '.';
    this.#withFileTypes = Boolean(withFileTypes);
    if (typeof cwd === 'string') {
      this.#cwdText = cwd;
    } else {
      const { isURL, fileURLToPath } = require('internal/url');
      if (!isURL(cwd)) throw new ERR_INVALID_ARG_TYPE('options.cwd', ['string', 'URL'], cwd);
      this.#cwdText = fileURLToPath(cwd);
    }
    this.#cwd = resolve(this.#cwdText);
    if (exclude === undefined || exclude === null) {
      this.#exclude = () => false;
    } else if (Array.isArray(exclude)) {
      validateStringArray(exclude, 'options.exclude');
      this.#exclude = (entry, path) => exclude.some((pattern) => matchesGlob(path, pattern, '/'));
    } else if (typeof exclude === 'function') {
      this.#exclude = (entry) => Boolean(exclude(this.#withFileTypes ? entry : entry.name));
    } else {
      throw new ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
    }
  }

  // Yields { read: path } to be answered with an array of Dirents or null, { inspect: path,
  // follow } to be answered with Stats or null, and { result }.
  * run() {
    const waiting = [];
    for (const pattern of this.#patterns) {
      if (pattern === '') continue;
      for (const set of compile(pattern)) {
        const isAbsolute = set[0] === '' && set.length > 1;
        const path = isAbsolute ? '/' : '';
        let start = waiting.find((each) => each.path === path);
        if (start === undefined) waiting.push(start = { path, spots: [] });
        addSpot(start.spots, set, isAbsolute ? 1 : 0);
      }
    }
    while (waiting.length > 0) {
      const next = new Map();
      yield* this.#visit(waiting.pop(), next);
      for (const [path, spots] of next) waiting.push({ path, spots });
    }
  }

  * #visit({ path, spots }, next) {
    // Whatever stands behind a globstar may stand here too. The list grows while it is read.
    for (const { set, at } of spots) if (set[at] === kGlobstar) addSpot(spots, set, at + 1);
    const descend = (child, set, at) => {
      let list = next.get(child);
      if (list === undefined) next.set(child, list = []);
      addSpot(list, set, at);
    };
    for (const { set, at } of spots) {
      if (typeof set[at] === 'string' && at < set.length) {
        yield* this.#takeName(path, set, at, descend);
      }
    }
    const wild = spots.filter(({ set, at }) => at < set.length && typeof set[at] !== 'string');
    if (wild.length === 0) return;
    const entries = yield { read: this.#absolute(path) };
    if (entries === null) return;
    if (spots.some(({ set, at }) => set[at] === kGlobstar && at === set.length - 1)) {
      yield* this.#report(path, () => this.#selfEntry(path));
    }
    for (const entry of entries) {
      const child = below(path, entry.name);
      let isExcluded;
      for (const { set, at } of wild) {
        const isGlobstar = set[at] === kGlobstar;
        if (isGlobstar ? entry.name[0] === '.' : !set[at].test(entry.name)) continue;
        isExcluded ??= this.#exclude(entry, child);
        if (isExcluded) break;
        const after = isGlobstar ? at : at + 1;
        const isLast = at === set.length - 1;
        const wantsFolder = at === set.length - 2 && set[at + 1] === '';
        if (isLast || (wantsFolder && !isGlobstar && entry.isDirectory())) {
          yield* this.#report(
            child, () => new Dirent(entry.name, this.#parentOf(path), entryType(entry)));
        }
        if (entry.isDirectory() && after < set.length) descend(child, set, after);
      }
    }
  }

  // A segment without wildcards. '' at the end of a pattern says that what is before it is a
  // folder.
  * #takeName(path, set, at, descend) {
    const name = set[at];
    if (name === '') {
      const stats = yield { inspect: this.#absolute(path), follow: true };
      if (stats?.isDirectory()) yield* this.#report(path, () => this.#selfEntry(path));
      return;
    }
    const child = below(path, name);
    if (at < set.length - 1) {
      if (!this.#exclude(new Dirent(name, this.#parentOf(path), dirent.UNKNOWN), child)) {
        descend(child, set, at + 1);
      }
      return;
    }
    const stats = yield { inspect: this.#absolute(child), follow: false };
    if (stats === null) return;
    const entry = new Dirent(name, this.#parentOf(path), typesOfModes[stats.mode & 0o170000]);
    if (!this.#exclude(entry, child)) yield* this.#report(child, () => entry);
  }

  * #report(path, makeEntry) {
    if (this.#found.has(path)) return;
    this.#found.add(path);
    yield { result: this.#withFileTypes ? makeEntry() : path || '.' };
  }

  #absolute(path) {
    return resolve(this.#cwd, path);
  }

  // The folder that is `path` of the search, as Dirents name it.
  #parentOf(path) {
    return path[0] === '/' ? path : join(this.#cwdText, path);
  }

  // A folder that was not met in another.
  #selfEntry(path) {
    return new Dirent(
      basename(this.#absolute(path)), join(this.#parentOf(path), '..'), dirent.DIR);
  }
}

function addSpot(spots, set, at) {
  if (!spots.some((spot) => spot.set === set && spot.at === at)) spots.push({ set, at });
}

function entryType(entry) {
  if (entry.isFile()) return dirent.FILE;
  if (entry.isDirectory()) return dirent.DIR;
  if (entry.isSymbolicLink()) return dirent.LINK;
  if (entry.isFIFO()) return dirent.FIFO;
  if (entry.isSocket()) return dirent.SOCKET;
  if (entry.isCharacterDevice()) return dirent.CHAR;
  return entry.isBlockDevice() ? dirent.BLOCK : dirent.UNKNOWN;
}

// What can't be read is as if it were not there.
function answerSync({ read, inspect, follow }) {
  try {
    if (read === undefined) return (follow ? stat : lstat)(undefined, inspect);
    return makeDirents(native.readdir(read, false, false, true, undefined), read);
  } catch {
    return null;
  }
}

async function answer({ read, inspect, follow }) {
  try {
    configure();
    if (read === undefined) return await (follow ? stat : lstat)(true, inspect);
    return makeDirents(await native.readdir(read, false, false, true, true), read);
  } catch {
    return null;
  }
}

async function* iterate(search) {
  const steps = search.run();
  let step = steps.next();
  while (!step.done) {
    const { value } = step;
    if ('result' in value) {
      yield value.result;
      step = steps.next();
    } else {
      step = steps.next(await answer(value));
    }
  }
}

/**
 * @param {string | string[]} patterns
 * @param {object} [options] cwd, exclude, withFileTypes
 * @returns {AsyncGenerator<string | Dirent>} in no particular order
 * @throws {TypeError} on wrong arguments
 */
function globAsync(patterns, options = kEmptyObject) {
  return iterate(new Search(patterns, options));
}

/** @returns {Array<string | Dirent>} Source: Node doc (22), fs.globSync(). */
function globSync(patterns, options = kEmptyObject) {
  const results = [];
  const steps = new Search(patterns, options).run();
  let step = steps.next();
  while (!step.done) {
    const { value } = step;
    if ('result' in value) results.push(value.result);
    step = steps.next('result' in value ? undefined : answerSync(value));
  }
  return results;
}

/** Source: Node doc (22), fs.glob(). */
function glob(patterns, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  const search = new Search(patterns, options === undefined ? kEmptyObject : options);
  (async () => {
    const results = [];
    for await (const result of iterate(search)) results.push(result);
    return results;
  })().then((results) => process.nextTick(callback, null, results),
            (error) => process.nextTick(callback, error));
}

module.exports = { glob, globAsync, globSync };
