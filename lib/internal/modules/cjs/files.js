'use strict';

// The file system, as the CommonJS loader and the ES module loader see it.
//
// What is remembered about it lives only as long as the outermost require (or import of a graph)
// runs, and only what exists is remembered: code that creates files and then requires them sees
// them. A path is never resolved link by link, since the real path of a *directory* is remembered
// and the lstat of the file has already told whether it is a link.

const { publicFs, stripBom } = require('internal/modules/helpers');

const { readFileUtf8, realpath } = binding('fs');
const { pathKind } = binding('modules');

// What pathKind() answers: bit 0 is "directory", bit 2 is "reached through a symbolic link";
// negative: not there.
const kDirectory = 1;
const kLink = 4;

let requireDepth = 0;

/** Path -> pathKind() of it, for paths that exist. @type {Map<string, number> | null} */
let kinds = null;

/** Directory -> its real path. @type {Map<string, string> | null} */
let realDirectories = null;

/** A require, or the loading of a graph, begins. @returns {void} */
function enter() {
  requireDepth++;
}

/** And ends. @returns {void} */
function leave() {
  if (--requireDepth === 0) {
    kinds = null;
    realDirectories = null;
  }
}

function kindOf(filename) {
  if (requireDepth === 0) return pathKind(filename);
  kinds ??= new Map();
  let kind = kinds.get(filename);
  if (kind === undefined) {
    kind = pathKind(filename);
    if (kind >= 0) kinds.set(filename, kind);
  }
  return kind;
}

/**
 * What a path names, links followed.
 * @param {string} filename
 * @returns {number} 0 a file (or anything that can be read), 1 a directory, negative when there is
 *   nothing
 */
function stat(filename) {
  const kind = kindOf(filename);
  return kind < 0 ? kind : kind & kDirectory;
}

/** @returns {string} the real path of an existing directory; '' stands for the root */
function realDirectory(dir) {
  if (dir === '' || dir === '/') return '';
  let real = realDirectories?.get(dir);
  if (real !== undefined) return real;
  const slash = dir.lastIndexOf('/');
  real = realDirectory(dir.slice(0, slash)) + dir.slice(slash);
  if ((kindOf(real) & kLink) !== 0) real = realpath(real);
  if (requireDepth > 0) (realDirectories ??= new Map()).set(dir, real);
  return real;
}

/** @returns {string} the real path of an existing file */
function toRealPath(filename) {
  const { exports: fs } = publicFs;
  if (fs !== null && fs.realpathSync !== publicFs.realpathSync) return fs.realpathSync(filename);
  const slash = filename.lastIndexOf('/');
  const real = realDirectory(filename.slice(0, slash)) + filename.slice(slash);
  return (kindOf(real) & kLink) === 0 ? real : realpath(real);
}

/**
 * --watch wants to know the files; --inspect-brk calls the function of the main module itself.
 * @type {{
 *   onFile: ((filename: string) => void) | null,
 *   callMain: ((main: Function, receiver: any, ...args: any[]) => any) | null,
 * }}
 */
const observer = { onFile: null, callMain: null };

/** The text that the ES module loader has just read, of the file that it is about to load. */
const sourceInHand = { filename: '', source: '' };

/** @returns {string} the text of a source file, without byte order mark */
function readSource(filename) {
  if (observer.onFile !== null) observer.onFile(filename);
  if (sourceInHand.filename === filename) return sourceInHand.source;
  const { exports: fs } = publicFs;
  const isPlain = fs === null || fs.readFileSync === publicFs.readFileSync;
  return stripBom(isPlain ? readFileUtf8(filename) : fs.readFileSync(filename, 'utf8'));
}

module.exports = {
  enter,
  leave,
  observer,
  readSource,
  realDirectory,
  sourceInHand,
  stat,
  toRealPath,
};
