'use strict';

// Sessions with V8's inspector on this thread (src/bindings/inspector.cc): commands and events of
// the Chrome DevTools Protocol as objects. The public module `inspector` shows them; the REPL and
// the coverage of tests use them too.
//
// A command is answered before post() returns, except for those that wait (Runtime.awaitPromise,
// Runtime.evaluate with awaitPromise or replMode). A pause does not wait: see the binding.

const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validators');

let native;
let isAttached = false;

/**
 * Lets V8's inspector see what happens in JavaScript of ours: the console, and the end of a program
 * by an error.
 * @returns {void}
 */
function attach() {
  if (isAttached) return;
  isAttached = true;
  native ??= binding('inspector');
  require('internal/console').forwardToEngine();
  require('internal/process/uncaught').setFatalObserver(native.reportException);
}

/**
 * A connection to the inspector. Emits 'inspectorNotification' and, by its method's name, each
 * notification: `{ method, params }`.
 * Source: Node doc, Class: inspector.Session.
 */
class Session extends EventEmitter {
  #connection = null;
  #nextId = 1;

  /** Id -> callback of the commands that have no answer yet. */
  #pending = new Map();

  /**
   * Connects to the thread that runs.
   * @returns {void}
   * @throws {Error} ERR_INSPECTOR_ALREADY_CONNECTED
   */
  connect() {
    if (this.#connection !== null) {
      throw new codes.ERR_INSPECTOR_ALREADY_CONNECTED('The inspector session');
    }
    attach();
    this.#connection = new native.Session((text) => this.#receive(text));
  }

  /**
   * Connects a worker's session to the main thread. There are no workers.
   * @returns {never}
   * @throws {Error} ERR_INSPECTOR_NOT_WORKER
   */
  connectToMainThread() {
    throw new codes.ERR_INSPECTOR_NOT_WORKER();
  }

  /** What listeners and callbacks throw becomes a warning: V8 may be in the middle of a pause. */
  #receive(text) {
    try {
      this.#tell(JSON.parse(text));
    } catch (error) {
      process.emitWarning(require('internal/util').isError(error) ? error : `${error}`);
    }
  }

  #tell(message) {
    if (message.id === undefined) {
      this.emit(message.method, message);
      this.emit('inspectorNotification', message);
      return;
    }
    const callback = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (callback === undefined) return;
    const { error } = message;
    if (error !== undefined) callback(new codes.ERR_INSPECTOR_COMMAND(error.code, error.message));
    else callback(null, message.result);
  }

  /**
   * Gives the inspector a command.
   * @param {string} method for example 'Runtime.evaluate'
   * @param {object | null | ((error: Error | null, result?: object) => void)} [params]
   * @param {(error: Error | null, result?: object) => void} [callback]
   * @returns {void}
   * @throws {Error} ERR_INVALID_ARG_TYPE, ERR_INSPECTOR_NOT_CONNECTED
   */
  post(method, params, callback) {
    validateString(method, 'method');
    if (callback === undefined && typeof params === 'function') {
      callback = params;
      params = null;
    }
    if (params) validateObject(params, 'params');
    if (callback) validateFunction(callback, 'callback');
    if (this.#connection === null) throw new codes.ERR_INSPECTOR_NOT_CONNECTED();
    const id = this.#nextId++;
    const message = params ? { id, method, params } : { id, method };
    const text = JSON.stringify(message);
    if (callback) this.#pending.set(id, callback);
    this.#connection.dispatch(text);
  }

  /**
   * Ends the connection; what has no answer yet gets ERR_INSPECTOR_CLOSED on a later tick.
   * @returns {void}
   */
  disconnect() {
    if (this.#connection === null) return;
    this.#connection.disconnect();
    this.#connection = null;
    for (const callback of this.#pending.values()) {
      process.nextTick(callback, new codes.ERR_INSPECTOR_CLOSED());
    }
    this.#pending.clear();
    this.#nextId = 1;
  }

  /**
   * The value that a remote object of a connected session stands for.
   * @param {Session} session
   * @param {string} objectId
   * @returns {any} undefined for an unknown id
   */
  static unwrap(session, objectId) {
    return session.#connection?.unwrap(objectId);
  }
}

const { unwrap } = Session;
delete Session.unwrap;

/**
 * The number that the protocol has for the context that made an object.
 * @param {object} object for example the global object of a context
 * @returns {number} 0 when no inspector knows the context
 */
function contextIdOf(object) {
  native ??= binding('inspector');
  return native.contextIdOf(object);
}

module.exports = { Session, attach, contextIdOf, unwrap };
