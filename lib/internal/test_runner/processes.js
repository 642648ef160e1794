'use strict';

// The processes that test files run in. One is spawned, or forked off a *fork server*: a process
// that has done already what all of them would do first (lib/internal/main/test_fork_server.js). A
// server has one process at a time, with the standard streams of its own.
//
// Both kinds are used in the same way: run(file, listener) starts a process; the listener is told
//
//   event(event)           what the process reports (wire.js)
//   text(text)             what it writes to standard output besides
//   errorText(text)        what it writes to standard error
//   end(code, signal, error)   once, the last of all; error if it could not be started

const { spawn } = require('child_process');
const { WireReader } = require('internal/test_runner/wire');

/** Reports of a fork server: three numbers of 32 bits, the kind first. */
const kReportSize = 12;
const kStarted = 0;
const kFailed = 1;

/**
 * Options of the runner and its processes.
 * @typedef {{ execArgv: string[], cwd: string, env: object }} ProcessOptions
 */

/** A process that is started for one file. */
class SpawnedProcess {
  /** @param {ProcessOptions} options */
  constructor(options) {
    this.options = options;
  }

  /**
   * @param {string} file
   * @param {object} listener
   */
  run(file, listener) {
    const { execArgv, cwd, env } = this.options;
    const child = this.child = spawn(process.execPath, [...execArgv, file], {
      cwd, env, stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => {});
    child.stdin.end();
    const reader = new WireReader((event) => listener.event(event), (text) => listener.text(text));
    child.stdout.on('data', (chunk) => reader.write(chunk));
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text) => listener.errorText(text));
    let startError;
    child.on('error', (error) => { startError = error; });
    child.on('close', (code, signal) => {
      reader.end();
      listener.end(code, signal, startError);
    });
  }

  /** @param {string} signal */
  kill(signal) {
    this.child.kill(signal);
  }

  /** It ends by itself. */
  close() {}
}

/** A process that forks one for each file, one at a time. */
class ForkServer {
  /** @param {ProcessOptions} options */
  constructor(options) {
    this.options = options;
    this.server = undefined;
    this.listener = undefined;
    this.pid = undefined;
  }

  start() {
    const { execArgv, cwd, env } = this.options;
    const server = this.server = spawn(
      process.execPath, [...execArgv, '--test-fork-server'], {
        cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      });
    this.output = new WireReader((event) => this.listener.event(event),
                                 (text) => this.listener.text(text), () => this.partEnded());
    this.errors = new WireReader(() => {}, (text) => this.listener.errorText(text),
                                 () => this.partEnded());
    this.reports = Buffer.alloc(0);
    server.stdout.on('data', (chunk) => this.output.write(chunk));
    server.stderr.on('data', (chunk) => this.errors.write(chunk));
    const control = server.stdio[3];
    control.on('error', () => {});
    control.on('data', (chunk) => this.takeReports(chunk));
    server.on('error', (error) => { this.startError = error; });
    server.on('close', (code, signal) => {
      this.server = undefined;
      this.output.end();
      this.errors.end();
      // It has ended before the process did: with it, or instead of it.
      if (this.listener !== undefined) this.finish(code, signal, this.startError);
    });
  }

  /**
   * @param {string} file
   * @param {object} listener
   */
  run(file, listener) {
    if (this.server === undefined) this.start();
    this.listener = listener;
    this.pid = undefined;
    this.signal = undefined;
    this.status = undefined;
    // Both outputs and the status.
    this.missing = 3;
    const name = Buffer.from(file);
    const request = Buffer.allocUnsafe(4 + name.length);
    request.writeUInt32LE(name.length);
    name.copy(request, 4);
    this.server.stdio[3].write(request);
  }

  takeReports(chunk) {
    this.reports = this.reports.length === 0 ? chunk : Buffer.concat([this.reports, chunk]);
    while (this.reports.length >= kReportSize) {
      const [kind, first, second] =
        [0, 4, 8].map((offset) => this.reports.readInt32LE(offset));
      this.reports = this.reports.subarray(kReportSize);
      this.take(kind, first, second);
    }
  }

  take(kind, first, second) {
    if (kind === kStarted) {
      this.pid = first;
      if (this.signal !== undefined) this.kill(this.signal);
    } else if (kind === kFailed) {
      const { errnoException } = require('internal/errors');
      this.finish(null, null, errnoException(first, 'fork'));
    } else {
      const { signals } = require('os').constants;
      this.status = second === 0 ? [first, null] :
        [null, Object.keys(signals).find((name) => signals[name] === second)];
      this.pid = undefined;
      this.partEnded();
    }
  }

  partEnded() {
    if (--this.missing === 0) this.finish(...this.status, undefined);
  }

  finish(code, signal, error) {
    const { listener } = this;
    this.listener = undefined;
    listener.end(code, signal, error);
  }

  /** @param {string} signal */
  kill(signal) {
    this.signal = signal;
    if (this.pid === undefined) return;
    try {
      process.kill(this.pid, signal);
    } catch (error) {
      // It has just ended.
      if (error.code !== 'ESRCH') throw error;
    }
  }

  /** Lets the server end; not while it has a process. */
  close() {
    this.server?.stdio[3].destroy();
  }
}

module.exports = { ForkServer, SpawnedProcess };
