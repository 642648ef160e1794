'use strict';

// The channel between a process and its child: send(), 'message' and disconnect(), the same at both
// ends.
//
// A channel is a Unix domain socket that can carry descriptors. Messages are encoded by
// serialization.js. A message whose cmd begins with "NODE_" is for the runtime: it comes as
// 'internalMessage', and three of them are this file's own:
//
//   NODE_HANDLE       { type, msg, ... } with a descriptor, of which the receiver makes a socket
//                     or server
//   NODE_HANDLE_ACK   it has arrived: the sender closes its own and goes on
//   NODE_HANDLE_NACK  it came without the descriptor: the sender tries again
//
// Between NODE_HANDLE and its answer everything else waits in a queue, which keeps messages in
// order. Messages that come before anybody listens to 'message' are kept.
//
// In a child the channel keeps the process alive only while there are listeners for 'message' or
// 'disconnect'; in the parent until it is closed.

const EventEmitter = require('events');
const {
  errnoException,
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_HANDLE_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { makeCodec } = require('internal/child_process/serialization');

// send() returns false when more than this waits to be written.
const kHighWaterMark = 64 * 1024 * 2;
const kHandleAttempts = 3;

const kState = Symbol('channel state');

/** What child.channel and process.channel are. Source: Node.js documentation, subprocess.channel */
class Control extends EventEmitter {
  #pipe;
  #references = 0;
  #explicit = false;

  constructor(pipe) {
    super();
    this.#pipe = pipe;
  }

  /** Counts a reason to stay alive. */
  refCounted() {
    if (++this.#references === 1 && !this.#explicit) this.#pipe.ref();
  }

  /** Takes one back. */
  unrefCounted() {
    if (--this.#references === 0 && !this.#explicit) {
      this.#pipe.unref();
      this.emit('unref');
    }
  }

  /** From now on the channel keeps the process alive, whatever listeners there are. */
  ref() {
    this.#explicit = true;
    this.#pipe.ref();
  }

  /** From now on it does not. */
  unref() {
    this.#explicit = true;
    this.#pipe.unref();
  }

  get fd() {
    const { fd } = this.#pipe;
    return fd >= 0 ? fd : undefined;
  }
}

// What a channel needs to know; send() and the rest are methods of the target.
class State {
  constructor(target, pipe, control, codec, onClosed) {
    this.target = target;
    this.pipe = pipe;
    this.control = control;
    this.codec = codec;
    this.onClosed = onClosed;
    this.undelivered = [];       // messages before the first listener: [event, message, handle]
    this.unclaimed = undefined;  // a handle whose message is not complete yet
    this.awaited = null;         // the NODE_HANDLE that has no answer yet
    this.queue = null;           // what waits behind it
    this.scheduled = 0;          // messages on their way to listeners
    this.closing = false;
  }
}

/**
 * Gives `target` send(), disconnect(), connected and channel, and starts to read.
 * @param {any} target a ChildProcess, or process
 * @param {any} pipe an open Pipe of type IPC
 * @param {'json' | 'advanced'} serialization
 * @param {() => void} [onClosed]
 * @returns {Control}
 */
function setupChannel(target, pipe, serialization, onClosed = () => {}) {
  const control = new Control(pipe);
  const state = new State(target, pipe, control, makeCodec(serialization), onClosed);
  target[kState] = state;
  Object.defineProperty(target, kState, { enumerable: false });
  target.channel = control;
  target.connected = true;
  target._handleQueue = null;
  target.send = send;
  target._send = sendUnchecked;
  target.disconnect = disconnect;
  target._disconnect = closeWhenDelivered;
  const { deprecate } = require('internal/util');
  const message = '_channel is deprecated. Use ChildProcess.channel instead.';
  Object.defineProperty(target, '_channel', {
    // An import of node:process reads what is enumerable.
    configurable: true, enumerable: false,
    get: deprecate(() => target.channel, message, 'DEP0129'),
    set: deprecate((value) => { target.channel = value; }, message, 'DEP0129'),
  });

  target.on('newListener', () => {
    if (state.undelivered.length > 0) process.nextTick(deliverKept, state);
  });
  pipe.onread = (count, bytes) => onRead(state, count, bytes);
  pipe.readStart();
  return control;
}

/**
 * The channel of this process to its parent.
 * @param {number} fd
 * @param {'json' | 'advanced'} serialization
 * @returns {void}
 */
function openChannel(fd, serialization) {
  const { Pipe, IPC } = binding('pipe');
  const pipe = new Pipe(IPC);
  const status = pipe.open(fd);
  if (status !== 0) {
    pipe.close();
    throw errnoException(status, 'open');
  }
  pipe.unref();
  const control = setupChannel(process, pipe, serialization);
  const concerns = (name) => name === 'message' || name === 'disconnect';
  process.on('newListener', (name) => {
    if (concerns(name)) control.refCounted();
  });
  process.on('removeListener', (name) => {
    if (concerns(name)) control.unrefCounted();
  });
}

// --- Receiving -----------------------------------------------------------------------------------

function onRead(state, count, bytes) {
  if (count < 0) {
    // The other end is gone, by its own will or not.
    const { target } = state;
    if (target.connected) closeWhenDelivered.call(target);
    return;
  }
  const handle = acceptHandle(state.pipe);
  if (handle !== undefined) {
    // It comes with the first byte of the message that announces it, and the next one not before
    // that has been answered. So nobody will ever ask for an older one.
    state.unclaimed?.close();
    state.unclaimed = handle;
  }
  const messages = [];
  try {
    state.codec.push(bytes, messages);
  } finally {
    dispatch(state, messages);
  }
}

function dispatch(state, messages) {
  for (const message of messages) {
    if (!isInternal(message)) {
      deliver(state, 'message', message, undefined);
    } else if (message.cmd === 'NODE_HANDLE') {
      const handle = state.unclaimed;
      state.unclaimed = undefined;
      receiveHandle(state, message, handle);
    } else if (message.cmd === 'NODE_HANDLE_ACK') {
      onHandleAnswer(state, true);
    } else if (message.cmd === 'NODE_HANDLE_NACK') {
      onHandleAnswer(state, false);
    } else {
      deliver(state, 'internalMessage', message, undefined);
    }
  }
}

function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.length > 5 && message.cmd.startsWith('NODE_');
}

function acceptHandle(pipe) {
  const type = pipe.pendingHandle();
  if (typeof type !== 'string') return undefined;
  const handle = makeNative(type);
  if (handle === undefined) return undefined;
  const status = pipe.accept(handle);
  if (status === 0) return handle;
  handle.close();
  return undefined;
}

function makeNative(type) {
  switch (type) {
    case 'tcp': {
      const { TCP, SOCKET } = binding('tcp');
      return new TCP(SOCKET);
    }
    case 'pipe': {
      const { Pipe, SOCKET } = binding('pipe');
      return new Pipe(SOCKET);
    }
    case 'udp': {
      const { UDP } = binding('udp');
      return new UDP();
    }
    default: return undefined;
  }
}

function deliver(state, event, message, handle) {
  state.scheduled++;
  process.nextTick(deliverNow, state, event, message, handle);
}

function deliverNow(state, event, message, handle) {
  const { target } = state;
  state.scheduled--;
  try {
    if (event === 'message' && target.listenerCount('message') === 0) {
      state.undelivered.push([event, message, handle]);
    } else {
      target.emit(event, message, handle);
    }
  } finally {
    if (state.closing && state.scheduled === 0) process.nextTick(close, state);
  }
}

function deliverKept(state) {
  if (state.undelivered.length === 0 || state.target.listenerCount('message') === 0) return;
  const kept = state.undelivered;
  state.undelivered = [];
  for (const [event, message, handle] of kept) state.target.emit(event, message, handle);
}

// --- Sending -------------------------------------------------------------------------------------

/**
 * @param {any} message string, object, number, boolean
 * @param {any} [handle] a net.Socket, net.Server or dgram.Socket
 * @param {{swallowErrors?: boolean, keepOpen?: boolean}} [options]
 * @param {(error: Error | null) => void} [callback]
 * @returns {boolean} false when much is waiting, or the channel is closed
 * @throws {TypeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE, ERR_INVALID_HANDLE_TYPE
 */
function send(message, handle, options, callback) {
  if (typeof handle === 'function') {
    callback = handle;
    handle = undefined;
    options = undefined;
  } else if (typeof options === 'function') {
    callback = options;
    options = undefined;
  } else if (options !== undefined) {
    validateObject(options, 'options');
  }
  options = { swallowErrors: false, ...options };
  if (this.connected) return this._send(message, handle, options, callback);
  const error = new ERR_IPC_CHANNEL_CLOSED();
  if (typeof callback === 'function') process.nextTick(callback, error);
  else process.nextTick(() => this.emit('error', error));
  return false;
}

/**
 * send() without looking at `connected`, and for the runtime's own messages too.
 * @this {any}
 * @returns {boolean}
 * @throws {TypeError} as send()
 */
function sendUnchecked(message, handle, options, callback) {
  if (message === undefined) throw new ERR_MISSING_ARGS('message');
  if (typeof message !== 'string' && typeof message !== 'object' && typeof message !== 'number' &&
      typeof message !== 'boolean') {
    throw new ERR_INVALID_ARG_TYPE('message', ['string', 'object', 'number', 'boolean'], message);
  }
  const state = this[kState];
  if (state === undefined) throw new ERR_IPC_CHANNEL_CLOSED();
  // Older programs give a boolean.
  if (typeof options === 'boolean') options = { swallowErrors: options };
  options ??= {};

  let sending = null;
  if (handle) {
    const { describeHandle } = require('internal/child_process/handles');
    const description = describeHandle(handle);
    if (description === undefined) throw new ERR_INVALID_HANDLE_TYPE();
    message = { cmd: 'NODE_HANDLE', type: description.type, msg: message };
    sending = { description, handle, options, message, native: undefined, attempts: 0 };
  }
  const isAnswer = message !== null && typeof message === 'object' &&
    (message.cmd === 'NODE_HANDLE_ACK' || message.cmd === 'NODE_HANDLE_NACK');
  if (state.queue !== null && !isAnswer) {
    state.queue.push({ sending, message, options, callback });
    this._handleQueue = state.queue;
    return state.queue.length === 1;
  }
  return write(state, sending, message, options, callback);
}

function write(state, sending, message, options, callback) {
  const { pipe, target } = state;
  if (sending !== null) {
    // What can't be encoded throws before the handle is taken away.
    state.codec.encode(message);
    sending.native = sending.description.prepare(sending.handle, sending.message, target, options);
    // A socket that has been closed meanwhile: the message goes without it.
    if (!sending.native) {
      message = message.msg;
      sending = null;
    }
  }
  const done = (failure) => {
    state.control.unrefCounted();
    if (typeof callback !== 'function') return;
    callback(failure ? errnoException(failure, 'write') : null);
  };
  // If encoding throws nothing has been sent.
  const status = sending === null ? state.codec.write(pipe, message, done) :
    pipe.writeHandle(state.codec.encode(message), sending.native, done);
  if (status < 0) {
    if (sending !== null) {
      sending.description.finish(sending.handle, sending.native, options, target);
    }
    if (options.swallowErrors) return true;
    const error = errnoException(status, 'write');
    if (typeof callback === 'function') process.nextTick(callback, error);
    else process.nextTick(() => target.emit('error', error));
    return true;
  }
  // Until it is written.
  if (status > 0 || sending !== null) state.control.refCounted();
  if (sending !== null) {
    state.awaited = sending;
    state.queue = [];
    target._handleQueue = state.queue;
    // The answer is worth waiting for.
    state.control.refCounted();
  } else if (status === 0) {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return pipe.writeQueueSize < kHighWaterMark;
}

// --- Handles -------------------------------------------------------------------------------------

function receiveHandle(state, message, handle) {
  const { target } = state;
  const options = { swallowErrors: true };
  if (handle === undefined) {
    target._send({ cmd: 'NODE_HANDLE_NACK' }, null, options);
    return;
  }
  target._send({ cmd: 'NODE_HANDLE_ACK' }, null, options);
  const { reviveHandle } = require('internal/child_process/handles');
  // The channel is not closed before the handle has been given to the program.
  state.scheduled++;
  reviveHandle(message, handle, target, (revived) => {
    state.scheduled--;
    deliver(state, isInternal(message.msg) ? 'internalMessage' : 'message', message.msg, revived);
  });
}

function onHandleAnswer(state, arrived) {
  const { awaited, target } = state;
  if (awaited === null) return;
  if (!arrived && ++awaited.attempts < kHandleAttempts) {
    const bytes = state.codec.encode(awaited.message);
    if (state.pipe.writeHandle(bytes, awaited.native, () => {}) === 0) return;
  }
  if (!arrived) {
    process.emitWarning(
      'Handle did not reach the receiving process correctly', 'SentHandleNotReceivedWarning');
  }
  awaited.description.finish(awaited.handle, awaited.native, awaited.options, target);
  state.awaited = null;
  const { queue } = state;
  state.queue = null;
  target._handleQueue = null;
  state.control.unrefCounted();
  while (queue.length > 0) {
    const next = queue.shift();
    write(state, next.sending, next.message, next.options, next.callback);
    if (state.queue !== null) {
      // That was another handle: the rest waits for its answer.
      state.queue.push(...queue);
      return;
    }
  }
  if (state.closing) closeWhenDelivered.call(target);
}

// --- The end -------------------------------------------------------------------------------------

/**
 * Closes the channel; both ends get 'disconnect' when there is no message left to deliver.
 * @this {any}
 * @returns {void}
 */
function disconnect() {
  if (!this.connected) {
    this.emit('error', new ERR_IPC_DISCONNECTED());
    return;
  }
  closeWhenDelivered.call(this);
}

/** @this {any} */
function closeWhenDelivered() {
  const state = this[kState];
  this.connected = false;
  state.closing = true;
  this.channel = null;
  state.pipe.readStop();
  if (state.scheduled === 0) process.nextTick(close, state);
}

function close(state) {
  const { target } = state;
  if (!state.closing || state.scheduled > 0) return;
  if (target[kState] !== state) return;
  target[kState] = undefined;
  if (state.awaited !== null) {
    state.awaited.description.finish(
      state.awaited.handle, state.awaited.native, state.awaited.options, target);
    state.awaited = null;
  }
  state.unclaimed?.close();
  state.pipe.close();
  target.emit('disconnect');
  state.onClosed();
}

module.exports = { openChannel, setupChannel };
