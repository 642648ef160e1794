'use strict';

// fs.ReadStream and fs.WriteStream. Source: Node doc, "File system".
//
// Each is a stream over one descriptor: given, or opened by the stream; both may also be a
// FileHandle. The functions that do the work are those of `options.fs`, so that a virtual file
// system can stand in.

const native = binding('fs');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_STREAM_DESTROYED,
  },
} = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateInteger,
} = require('internal/validators');
const { deprecate, kEmptyObject } = require('internal/util');
const { Readable, Writable, finished } = require('stream');
const { getFd, getOptions, getPath, kOwnRead } = require('internal/fs/utils');

const kFs = Symbol('kFs');
const kBusy = Symbol('kBusy'); // an operation runs: close must wait
const kWhenIdle = Symbol('kWhenIdle');
const kOnPiece = Symbol('kOnPiece');

// What a FileHandle offers, in the callback style of fs.
function handleFunctions(handle) {
  const { kRelease } = require('internal/fs/promises');
  const relay = (promise, pick, callback) => promise.then(
    (value) => process.nextTick(callback, null, ...pick(value)),
    (error) => process.nextTick(callback, error));
  return {
    open: (path, flags, mode, callback) => process.nextTick(callback, null, handle.fd),
    read: (fd, buffer, offset, length, position, callback) => relay(
      handle.read(buffer, offset, length, position), (r) => [r.bytesRead, r.buffer], callback),
    write: (fd, buffer, offset, length, position, callback) => relay(
      handle.write(buffer, offset, length, position), (r) => [r.bytesWritten, r.buffer], callback),
    writev: (fd, buffers, position, callback) => relay(
      handle.writev(buffers, position), (r) => [r.bytesWritten, r.buffers], callback),
    fsync: (fd, callback) => relay(handle.sync(), () => [], callback),
    close: (fd, callback) => {
      handle[kRelease]();
      relay(handle.close(), () => [], callback);
    },
  };
}

// fd, path and the functions to use, out of the options.
function setUp(stream, path, options, names) {
  const { FileHandle, kHold } = require('internal/fs/promises');
  const { fd } = options;
  if (fd === undefined || fd === null) {
    stream[kFs] = options.fs || require('fs');
    stream.fd = null;
    stream.path = getPath(path);
    for (const name of names) validateFunction(stream[kFs][name], `options.fs.${name}`);
  } else if (fd instanceof FileHandle) {
    if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    stream[kFs] = handleFunctions(fd);
    stream.fd = fd.fd;
    fd[kHold]();
    fd.on('close', () => stream.close());
  } else {
    if (typeof fd !== 'number') {
      throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], fd);
    }
    stream.fd = getFd(fd);
    stream[kFs] = options.fs || require('fs');
    for (const name of names) {
      if (name !== 'open') validateFunction(stream[kFs][name], `options.fs.${name}`);
    }
  }
  stream[kBusy] = false;
}

// Inherited ones count.
function copyOptions(options) {
  const copy = {};
  for (const name in options) copy[name] = options[name];
  return copy;
}

function checkRange(value, name) {
  validateInteger(value, name, 0);
  return value;
}

function construct(callback) {
  const stream = this;
  if (stream.closed) {
    // By a signal that was aborted before: nobody would close what is opened now.
    callback();
    return;
  }
  if (typeof stream.fd === 'number') {
    // As when opened here, but nothing is to be waited for.
    callback();
    return;
  }
  if (stream.open !== readOpen && stream.open !== writeOpen) {
    // Somebody has put an open() of their own in the place of ours.
    const { emit } = stream;
    stream.emit = function(...args) {
      if (args[0] === 'open') {
        this.emit = emit;
        callback();
        return emit.apply(this, args);
      }
      if (args[0] === 'error') {
        this.emit = emit;
        callback(args[1]);
        return undefined;
      }
      return emit.apply(this, args);
    };
    stream.open();
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit('open', fd);
    stream.emit('ready');
  });
}

// The constructor opens; these stay for those who replace them.
const readOpen = deprecate(() => {}, 'ReadStream.prototype.open() is deprecated', 'DEP0135');
const writeOpen = deprecate(() => {}, 'WriteStream.prototype.open() is deprecated', 'DEP0135');

function done(stream) {
  stream[kBusy] = false;
  const waiting = stream[kWhenIdle];
  if (waiting === undefined) return;
  stream[kWhenIdle] = undefined;
  waiting();
}

function closeDescriptor(stream, error, callback) {
  const close = () => {
    const { fd } = stream;
    if (typeof fd !== 'number') {
      callback(error);
      return;
    }
    stream[kFs].close(fd, (closeError) => {
      callback(closeError || error);
    });
    stream.fd = null;
  };
  if (stream[kBusy]) stream[kWhenIdle] = close;
  else close();
}

function closeStream(stream, callback) {
  if (callback) finished(stream, callback);
}

/** Source: Node doc, class fs.ReadStream. */
function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = copyOptions(getOptions(options, kEmptyObject));
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = false;
  setUp(this, path, options, ['open', 'read', 'close']);
  this.flags = options.flags === undefined ? 'r' : options.flags;
  this.mode = options.mode === undefined ? 0o666 : options.mode;
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (this.start !== undefined) {
    checkRange(this.start, 'start');
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    checkRange(this.end, 'end');
    if (this.start !== undefined && this.start > this.end) {
      throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  if (options.signal) validateAbortSignal(options.signal, 'options.signal');
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

ReadStream.prototype.open = readOpen;
ReadStream.prototype._construct = construct;

ReadStream.prototype._read = function(n) {
  n = this.pos === undefined ?
    Math.min(this.end - this.bytesRead + 1, n) : Math.min(this.end - this.pos + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const { read } = this[kFs];
  if (read[kOwnRead] === read && Number.isSafeInteger(n)) {
    this[kBusy] = true;
    // From the third on there may be many.
    const isLong = this.bytesRead > n;
    this[kOnPiece] ??= (error, bytes) => onRead(this, error, bytes);
    native.readPiece(this.fd, n, this.pos, isLong, this[kOnPiece]);
    return;
  }
  const buffer = Buffer.allocUnsafeSlow(n);
  this[kBusy] = true;
  this[kFs].read(this.fd, buffer, 0, n, this.pos, (error, bytesRead, bytes) => {
    // A short read must not hold the memory of a long one.
    if (bytesRead === 0) {
      bytes = undefined;
    } else if (!error && bytesRead !== bytes.length) {
      bytes = Buffer.from(bytes.subarray(0, bytesRead));
    }
    onRead(this, error, bytes);
  });
};

// With `bytes` undefined at the end of the file.
function onRead(stream, error, bytes) {
  done(stream);
  // Closing waited for us: nobody wants this any more.
  if (stream.destroyed) return;
  if (error) {
    require('internal/streams/destroy').errorOrDestroy(stream, error);
    return;
  }
  if (bytes === undefined) {
    stream.push(null);
    return;
  }
  if (stream.pos !== undefined) stream.pos += bytes.length;
  stream.bytesRead += bytes.length;
  stream.push(bytes);
}

ReadStream.prototype._destroy = function(error, callback) {
  closeDescriptor(this, error, callback);
};

ReadStream.prototype.close = function(callback) {
  closeStream(this, callback);
  this.destroy();
};

Object.defineProperty(ReadStream.prototype, 'autoClose', {
  get() {
    return this._readableState.autoDestroy;
  },
  set(value) {
    this._readableState.autoDestroy = value;
  },
});

/** Source: Node doc, class fs.WriteStream. */
function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = copyOptions(getOptions(options, kEmptyObject));
  // Bytes are what write() takes.
  options.decodeStrings = true;
  setUp(this, path, options, ['open', 'write', 'close']);
  if (options.fs) {
    if (options.fs.writev) validateFunction(options.fs.writev, 'options.fs.writev');
    else this._writev = null;
  }
  this.flush = options.flush ?? false;
  validateBoolean(this.flush, 'options.flush');
  if (this.flush) validateFunction(this[kFs].fsync, 'options.fs.fsync');
  this.flags = options.flags === undefined ? 'w' : options.flags;
  this.mode = options.mode === undefined ? 0o666 : options.mode;
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (this.start !== undefined) {
    checkRange(this.start, 'start');
    this.pos = this.start;
  }
  if (options.signal) validateAbortSignal(options.signal, 'options.signal');
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

WriteStream.prototype.open = writeOpen;
WriteStream.prototype._construct = construct;

// Goes on until everything is written; a disk that takes nothing several times over is an error.
function writeAll(stream, data, size, position, callback, retries = 0) {
  stream[kFs].write(stream.fd, data, 0, size, position, (error, written, buffer) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) {
      callback(error ?? new ERR_STREAM_DESTROYED('write'));
      return;
    }
    stream.bytesWritten += written;
    retries = written > 0 ? 0 : retries + 1;
    size -= written;
    if (retries > 5) callback(new Error('write failed'));
    else if (size > 0) {
      writeAll(stream, (buffer ?? data).subarray(written), size,
               position === undefined || position === null ? position : position + written,
                 callback, retries);
    } else callback();
  });
}

WriteStream.prototype._write = function(data, encoding, callback) {
  this[kBusy] = true;
  writeAll(this, data, data.length, this.pos, (error) => {
    done(this);
    callback(error);
  });
  if (this.pos !== undefined) this.pos += data.length;
};

WriteStream.prototype._writev = function(data, callback) {
  const chunks = data.map(({ chunk }) => chunk);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  this[kBusy] = true;
  const position = this.pos;
  if (this.pos !== undefined) this.pos += size;
  this[kFs].writev(this.fd, chunks, position, (error, written) => {
    if (!error && written < size && !this.destroyed) {
      // The rest goes the way of single writes.
      this.bytesWritten += written;
      const rest = Buffer.concat(chunks).subarray(written);
      writeAll(this, rest, rest.length, position === undefined ? position : position + written,
        finish);
      return;
    }
    if (!error) this.bytesWritten += written;
    finish(error ?? (this.destroyed ? new ERR_STREAM_DESTROYED('write') : undefined));
  });
  const finish = (error) => {
    done(this);
    callback(error);
  };
};

WriteStream.prototype._final = function(callback) {
  if (!this.flush || typeof this.fd !== 'number') {
    callback();
    return;
  }
  this[kFs].fsync(this.fd, callback);
};

WriteStream.prototype._destroy = function(error, callback) {
  closeDescriptor(this, error, callback);
};

WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Without autoClose, 'finish' is the time to close.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

WriteStream.prototype.destroySoon = WriteStream.prototype.end;

Object.defineProperty(WriteStream.prototype, 'autoClose', {
  get() {
    return this._writableState.autoDestroy;
  },
  set(value) {
    this._writableState.autoDestroy = value;
  },
});

for (const constructor of [ReadStream, WriteStream]) {
  Object.defineProperty(constructor.prototype, 'pending', {
    configurable: true,
    get() {
      return this.fd === null;
    },
  });
}

module.exports = {
  FileReadStream: ReadStream,
  FileWriteStream: WriteStream,
  ReadStream,
  WriteStream,
};
