'use strict';

// process.stdout, process.stderr and process.stdin, each made by its first use.
//
//   what the descriptor is   stdout, stderr              stdin
//   file, device             SyncWriteStream             fs.ReadStream
//   terminal                 tty.WriteStream             tty.ReadStream
//   pipe, socket             net.Socket                  net.Socket
//
// Files and terminals are written to at once. So are pipes and sockets, as long as their reader
// keeps up; then the stream fills, and the program goes on. What a process that ends still has is
// given to the reader by flushOutput(), unless the reader takes nothing for seconds
// (bindings/standard_descriptors.h).
//
// The global console does not need all that to print a line into a pipe. forConsole() gives it a
// stream without net below it, until the program asks for process.stdout itself. Both write through
// the same Output, in order.
//
// Nobody closes descriptors 1 and 2: others (a crash report, a child) write to them, too. So
// destroy() and end() of those streams end nothing: they are alive again at once.

const native = binding('fs');
const kinds = { FILE: 'fs', TTY: 'tty', PIPE: 'pipe', TCP: 'pipe' };

/** @returns {'fs' | 'tty' | 'pipe' | undefined} undefined for what is neither, or closed */
function kindOf(fd) {
  return kinds[native.guessHandleType(fd)];
}

// --- Output ---

/** @this {any} a stream with `fd` */
function writeAtOnce(chunk, encoding, callback) {
  let status;
  if (typeof chunk !== 'string') {
    status = native.writeAll(this.fd, chunk);
  } else if (encoding === 'utf8' || encoding === 'utf-8') {
    status = native.writeAllUtf8(this.fd, chunk);
  } else {
    status = native.writeAll(this.fd, Buffer.from(chunk, encoding));
  }
  callback(status === 0 ? null : require('internal/errors').errnoException(status, 'write'));
}

/** @this {any} */
function dummyDestroy(error, callback) {
  callback(error);
  this._undestroy();
  // A socket's 'close' comes with that of its handle, which stays.
  if (!this._writableState.emitClose) process.nextTick(() => this.emit('close'));
}

let SyncWriteStream;
function defineSyncWriteStream() {
  const { Writable } = require('stream');
  SyncWriteStream = class SyncWriteStream extends Writable {
    constructor(fd) {
      super({ autoDestroy: true, decodeStrings: false });
      this.fd = fd;
      this.readable = false;
      this.autoClose = false;
    }
  };
  SyncWriteStream.prototype._write = writeAtOnce;
}

function newSyncWriteStream(fd) {
  if (SyncWriteStream === undefined) defineSyncWriteStream();
  return new SyncWriteStream(fd);
}

/** A pipe or socket that is written to, by up to two streams. */
class Output {
  /** @param {number} fd 1 or 2 */
  constructor(fd) {
    this.fd = fd;
    // What does not block; negative is UV_E*.
    this.descriptor = native.openOutput(fd);
    // The native stream, made when something has to wait, or for process[name].
    this.handle = null;
    /** @type {any} the console's stream */
    this.plain = null;
    /** @type {any} process[name] */
    this.socket = null;
    // What the handle has been given and not yet called back for, a list for each write.
    /** @type {{ chunk: any, encoding: string }[][]} */
    this.inFlight = [];
  }

  /** @returns {number} 0 or UV_E* */
  open() {
    if (this.handle !== null) return 0;
    if (this.descriptor < 0) return this.descriptor;
    const handle = require('internal/net').newHandleForFd(this.descriptor, false);
    const status = handle.open(this.descriptor);
    if (status !== 0) {
      handle.close();
      return status;
    }
    this.handle = handle;
    native.onFlushOutput(flushOutput);
    return 0;
  }

  /** Writes `bytes` behind what waits already. */
  queue(bytes, callback) {
    let status = this.open();
    if (status === 0) {
      status = this.handle.write(bytes, (error) => {
        this.inFlight.shift();
        callback(error === null ? null : writeError(error));
      });
    }
    if (status > 0) this.inFlight.push([{ chunk: bytes, encoding: 'buffer' }]);
    else callback(status === 0 ? null : writeError(status));
  }

  /** @returns {Uint8Array[]} all that has been written and not sent, in order */
  unsent() {
    const result = [];
    const waiting = this.handle.writeQueueSize;
    if (waiting > 0) {
      const bytes = Buffer.concat(this.inFlight.flat().map(toBytes));
      result.push(bytes.subarray(bytes.length - waiting));
    }
    for (const stream of [this.plain, this.socket]) {
      if (stream !== null) result.push(...stream._writableState.getBuffer().map(toBytes));
    }
    return result;
  }
}

function writeError(status) {
  return require('internal/errors').errnoException(status, 'write');
}

function toBytes({ chunk, encoding }) {
  return typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
}

/** @type {(Output | undefined)[]} by descriptor */
const outputs = [undefined, undefined, undefined];

function outputFor(fd) {
  return outputs[fd] ??= new Output(fd);
}

// C++ calls this when the program has ended, however it did. Also before the report of a fatal
// error, which is to follow what was printed before.
function flushOutput() {
  for (const output of outputs) {
    if (output === undefined || output.handle === null || output.handle.fd < 0) continue;
    outputs[output.fd] = undefined;
    try {
      const bytes = Buffer.concat(output.unsent());
      if (bytes.length > 0) native.flushBytes(output.handle.fd, bytes);
    } catch {
      // A program that has replaced the inside of its streams: the other one has its turn.
    }
  }
}

let PlainStream;
function definePlainStream() {
  const { Writable } = require('stream');
  PlainStream = class PlainStream extends Writable {
    constructor(output) {
      super({ autoDestroy: true, decodeStrings: false });
      this.output = output;
      this.fd = output.fd;
    }

    _write(chunk, encoding, callback) {
      const { output } = this;
      if (output.handle !== null) {
        output.queue(toBytes({ chunk, encoding }), callback);
        return;
      }
      const { tryWrite, tryWriteUtf8 } = native;
      let left;
      if (typeof chunk === 'string' && (encoding === 'utf8' || encoding === 'utf-8')) {
        left = tryWriteUtf8(output.descriptor, chunk);
      } else {
        chunk = toBytes({ chunk, encoding });
        left = tryWrite(output.descriptor, chunk);
      }
      if (left > 0) {
        const bytes = toBytes({ chunk, encoding });
        output.queue(bytes.subarray(bytes.length - left), callback);
      } else {
        callback(left === 0 ? null : writeError(left));
      }
    }
  };
}

function newPlainStream(output) {
  if (PlainStream === undefined) definePlainStream();
  return new PlainStream(output);
}

function newPipeStream(fd) {
  const output = outputFor(fd);
  // A descriptor that the loop can't watch still takes output.
  if (output.open() !== 0) return newSyncWriteStream(fd);
  const { Socket } = require('net');
  const stream = new Socket({ handle: output.handle, readable: false, writable: true });
  output.socket = stream;
  const write = (name, entries, args, callback) => {
    const { plain } = output;
    if (plain !== null && plain.writableLength > 0) {
      // What the console wrote goes first.
      const last = entries.length - 1;
      entries.forEach(({ chunk, encoding }, i) => {
        plain.write(chunk, encoding, i === last ? callback : undefined);
      });
      return;
    }
    output.inFlight.push(entries);
    Socket.prototype[name].call(stream, ...args, (error) => {
      output.inFlight.shift();
      callback(error);
    });
  };
  stream._write = (chunk, encoding, callback) => {
    write('_write', [{ chunk, encoding }], [chunk, encoding], callback);
  };
  stream._writev = (entries, callback) => write('_writev', entries, [entries], callback);
  // Descriptors 1 and 2 stay open for others.
  stream._final = (callback) => callback();
  return stream;
}

/**
 * @type {{ beforeWrite: () => void, makeWay: (chunk: any) => string,
 *   lend: <T>(wait: () => T) => T } | null}
 */
let terminalObserver = null;

function observeTerminal(stream) {
  const { write, _write, _writev } = stream;
  stream.write = function(chunk, encoding, callback) {
    terminalObserver?.beforeWrite();
    return write.call(this, chunk, encoding, callback);
  };
  stream._write = function(chunk, encoding, callback) {
    const before = terminalObserver === null ? '' : terminalObserver.makeWay(chunk);
    if (before !== '') {
      chunk = typeof chunk === 'string' ? before + chunk :
        Buffer.concat([Buffer.from(before), chunk]);
    }
    _write.call(this, chunk, encoding, callback);
  };
  if (typeof _writev !== 'function') return;
  stream._writev = function(entries, callback) {
    let before = '';
    if (terminalObserver !== null) {
      for (const { chunk } of entries) before += terminalObserver.makeWay(chunk);
    }
    if (before !== '') entries = [{ chunk: before, encoding: 'utf8' }, ...entries];
    _writev.call(this, entries, callback);
  };
}

/**
 * For the REPL, of standard output and error if they are terminals: `beforeWrite()` is called by
 * write(), when nothing has been begun; `makeWay(chunk)` is told what goes to the terminal, and
 * returns what is to be written before. `lend(wait)` calls what waits for a child process. null for
 * none.
 * @param {{ beforeWrite: () => void, makeWay: (chunk: any) => string,
 *   lend: <T>(wait: () => T) => T } | null} observer
 * @returns {void}
 */
function observeTerminals(observer) {
  const isFirst = terminalObserver === null && observer !== null;
  terminalObserver = observer;
  if (!isFirst) return;
  for (const stream of [stdout, stderr]) {
    if (stream?.isTTY && !Object.hasOwn(stream, '_write')) observeTerminal(stream);
  }
}

/**
 * Calls what waits for a child process, which may use the terminal.
 * @template T
 * @param {() => T} wait
 * @returns {T}
 */
function lendTerminal(wait) {
  return terminalObserver === null ? wait() : terminalObserver.lend(wait);
}

/**
 * Something is about to be written to the descriptor of standard output or error itself.
 * @param {number} fd
 * @param {() => string | Uint8Array} getChunk
 * @returns {string} what is to be written before
 */
function tellTerminal(fd, getChunk) {
  if (terminalObserver === null || kindOf(fd) !== 'tty') return '';
  return terminalObserver.makeWay(getChunk());
}

function newOutput(fd) {
  const kind = kindOf(fd);
  let stream;
  if (kind === 'tty') {
    const tty = require('tty');
    stream = new tty.WriteStream(fd);
    if (terminalObserver !== null) observeTerminal(stream);
  } else if (kind === 'pipe') {
    stream = newPipeStream(fd);
  } else {
    stream = newSyncWriteStream(fd);
  }
  stream.fd = fd;
  return asStdio(stream, kind ?? 'fs');
}

function asStdio(stream, kind) {
  stream._type = kind;
  stream._isStdio = true;
  stream._destroy = dummyDestroy;
  stream.destroySoon = stream.destroy;
  return stream;
}

let stdout;
function getStdout() {
  if (stdout === undefined) {
    stdout = newOutput(1);
    if (stdout.isTTY) process.on('SIGWINCH', () => stdout._refreshSize());
  }
  return stdout;
}

let stderr;
function getStderr() {
  if (stderr === undefined) {
    stderr = newOutput(2);
    if (stderr.isTTY) process.on('SIGWINCH', () => stderr._refreshSize());
  }
  return stderr;
}

// --- What the console writes to ---

// The console ignores that its reader is gone, so that a program which prints and ends, ends well
// in front of `head`. One that goes on printing must end, too, and not run for nobody.
let readerIsGone = false;
function onConsoleError(error) {
  if (readerIsGone) throw error;
  setImmediate(() => { readerIsGone = true; }).unref();
}

/**
 * The stream for the global console's output: process[name], or as long as nobody has looked at
 * that and it is a pipe, a stream that is quicker to make.
 * @param {'stdout' | 'stderr'} name
 * @returns {any} a Writable
 */
function forConsole(name) {
  const isStdout = name === 'stdout';
  if ((isStdout ? stdout : stderr) !== undefined) return process[name];
  const { get } = Object.getOwnPropertyDescriptor(process, name) ?? {};
  if (get !== (isStdout ? getStdout : getStderr)) return process[name]; // somebody replaced it
  return ownStream(name);
}

/**
 * The stream of forConsole(), also where the program has put another one in its place.
 * @param {'stdout' | 'stderr'} name
 * @returns {any} a Writable
 */
function ownStream(name) {
  const isStdout = name === 'stdout';
  const made = isStdout ? stdout : stderr;
  if (made !== undefined) return made;
  const make = isStdout ? getStdout : getStderr;
  const fd = isStdout ? 1 : 2;
  let stream = outputs[fd]?.plain;
  if (!stream) {
    if (kindOf(fd) !== 'pipe') return make();
    const output = outputFor(fd);
    if (output.descriptor < 0) return make();
    stream = output.plain = asStdio(newPlainStream(output), 'pipe');
    stream.on('error', onConsoleError);
  }
  return stream;
}

// --- Input ---

function newInput() {
  // A channel to the parent is read by process.on('message') and by nobody else.
  switch (process.channel?.fd === 0 ? undefined : kindOf(0)) {
    case 'tty': {
      const tty = require('tty');
      return new tty.ReadStream(0);
    }
    case 'pipe': {
      const net = require('net');
      return new net.Socket({ fd: 0, readable: true, writable: false, manualStart: true });
    }
    case 'fs': {
      const fs = require('fs');
      return new fs.ReadStream(null, { fd: 0, autoClose: false });
    }
    default: {
      // Closed, a channel, or nothing that can be read: it has ended.
      const { Readable } = require('stream');
      const stream = new Readable({ read() {} });
      stream.push(null);
      return stream;
    }
  }
}

// A handle that reads keeps the loop alive. So it must not while nobody wants input: neither before
// somebody does nor after pause().
function stopReading() {
  const handle = stdin._handle;
  if (!handle || !handle.reading) return;
  handle.reading = false;
  handle.readStop();
  // The stream thinks that a read is under way; resume() would wait for it.
  stdin._readableState.reading = false;
}

// Streams read ahead, also when they have just been paused.
/** @this {any} */
function readUnlessPaused(size) {
  if (this.isPaused() && this.listenerCount('readable') === 0) {
    this._readableState.reading = false;
    return;
  }
  require('internal/net/socket').Socket.prototype._read.call(this, size);
}

let stdin;
function getStdin() {
  if (stdin === undefined) {
    stdin = newInput();
    stdin.fd = 0;
    if (stdin._handle) {
      stdin._read = readUnlessPaused;
      stdin.on('pause', stopReading);
    }
  }
  return stdin;
}

for (const [name, get] of Object.entries(
  { stdin: getStdin, stdout: getStdout, stderr: getStderr })) {
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get });
}

/** For programs in the wild. Source: by custom. */
process.openStdin = function openStdin() {
  process.stdin.resume();
  return process.stdin;
};

module.exports = {
  flushOutput, forConsole, getStderr, getStdout, lendTerminal, observeTerminals, ownStream,
  tellTerminal,
};
