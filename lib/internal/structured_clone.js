'use strict';

// structuredClone(), and what binding('messaging') asks of JavaScript: the native side walks the
// value and calls back for host objects (internal/host_object), for errors, and for fresh ports.
// The hooks are registered when the first of these is needed, because the binding belongs to the
// running process and not to the start-up snapshot.

const { kClone, kDeserialize, kTransfer, kTransferList } = require('internal/host_object');

let native;

// A TypeError whose message is not of the registry's form.
function typeError(code, message) {
  const error = new TypeError(message);
  Object.defineProperty(error, 'code', {
    configurable: true, enumerable: true, value: code, writable: true,
  });
  return error;
}

function cloneError(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'DataCloneError');
}

// [deserializeInfo, data, detach], or undefined for what can be transferred but not cloned.
function describe(object, transferring) {
  const method = transferring ? object[kTransfer] : object[kClone];
  if (typeof method !== 'function') {
    if (typeof object[kTransfer] === 'function') return undefined;
    throw cloneError(`${object.constructor?.name ?? 'Object'} could not be cloned.`);
  }
  const { data, deserializeInfo, detach } = method.call(object);
  return [deserializeInfo, data, detach];
}

// What is transferred along with `object`; undefined for what can't be transferred.
function transferListOf(object) {
  if (typeof object[kTransfer] !== 'function') return undefined;
  return typeof object[kTransferList] === 'function' ? object[kTransferList]() : [];
}

// Makes the object that describe() told of. The sender's methods may be user code's, so only
// modules of the standard library are looked at.
function restore(deserializeInfo, data, descriptor) {
  const [id, name] = deserializeInfo.split(':');
  let Class;
  try {
    if (id.startsWith('internal/')) Class = require(id)[name];
  } catch {
    // Reported below.
  }
  if (typeof Class !== 'function') {
    throw typeError('ERR_INVALID_ARG_VALUE', `Missing internal module '${deserializeInfo}'`);
  }
  const object = new Class();
  object[kDeserialize](data, descriptor);
  return object;
}

/** @returns {object} binding('messaging'), ready for use */
function messaging() {
  if (native === undefined) {
    const { deliver, initializePort } = require('internal/message_port');
    native = binding('messaging');
    native.initialize(initializePort, deliver, cloneError, describe, restore, transferListOf);
  }
  return native;
}

/**
 * The elements of a transfer list.
 * @param {Iterable} iterable
 * @param {string} what its name in the error
 * @returns {Array}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function transferArray(iterable, what) {
  if (Array.isArray(iterable)) return iterable;
  if (typeof iterable === 'object' && iterable !== null &&
      typeof iterable[Symbol.iterator] === 'function') {
    const iterator = iterable[Symbol.iterator]();
    if (typeof iterator?.next === 'function') {
      return [...{ [Symbol.iterator]: () => iterator }];
    }
  }
  throw typeError('ERR_INVALID_ARG_TYPE', `Optional ${what} argument must be an iterable`);
}

/**
 * A deep copy of a value (HTML: structuredClone).
 * @param {unknown} value
 * @param {{transfer?: Iterable}} [options] what to move instead of copying it
 * @returns {unknown}
 * @throws {TypeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE, ERR_INVALID_TRANSFER_OBJECT,
 *   ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST
 * @throws {DOMException} DataCloneError
 */
function structuredClone(value, options) {
  if (arguments.length === 0) {
    throw typeError('ERR_MISSING_ARGS', 'The value argument must be specified');
  }
  let transfer;
  if (options !== undefined && options !== null) {
    if (typeof options !== 'object' && typeof options !== 'function') {
      throw typeError('ERR_INVALID_ARG_TYPE',
        'The options argument must be either an object or undefined');
    }
    transfer = options.transfer;
  }
  if (transfer === undefined || transfer === null) {
    switch (typeof value) {
      case 'string':
      case 'number':
      case 'boolean':
      case 'undefined':
      case 'bigint':
        return value;
    }
    transfer = [];
  } else {
    transfer = transferArray(transfer, 'transferList');
  }
  return messaging().structuredClone(value, transfer);
}

module.exports = { cloneError, messaging, structuredClone, transferArray, typeError };
