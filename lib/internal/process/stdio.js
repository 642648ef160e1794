'use strict';

// process.stdout, process.stderr and process.stdin, made by their first use.
//
// Output is written at once, whatever it goes to: nothing is lost when the process ends in any way. A
// pipe whose reader is slow makes the writer wait.

const kinds = { FILE: 'fs', TTY: 'tty', PIPE: 'pipe', TCP: 'pipe' };

let OutputStream;
function defineOutputStream() {
  const { Writable } = require('stream');
  return class extends Writable {
    constructor(fd, kind) {
      super({ decodeStrings: false, highWaterMark: 16384 });
      this.fd = fd;
      this._type = kind;
      this._isStdio = true;
    }

    _write(chunk, encoding, callback) {
      const { errnoException } = require('internal/errors');
      const status = typeof chunk === 'string' && (encoding === 'utf8' || encoding === 'utf-8') ?
        binding('fs').writeAllUtf8(this.fd, chunk) :
        binding('fs').writeAll(this.fd, typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
      callback(status === 0 ? null : errnoException(status, 'write'));
    }

    // Descriptors 1 and 2 stay open until the process ends: others write to them too.
    _destroy(error, callback) {
      callback(error);
    }
  };
}

function makeOutput(fd) {
  const kind = kinds[binding('fs').guessHandleType(fd)];
  if (kind === 'tty') {
    const tty = require('tty');
    const stream = new tty.WriteStream(fd);
    stream._type = 'tty';
    stream._isStdio = true;
    stream._destroy = dummyDestroy;
    return stream;
  }
  OutputStream ??= defineOutputStream();
  const stream = new OutputStream(fd, kind ?? 'fs');
  stream.destroySoon = stream.destroy;
  return stream;
}

function dummyDestroy(error, callback) {
  callback(error);
}

function makeInput() {
  switch (kinds[binding('fs').guessHandleType(0)]) {
    case 'tty': {
      const tty = require('tty');
      return new tty.ReadStream(0);
    }
    case 'pipe': {
      const net = require('net');
      const stream = new net.Socket({ fd: 0, readable: true, writable: false, manualStart: true });
      stream._type = 'pipe';
      return stream;
    }
    case 'fs': {
      const fs = require('fs');
      return new fs.ReadStream(null, { fd: 0, autoClose: false });
    }
    default: {
      // Closed, or nothing that can be read: it has ended.
      const { Readable } = require('stream');
      const stream = new Readable({ read() {} });
      stream.push(null);
      return stream;
    }
  }
}

let stdin;
function getStdin() {
  if (stdin === undefined) {
    stdin = makeInput();
    stdin.fd = 0;
    // A handle that reads keeps the loop alive; a paused one must not.
    if (stdin._handle?.readStop) {
      stdin._handle.reading = false;
      stdin._readableState.reading = false;
      stdin._handle.readStop();
    }
    stdin.on('pause', () => {
      if (!stdin._handle?.reading) return;
      stdin._handle.reading = false;
      stdin._handle.readStop();
    });
  }
  return stdin;
}

let stdout;
function getStdout() {
  stdout ??= makeOutput(1);
  return stdout;
}

let stderr;
function getStderr() {
  stderr ??= makeOutput(2);
  return stderr;
}

for (const [name, get] of Object.entries({ stdin: getStdin, stdout: getStdout, stderr: getStderr })) {
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get });
}

/** For programs in the wild. Source: by custom. */
process.openStdin = function openStdin() {
  process.stdin.resume();
  return process.stdin;
};

module.exports = { getStderr, getStdout };
