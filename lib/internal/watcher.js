'use strict';

// What --watch waits for: changes of files that are known by name, or that lie in a folder or below
// a tree of folders.

const path = require('path');

/** Changes within this time are one: editors and compilers write in several steps. */
const quietMs = 200;

/** Watches directories, since editors replace files instead of writing them. */
class Watcher {
  /** Directory -> its watcher. @type {Map<string, any>} */
  #directories = new Map();
  #files = new Set();
  #folders = new Set();
  #trees = [];
  #changed = new Set();
  #timer = null;
  #onChange;

  /** @param {(filenames: string[]) => void} onChange what has changed */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** @param {string} filename absolute */
  addFile(filename) {
    if (this.#files.has(filename)) return;
    this.#files.add(filename);
    this.#watch(path.dirname(filename), false);
  }

  /**
   * What comes into this folder, or changes in it, counts.
   * @param {string} directory absolute
   */
  addFolder(directory) {
    this.#folders.add(directory);
    this.#watch(directory, false);
  }

  /**
   * The same for all folders below it, too.
   * @param {string} directory absolute
   */
  addTree(directory) {
    this.#trees.push(directory);
    this.#watch(directory, true);
  }

  /** Forgets files that the next run may not load; directories stay watched. */
  forgetFiles() {
    this.#files.clear();
  }

  /** No change is told any more. */
  close() {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const watcher of this.#directories.values()) watcher.close();
    this.#directories.clear();
  }

  #watch(directory, recursive) {
    if (this.#directories.has(directory)) return;
    try {
      const watcher = require('fs').watch(directory, { recursive }, (_, name) => {
        if (name !== null) this.#note(path.join(directory, name));
      });
      watcher.on('error', () => {});
      this.#directories.set(directory, watcher);
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'EACCES') throw error;
    }
  }

  #note(filename) {
    const isWatched = this.#files.has(filename) || this.#folders.has(path.dirname(filename)) ||
      this.#trees.some((tree) => filename.startsWith(`${tree}${path.sep}`));
    if (!isWatched) return;
    this.#changed.add(filename);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const filenames = [...this.#changed];
      this.#changed.clear();
      this.#onChange(filenames);
    }, quietMs);
  }
}

module.exports = { Watcher };
