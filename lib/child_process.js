'use strict';

// Starting other programs. Everything asynchronous ends in spawn() and ChildProcess, everything
// synchronous in spawnSync(); exec() is execFile() with a shell, fork() is spawn() with a channel.

const {
  AbortError,
  genericNodeError,
  codes: {
    ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_CHILD_PROCESS_STDIO_MAXBUFFER, ERR_INVALID_ARG_TYPE,
  },
} = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateFunction, validateObject, validateString,
} = require('internal/validators');
const { createDeferredPromise, getSystemErrorName, promisify } = require('internal/util');
const { ChildProcess, spawnSync: runSync } = require('internal/child_process');
const {
  expandStdioString, normalizeSpawnArguments, normalizeStdio, pathString, rejectNul,
  rejectNulInArray, signalNumber, validateMaxBuffer, validateTimeout,
} = require('internal/child_process/arguments');

const kMaxBuffer = 1024 * 1024;

/**
 * Starts a program.
 * Source: Node.js documentation, child_process.spawn()
 * @param {string} file
 * @param {string[]} [args]
 * @param {object} [options] cwd, env, argv0, stdio, detached, uid, gid, serialization, shell,
 *   signal,
 *   timeout, killSignal
 * @returns {ChildProcess}
 * @throws {TypeError | RangeError} for bad arguments; a system error
 */
function spawn(file, args, options) {
  options = normalizeSpawnArguments(file, args, options);
  const { signal, timeout } = options;
  validateTimeout(timeout);
  validateAbortSignal(signal, 'options.signal');
  const killSignal = signalNumber(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);
  if (timeout > 0) killAfter(child, timeout, killSignal);
  if (signal) killOnAbort(child, signal, killSignal);
  return child;
}

function killAfter(child, timeout, killSignal) {
  let timer = setTimeout(() => {
    timer = null;
    try {
      child.kill(killSignal);
    } catch (error) {
      child.emit('error', error);
    }
  }, timeout);
  child.once('exit', () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
  });
}

function killOnAbort(child, signal, killSignal) {
  const onAbort = () => {
    try {
      if (child.kill(killSignal)) {
        child.emit('error', new AbortError(undefined, { cause: signal.reason }));
      }
    } catch (error) {
      child.emit('error', error);
    }
  };
  if (signal.aborted) {
    process.nextTick(onAbort);
    return;
  }
  signal.addEventListener('abort', onAbort, { once: true });
  child.once('exit', () => signal.removeEventListener('abort', onAbort));
}

/**
 * Runs a program and collects what it writes.
 * Source: Node.js documentation, child_process.execFile()
 * @param {string} file
 * @param {string[]} [args]
 * @param {object} [options] those of spawn(), encoding, maxBuffer
 * @param {Function} [callback] `(error, stdout, stderr)`
 * @returns {ChildProcess}
 * @throws {TypeError | RangeError} for bad arguments; a system error
 */
function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = normalizeExecFile(file, args, options, callback));
  options = {
    encoding: 'utf8', timeout: 0, maxBuffer: kMaxBuffer, killSignal: 'SIGTERM', cwd: null,
    env: null, shell: false, ...options,
  };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = signalNumber(options.killSignal);

  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    gid: options.gid,
    shell: options.shell,
    signal: options.signal,
    uid: options.uid,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!options.windowsVerbatimArguments,
  });
  const collector = new Collector(child, file, args, options, callback);
  collector.start();
  return child;
}

// What one execFile() waits for.
class Collector {
  constructor(child, file, args, options, callback) {
    this.child = child;
    this.command = args.length > 0 ? `${file} ${args.join(' ')}` : file;
    this.options = options;
    this.callback = callback;
    this.encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ?
      options.encoding : null;
    this.stdout = { name: 'stdout', chunks: [], size: 0 };
    this.stderr = { name: 'stderr', chunks: [], size: 0 };
    this.killed = false;
    this.finished = false;
    this.error = null;
    this.timer = null;
  }

  start() {
    const { child } = this;
    if (this.options.timeout > 0) {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.kill();
      }, this.options.timeout);
    }
    this.collect(child.stdout, this.stdout);
    this.collect(child.stderr, this.stderr);
    child.on('close', (code, signal) => this.finish(code, signal));
    child.on('error', (error) => {
      this.error = error;
      child.stdout?.destroy();
      child.stderr?.destroy();
      this.finish(null, null);
    });
  }

  collect(stream, output) {
    if (!stream) return;
    if (this.encoding) stream.setEncoding(this.encoding);
    const { maxBuffer } = this.options;
    stream.on('data', (chunk) => {
      if (maxBuffer === Infinity) {
        output.chunks.push(chunk);
        return;
      }
      // The program may have changed the encoding.
      const encoding = stream.readableEncoding;
      const size = encoding ? Buffer.byteLength(chunk, encoding) : chunk.length;
      output.size += size;
      if (output.size <= maxBuffer) {
        output.chunks.push(chunk);
        return;
      }
      output.chunks.push(chunk.slice(0, maxBuffer - (output.size - size)));
      this.error = new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(output.name);
      this.kill();
    });
  }

  kill() {
    const { child } = this;
    child.stdout?.destroy();
    child.stderr?.destroy();
    this.killed = true;
    try {
      child.kill(this.options.killSignal);
    } catch (error) {
      this.error ??= error;
      this.finish(null, null);
    }
  }

  result(stream, output) {
    if (this.encoding || stream?.readableEncoding) return output.chunks.join('');
    return Buffer.concat(output.chunks);
  }

  finish(code, signal) {
    if (this.finished) return;
    this.finished = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { callback, child } = this;
    if (!callback) return;
    const stdout = this.result(child.stdout, this.stdout);
    const stderr = this.result(child.stderr, this.stderr);
    if (this.error === null && code === 0 && signal === null) {
      callback(null, stdout, stderr);
      return;
    }
    this.error ??= genericNodeError(`Command failed: ${this.command}\n${stderr}`, {
      code: code < 0 ? getSystemErrorName(code) : code,
      killed: child.killed || this.killed,
      signal,
    });
    this.error.cmd = this.command;
    callback(this.error, stdout, stderr);
  }
}

function normalizeExecFile(file, args, options, callback) {
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args !== null && typeof args === 'object') {
    callback = options;
    options = args;
    args = null;
  } else if (typeof args === 'function') {
    callback = args;
    options = null;
    args = null;
  }
  args ??= [];
  if (typeof options === 'function') {
    callback = options;
  } else if (options !== null && options !== undefined) {
    // An array of args is no object of options here.
    if (Array.isArray(args)) validateObject(options, 'options');
  }
  if (!Array.isArray(args)) throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  if (typeof options === 'function') options = null;
  if (callback !== null && callback !== undefined) validateFunction(callback, 'callback');
  if (options?.argv0 !== null && options?.argv0 !== undefined) {
    validateString(options.argv0, 'options.argv0');
    rejectNul(options.argv0, 'options.argv0');
  }
  return { file, args, options: { ...options }, callback };
}

/**
 * Runs a command line in a shell and collects what it writes.
 * Source: Node.js documentation, child_process.exec()
 * @param {string} command
 * @param {object} [options] those of execFile(); shell is the path of another shell
 * @param {Function} [callback] `(error, stdout, stderr)`
 * @returns {ChildProcess}
 * @throws {TypeError | RangeError} for bad arguments; a system error
 */
function exec(command, options, callback) {
  ({ options, callback } = normalizeExec(command, options, callback));
  return execFile(command, options, callback);
}

function normalizeExec(command, options, callback) {
  validateString(command, 'command');
  rejectNul(command, 'command');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options = { ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { options, callback };
}

// promisify(exec): the promise has the child, its error has the output.
function promisified(original) {
  const result = (...args) => {
    const { promise, resolve, reject } = createDeferredPromise();
    promise.child = original(...args, (error, stdout, stderr) => {
      if (error === null) {
        resolve({ stdout, stderr });
        return;
      }
      error.stdout = stdout;
      error.stderr = stderr;
      reject(error);
    });
    return promise;
  };
  Object.defineProperty(result, 'name', { value: original.name, configurable: true });
  return result;
}

for (const original of [exec, execFile]) {
  Object.defineProperty(original, promisify.custom, {
    configurable: true, enumerable: false, value: promisified(original), writable: true,
  });
}

/**
 * Starts another instance of this runtime, with a channel for messages.
 * Source: Node.js documentation, child_process.fork()
 * @param {string | URL} modulePath
 * @param {string[]} [args]
 * @param {object} [options] those of spawn(), execPath, execArgv, silent
 * @returns {ChildProcess}
 * @throws {TypeError | Error} for bad arguments, ERR_CHILD_PROCESS_IPC_REQUIRED; a system error
 */
function fork(modulePath, args, options) {
  modulePath = pathString(modulePath, 'modulePath');
  if (args === null || args === undefined) {
    args = [];
  } else if (typeof args === 'object' && !Array.isArray(args)) {
    options = args;
    args = [];
  } else {
    validateArray(args, 'args');
  }
  if (options !== null && options !== undefined) validateObject(options, 'options');
  options = { ...options, shell: false };
  options.execPath ||= process.execPath;
  rejectNul(options.execPath, 'options.execPath');

  let execArgv = options.execArgv || process.execArgv;
  rejectNulInArray(execArgv, 'options.execArgv');
  if (execArgv === process.execArgv) execArgv = withoutEval(execArgv);

  const { stdio } = options;
  if (typeof stdio === 'string') {
    options.stdio = expandStdioString(stdio, 'ipc');
  } else if (!Array.isArray(stdio)) {
    options.stdio = expandStdioString(options.silent ? 'pipe' : 'inherit', 'ipc');
  } else if (!stdio.includes('ipc')) {
    throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  }
  return spawn(options.execPath, [...execArgv, modulePath, ...args], options);
}

// The child runs a module, not what was given to -e here.
function withoutEval(execArgv) {
  if (process._eval === undefined || process._eval === null) return execArgv;
  const index = execArgv.lastIndexOf(process._eval);
  if (index <= 0) return execArgv;
  execArgv = execArgv.slice();
  execArgv.splice(index - 1, 2);
  return execArgv;
}

/**
 * Runs a program and waits for its end.
 * Source: Node.js documentation, child_process.spawnSync()
 * @param {string} file
 * @param {string[]} [args]
 * @param {object} [options] those of spawn(), input, maxBuffer, encoding
 * @returns {object} pid, output, stdout, stderr, status, signal, error
 * @throws {TypeError | RangeError} for bad arguments
 */
function spawnSync(file, args, options) {
  options = { maxBuffer: kMaxBuffer, ...normalizeSpawnArguments(file, args, options) };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = signalNumber(options.killSignal);
  const { entries } = normalizeStdio(options.stdio || 'pipe', true);
  if (options.input !== null && options.input !== undefined) {
    entries[0] = { type: 'pipe', input: options.input };
  }
  options.stdio = entries;
  return runSync(options);
}

/**
 * Runs a program, waits for its end and returns what it wrote.
 * Source: Node.js documentation, child_process.execFileSync()
 * @param {string} file
 * @param {string[]} [args]
 * @param {object} [options] those of spawnSync()
 * @returns {Buffer | string | null} stdout
 * @throws {Error} when it could not be started, timed out, wrote too much, or its status is not 0
 */
function execFileSync(file, args, options) {
  ({ file, args, options } = normalizeExecFile(file, args, options));
  const argv = [options.argv0 || file, ...args];
  return finishSync(spawnSync(file, args, options), options, argv.join(' '));
}

/**
 * Runs a command line in a shell, waits for its end and returns what it wrote.
 * Source: Node.js documentation, child_process.execSync()
 * @param {string} command
 * @param {object} [options] those of spawnSync()
 * @returns {Buffer | string | null} stdout
 * @throws {Error} when it could not be started, timed out, wrote too much, or its status is not 0
 */
function execSync(command, options) {
  ({ options } = normalizeExec(command, options, undefined));
  return finishSync(spawnSync(command, options), options, command);
}

function finishSync(result, options, command) {
  if (!options.stdio && result.stderr) process.stderr.write(result.stderr);
  if (result.error) {
    Object.assign(result.error, result);
    throw result.error;
  }
  if (result.status !== 0) {
    let message = `Command failed: ${command}`;
    if (result.stderr?.length > 0) message += `\n${result.stderr.toString()}`;
    throw genericNodeError(message, result);
  }
  return result.stdout;
}

module.exports = {
  ChildProcess,
  exec,
  execFile,
  execFileSync,
  execSync,
  fork,
  spawn,
  spawnSync,
};
