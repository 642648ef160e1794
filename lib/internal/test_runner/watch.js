'use strict';

// Watch mode: the test files are run, and then again those that depend on what changes. The process
// of a file tells what it loads (see wire.js). Each round is a run of its own, with its own totals;
// all of them tell one stream, and 'test:watch:drained' is the end of each.

const path = require('path');
const { codes: { ERR_TEST_FAILURE } } = require('internal/errors');
const { Runner } = require('internal/test_runner/runner');
const { TestsStream } = require('internal/test_runner/tests_stream');
const { Watcher } = require('internal/watcher');

/** Runs test files until its signal is aborted. */
class WatchMode {
  /**
   * @param {object} options those of a Runner; besides discover, which finds the test files anew,
   *   and onRunner, which is told of each round
   */
  constructor(options) {
    this.options = options;
    this.cwd = process.cwd();
    this.stream = new TestsStream();
    /** Test file -> what it has loaded. @type {Map<string, Set<string>>} */
    this.dependencies = new Map();
    /** Files of the next round. @type {Set<string>} */
    this.affected = new Set();
    this.wake = undefined;
    this.runner = undefined;
    this.watcher = new Watcher((filenames) => this.changed(filenames));
  }

  get isAborted() {
    return this.options.signal?.aborted ?? false;
  }

  /** @returns {Promise<void>} fulfilled when the signal is aborted and all is reported */
  async run() {
    const { files, signal } = this.options;
    const onAbort = () => this.wake?.();
    signal?.addEventListener('abort', onAbort, { once: true });
    for (const file of files) this.add(file);
    let round = files;
    for (let isFirst = true; ; isFirst = false) {
      await this.runRound(round, isFirst);
      if (this.isAborted) break;
      this.stream.tell({ __proto__: null, type: 'test:watch:drained', data: undefined });
      round = await this.nextRound();
      if (this.isAborted) break;
    }
    signal?.removeEventListener('abort', onAbort);
    this.watcher.close();
    this.stream.finish();
  }

  async runRound(files, isFirst) {
    const { stream } = this;
    const runner = this.runner = new Runner({ ...this.options, files, stream });
    this.options.onRunner?.(runner);
    if (isFirst) await runner.prepare();
    await runner.runAll();
    for (const { name, file, dependencies, error } of runner.files) {
      // What failed may have ended before it had loaded all.
      if (error !== undefined) {
        for (const known of this.dependencies.get(name) ?? []) dependencies.add(known);
      }
      dependencies.add(file);
      this.dependencies.set(name, dependencies);
    }
    this.watcher.forgetFiles();
    for (const known of this.dependencies.values()) {
      for (const filename of known) this.watcher.addFile(filename);
    }
  }

  /** @returns {Promise<string[]>} the files that are to be run again */
  async nextRound() {
    if (this.affected.size === 0 && !this.isAborted) {
      await new Promise((resolve) => { this.wake = resolve; });
      this.wake = undefined;
    }
    const round = [...this.affected];
    this.affected.clear();
    return round;
  }

  // Begins to watch a test file.
  add(file) {
    const absolute = path.resolve(this.cwd, file);
    this.dependencies.set(file, new Set([absolute]));
    this.watcher.addFile(absolute);
    if (this.options.discover !== undefined) this.watcher.addFolder(path.dirname(absolute));
  }

  changed(filenames) {
    if (this.options.discover !== undefined) this.lookForFiles();
    for (const [file, known] of this.dependencies) {
      if (!filenames.some((filename) => known.has(filename))) continue;
      this.affected.add(file);
      // What runs at the moment does so with the old text, and perhaps for ever.
      this.runner.files.find(({ name, running }) => name === file && running)?.stop(
        new ERR_TEST_FAILURE('stopped because it has changed', 'cancelledByParent'));
    }
    if (this.affected.size > 0) this.wake?.();
  }

  // Test files come and go.
  lookForFiles() {
    let found;
    try {
      found = this.options.discover();
    } catch {
      // What an argument names is away for the moment.
      return;
    }
    for (const file of found) {
      if (this.dependencies.has(file)) continue;
      this.add(file);
      this.affected.add(file);
    }
    for (const file of this.dependencies.keys()) {
      if (found.includes(file)) continue;
      this.dependencies.delete(file);
      this.affected.delete(file);
    }
  }
}

module.exports = { WatchMode };
