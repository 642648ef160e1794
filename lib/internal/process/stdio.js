'use strict';

// process.stdout, process.stderr and process.stdin, each made by its first use.
//
//   what the descriptor is   stdout, stderr              stdin
//   file, device             SyncWriteStream             fs.ReadStream
//   terminal                 tty.WriteStream             tty.ReadStream
//   pipe, socket             net.Socket, sync writes     net.Socket
//
// Output is written at once, whatever it goes to: nothing is lost, and nothing is out of order,
// however the process ends. A pipe whose reader is slow makes the writer wait.
//
// The global console does not need all that to print a line into a pipe. forConsole() gives it a
// stream without net below it, until the program asks for process.stdout itself; from then on both
// are one.
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

function newPipeStream(fd) {
  const { Socket } = require('net');
  const { newHandleForFd } = require('internal/net');
  const handle = newHandleForFd(fd, false);
  const status = handle.open(fd);
  if (status !== 0) {
    // A descriptor that the loop can't watch still takes output.
    handle.close();
    return newSyncWriteStream(fd);
  }
  const stream = new Socket({ handle, readable: false, writable: true });
  stream._write = writeAtOnce;
  stream._writev = null;
  return stream;
}

function newOutput(fd) {
  const kind = kindOf(fd);
  let stream;
  if (kind === 'tty') {
    const tty = require('tty');
    stream = new tty.WriteStream(fd);
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

const plain = { stdout: undefined, stderr: undefined };

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
  let stream = plain[name];
  if (stream === undefined) {
    const fd = isStdout ? 1 : 2;
    if (kindOf(fd) !== 'pipe') return process[name];
    stream = plain[name] = asStdio(newSyncWriteStream(fd), 'pipe');
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
  require('net').Socket.prototype._read.call(this, size);
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

module.exports = { forConsole, getStderr, getStdout };
