'use strict';

// MessageChannel, MessagePort, BroadcastChannel and MessageEvent.
//
// A port is an object of binding('messaging'), because it must be a host object for structured
// clone; initializePort() gives it its prototype and an EventTarget's state. The native side calls
// deliver() for each message, in the poll phase, and between two messages the ticks and microtasks
// run.
//
// A port receives, and keeps the process alive, exactly while somebody listens to 'message';
// without a listener messages wait in its queue.

const {
  codes: {
    ERR_CLOSED_MESSAGE_PORT,
    ERR_CONSTRUCT_CALL_INVALID,
    ERR_CONSTRUCT_CALL_REQUIRED,
    ERR_FEATURE_NOT_AVAILABLE,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const {
  Event,
  EventTarget,
  NodeEventTarget,
  defineEventHandler,
  initNodeEventTarget,
  kCreateEvent,
  kHybridDispatch,
  kNewListener,
  kRemoveListener,
} = require('internal/event_target');
const {
  afterResource,
  beforeResource,
  destroyResource,
  hooksState,
  initResource,
} = require('internal/async_hooks');
const { messaging, transferArray, typeError } = require('internal/structured_clone');

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

const kPorts = Symbol('ports'); // those that came with the message being delivered
const kOwner = Symbol('owner'); // the BroadcastChannel that a port belongs to

// What deliver() is told; known to src/bindings/messaging.cc.
const eventTypes = ['message', 'messageerror', 'close'];

function inspectObject(name, object, depth, options, inspect) {
  inspect ??= require('internal/util/inspect').inspect;
  const nested = { ...options, depth: options?.depth == null ? null : options.depth - 1 };
  return `${name} ${inspect(object, nested)}`;
}

// ---- MessageEvent ------------------------------------------------------------------------------

let isMessageEvent;

/** HTML: interface MessageEvent. */
class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  static {
    isMessageEvent = (value) => typeof value === 'object' && value !== null && #data in value;
  }

  /**
   * @param {string} type
   * @param {{data?: unknown, origin?: string, lastEventId?: string, source?: MessagePort,
   *   ports?: Iterable<MessagePort>}} [init]
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  constructor(type, init = undefined) {
    super(type, init ?? {});
    const { data, origin, lastEventId, source, ports } = init ?? {};
    this.#data = data === undefined ? null : data;
    this.#origin = origin === undefined ? '' : `${origin}`;
    this.#lastEventId = lastEventId === undefined ? '' : `${lastEventId}`;
    this.#source = source === undefined ? null : source;
    if (this.#source !== null && !messaging().isMessagePort(this.#source)) {
      throw new ERR_INVALID_ARG_TYPE('init.source', 'MessagePort', source);
    }
    this.#ports = [];
    if (ports !== undefined) {
      if (typeof ports?.[Symbol.iterator] !== 'function') {
        throw typeError('ERR_INVALID_ARG_TYPE', 'ports is not iterable');
      }
      for (const port of ports) {
        if (!messaging().isMessagePort(port)) {
          throw new ERR_INVALID_ARG_TYPE(`init.ports[${this.#ports.length}]`, 'MessagePort', port);
        }
        this.#ports.push(port);
      }
    }
  }

  /** @returns {unknown} */
  get data() {
    if (!isMessageEvent(this)) throw new ERR_INVALID_THIS('MessageEvent');
    return this.#data;
  }

  /** @returns {string} */
  get origin() {
    if (!isMessageEvent(this)) throw new ERR_INVALID_THIS('MessageEvent');
    return this.#origin;
  }

  /** @returns {string} */
  get lastEventId() {
    if (!isMessageEvent(this)) throw new ERR_INVALID_THIS('MessageEvent');
    return this.#lastEventId;
  }

  /** @returns {MessagePort|null} */
  get source() {
    if (!isMessageEvent(this)) throw new ERR_INVALID_THIS('MessageEvent');
    return this.#source;
  }

  /** @returns {MessagePort[]} */
  get ports() {
    if (!isMessageEvent(this)) throw new ERR_INVALID_THIS('MessageEvent');
    return this.#ports;
  }
}

// ---- MessagePort -------------------------------------------------------------------------------

/**
 * One end of a channel (Node: Class MessagePort). Only the runtime makes ports.
 * @throws {TypeError} ERR_CONSTRUCT_CALL_INVALID
 */
function MessagePort() {
  throw new ERR_CONSTRUCT_CALL_INVALID();
}
Object.setPrototypeOf(MessagePort, NodeEventTarget);
Object.setPrototypeOf(MessagePort.prototype, NodeEventTarget.prototype);

/**
 * Sends a message (Node: port.postMessage). On a closed port it does nothing.
 * @param {unknown} value
 * @param {Iterable|{transfer?: Iterable}} [transferList] what to move instead of copying it
 * @returns {boolean|undefined}
 * @throws {TypeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE, ERR_INVALID_TRANSFER_OBJECT,
 *   ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST
 * @throws {DOMException} DataCloneError
 */
MessagePort.prototype.postMessage = function postMessage(value, transferList) {
  if (arguments.length === 0) {
    throw typeError('ERR_MISSING_ARGS', 'Not enough arguments to MessagePort.postMessage');
  }
  let transfer = [];
  if (transferList !== undefined && transferList !== null) {
    if (typeof transferList !== 'object' && typeof transferList !== 'function') {
      transferArray(transferList, 'transferList'); // throws
    }
    if (transferList[Symbol.iterator] !== undefined) {
      transfer = transferArray(transferList, 'transferList');
    } else if (transferList.transfer !== undefined) {
      transfer = transferArray(transferList.transfer, 'options.transfer');
    }
  }
  const sent = messaging().postMessage(this, value, transfer);
  if (sent === null) {
    process.emitWarning(
      'The target port was posted to itself, and the communication channel was lost');
  }
  return sent ?? undefined;
};

/** Begins to receive; a 'message' listener does this by itself (Node: port.start). */
MessagePort.prototype.start = function start() {
  messaging().start(this);
};

/**
 * Ends the channel, on both sides; what was sent before is still delivered (Node: port.close).
 * @param {Function} [callback] a listener for 'close'
 */
MessagePort.prototype.close = function close(callback) {
  messaging().close(this);
  if (typeof callback === 'function') this.once('close', callback);
};

/** Lets the port keep the process alive (Node: port.ref). */
MessagePort.prototype.ref = function ref() {
  if (messaging().isActive(this)) messaging().setRef(this, true);
};

/** The opposite of ref (Node: port.unref). */
MessagePort.prototype.unref = function unref() {
  if (messaging().isActive(this)) messaging().setRef(this, false);
};

/** @returns {boolean} whether the port keeps the process alive (Node: port.hasRef) */
MessagePort.prototype.hasRef = function hasRef() {
  return messaging().hasRef(this);
};

Object.defineProperties(MessagePort.prototype, {
  [kCreateEvent]: {
    value: function createEvent(data, type) {
      if (type === 'message' || type === 'messageerror') {
        return new MessageEvent(type, { data, ports: this[kPorts] });
      }
      return type === 'close' ?
        new Event(type) : NodeEventTarget.prototype[kCreateEvent].call(this, data, type);
    },
  },
  [kNewListener]: {
    value: function newListener(size, type, ...rest) {
      NodeEventTarget.prototype[kNewListener].call(this, size, type, ...rest);
      if (type === 'message' && size === 1) {
        this.ref();
        messaging().start(this);
      }
    },
  },
  [kRemoveListener]: {
    value: function removeListener(size, type, ...rest) {
      NodeEventTarget.prototype[kRemoveListener].call(this, size, type, ...rest);
      if (type === 'message' && size === 0) {
        this.unref();
        messaging().stop(this);
      }
    },
  },
  [inspectCustom]: {
    value: function inspectPort(depth, options, inspect) {
      let active;
      let refed;
      try {
        active = messaging().isActive(this);
        refed = messaging().hasRef(this);
      } catch {
        return this; // the prototype, or what inherits from it
      }
      return inspectObject('MessagePort [EventTarget]', { active, refed }, depth, options, inspect);
    },
  },
});
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');

/**
 * Called by native code for each new port.
 * @param {object} port
 */
function initializePort(port) {
  Object.setPrototypeOf(port, MessagePort.prototype);
  initNodeEventTarget(port);
  for (const key of Object.getOwnPropertySymbols(port)) {
    Object.defineProperty(port, key, { enumerable: false });
  }
  Object.defineProperties(port, {
    [kPorts]: { writable: true, value: undefined },
    [kOwner]: { writable: true, value: undefined },
  });
  if (hooksState.active) initResource(port, 'MESSAGEPORT');
}

/**
 * Called by native code, from the poll phase.
 * @param {MessagePort} port
 * @param {number} event an index of eventTypes
 * @param {unknown} value the message, or why it could not be read
 * @param {MessagePort[]} ports
 */
function deliver(port, event, value, ports) {
  const type = eventTypes[event];
  if (!hooksState.active) {
    emit(port, type, value, ports);
    return;
  }
  beforeResource(port);
  try {
    emit(port, type, value, ports);
  } finally {
    afterResource(port);
    if (type === 'close') destroyResource(port);
  }
}

function emit(port, type, value, ports) {
  const owner = port[kOwner];
  if (owner !== undefined) {
    // A closed channel is silent at once, though its port still empties its queue.
    if (type !== 'close' && handleOf(owner) !== undefined) {
      owner.dispatchEvent(new MessageEvent(type, { data: value, ports }));
    }
    return;
  }
  port[kPorts] = ports;
  try {
    port[kHybridDispatch](value, type, undefined);
  } finally {
    port[kPorts] = undefined;
  }
}

// ---- MessageChannel ----------------------------------------------------------------------------

/**
 * Two connected ports (Node: Class MessageChannel).
 * @throws {TypeError} ERR_CONSTRUCT_CALL_REQUIRED
 */
function MessageChannel() {
  if (new.target === undefined) throw new ERR_CONSTRUCT_CALL_REQUIRED();
  const ports = messaging().createChannel();
  this.port1 = ports[0];
  this.port2 = ports[1];
}

/**
 * The next message of a port, without waiting for it (Node: worker.receiveMessageOnPort).
 * @param {MessagePort|BroadcastChannel} port
 * @returns {{message: unknown}|undefined}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function receiveMessageOnPort(port) {
  if (isBroadcastChannel(port)) port = handleOf(port);
  if (!messaging().isMessagePort(port)) {
    throw typeError('ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance');
  }
  const holder = [];
  return messaging().receiveMessage(port, holder) ? { message: holder[0] } : undefined;
}

/**
 * Marks an object that must not be transferred (Node: worker.markAsUntransferable).
 * @param {unknown} object
 */
function markAsUntransferable(object) {
  if ((typeof object === 'object' && object !== null) || typeof object === 'function') {
    binding('buffer').markUntransferable(object);
  }
}

/**
 * Ports can't live in other contexts here.
 * @param {MessagePort} port
 * @throws {Error} ERR_CLOSED_MESSAGE_PORT, ERR_FEATURE_NOT_AVAILABLE
 */
function moveMessagePortToContext(port) {
  if (!messaging().isMessagePort(port)) {
    throw typeError('ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance');
  }
  if (!messaging().isActive(port)) throw new ERR_CLOSED_MESSAGE_PORT();
  throw new ERR_FEATURE_NOT_AVAILABLE('worker_threads.moveMessagePortToContext');
}

// ---- BroadcastChannel --------------------------------------------------------------------------

let isBroadcastChannel;
let handleOf;

/** One to many, by name (Node: Class BroadcastChannel; HTML: interface BroadcastChannel). */
class BroadcastChannel extends EventTarget {
  #name;
  #handle; // a port; undefined once closed

  static {
    isBroadcastChannel = (value) => typeof value === 'object' && value !== null && #name in value;
    handleOf = (channel) => channel.#handle;
  }

  /**
   * @param {string} name
   * @throws {TypeError} ERR_MISSING_ARGS
   */
  constructor(name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    this.#handle = messaging().createBroadcast(this.#name);
    this.#handle[kOwner] = this;
    messaging().start(this.#handle);
    messaging().setRef(this.#handle, true);
  }

  /** @returns {string} */
  get name() {
    if (!isBroadcastChannel(this)) throw new ERR_INVALID_THIS('BroadcastChannel');
    return this.#name;
  }

  /** Leaves the channel. */
  close() {
    if (!isBroadcastChannel(this)) throw new ERR_INVALID_THIS('BroadcastChannel');
    if (this.#handle === undefined) return;
    messaging().close(this.#handle);
    this.#handle = undefined;
  }

  /**
   * @param {unknown} message
   * @throws {TypeError} ERR_MISSING_ARGS, ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST
   * @throws {DOMException} DataCloneError, InvalidStateError
   */
  postMessage(message) {
    if (!isBroadcastChannel(this)) throw new ERR_INVALID_THIS('BroadcastChannel');
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
    if (this.#handle === undefined) {
      const { DOMException } = require('internal/dom_exception');
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    }
    messaging().postMessage(this.#handle, message, []);
  }

  /** @returns {BroadcastChannel} this, which keeps the process alive, as it does from the start */
  ref() {
    if (!isBroadcastChannel(this)) throw new ERR_INVALID_THIS('BroadcastChannel');
    if (this.#handle !== undefined) messaging().setRef(this.#handle, true);
    return this;
  }

  /** @returns {BroadcastChannel} this, which does not keep the process alive */
  unref() {
    if (!isBroadcastChannel(this)) throw new ERR_INVALID_THIS('BroadcastChannel');
    if (this.#handle !== undefined) messaging().setRef(this.#handle, false);
    return this;
  }

  [inspectCustom](depth, options, inspect) {
    if (!isBroadcastChannel(this)) throw new ERR_INVALID_THIS('BroadcastChannel');
    if (depth !== null && depth < 0) return 'BroadcastChannel';
    const state = { name: this.#name, active: this.#handle !== undefined };
    return inspectObject('BroadcastChannel', state, depth, options, inspect);
  }
}

const enumerable = { enumerable: true };

Object.defineProperties(BroadcastChannel.prototype, {
  name: enumerable,
  close: enumerable,
  postMessage: enumerable,
});
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

module.exports = {
  BroadcastChannel,
  MessageChannel,
  MessageEvent,
  MessagePort,
  deliver,
  initializePort,
  markAsUntransferable,
  moveMessagePortToContext,
  receiveMessageOnPort,
};
