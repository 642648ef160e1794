'use strict';

// Connections of a server that were sent to a child go on belonging to the server: it counts them
// and does not close before they have. For every child and server both processes keep a list, known
// by the server's address; the server's side asks, the other answers:
//
//   NODE_SOCKET_GET_COUNT      how many are open?      NODE_SOCKET_COUNT
//   NODE_SOCKET_NOTIFY_CLOSE   tell when none is open  NODE_SOCKET_ALL_CLOSED
//
// Source: Node.js documentation, subprocess.send(), "Example: sending a socket object".

const EventEmitter = require('events');
const { codes: { ERR_CHILD_CLOSED_BEFORE_REPLY } } = require('internal/errors');

const kLists = Symbol('socket lists');

function listOf(List, target, key) {
  if (target[kLists] === undefined) {
    Object.defineProperty(target, kLists, { value: new Map() });
  }
  const lists = target[kLists];
  let list = lists.get(key);
  if (list === undefined) {
    list = new List(target, key);
    lists.set(key, list);
  }
  return list;
}

// The server's side.
class SentSockets extends EventEmitter {
  #target;
  #key;

  constructor(target, key) {
    super();
    this.#target = target;
    this.#key = key;
    target.once('exit', () => this.emit('exit', this));
  }

  #ask(question, answer, callback) {
    const target = this.#target;
    if (!target.connected) {
      // Its sockets are its own now.
      process.nextTick(callback, null, undefined);
      return;
    }
    const stop = () => {
      target.removeListener('internalMessage', onAnswer);
      target.removeListener('exit', onGone);
      target.removeListener('disconnect', onGone);
    };
    const onAnswer = (message) => {
      if (message.cmd !== answer || message.key !== this.#key) return;
      stop();
      callback(null, message);
    };
    const onGone = () => {
      stop();
      callback(new ERR_CHILD_CLOSED_BEFORE_REPLY());
    };
    target.on('internalMessage', onAnswer);
    target.once('exit', onGone);
    target.once('disconnect', onGone);
    target._send({ cmd: question, key: this.#key }, undefined, { swallowErrors: true });
  }

  /** @param {(error: Error | null) => void} callback */
  close(callback) {
    this.#ask('NODE_SOCKET_NOTIFY_CLOSE', 'NODE_SOCKET_ALL_CLOSED', callback);
  }

  /** @param {(error: Error | null, count?: number) => void} callback */
  getConnections(callback) {
    this.#ask('NODE_SOCKET_GET_COUNT', 'NODE_SOCKET_COUNT', (error, message) => {
      if (error) callback(error);
      else callback(null, message === undefined ? 0 : message.count);
    });
  }
}

// The receiver's side.
class ReceivedSockets {
  #target;
  #key;
  #count = 0;
  #tellWhenEmpty = false;

  constructor(target, key) {
    this.#target = target;
    this.#key = key;
    target.on('internalMessage', (message) => {
      if (message.key !== key) return;
      if (message.cmd === 'NODE_SOCKET_NOTIFY_CLOSE') {
        this.#tellWhenEmpty = true;
        this.#tell();
      } else if (message.cmd === 'NODE_SOCKET_GET_COUNT') {
        this.#answer({ cmd: 'NODE_SOCKET_COUNT', key, count: this.#count });
      }
    });
  }

  #answer(message) {
    if (this.#target.connected) {
      this.#target._send(message, undefined, { swallowErrors: true });
    }
  }

  #tell() {
    if (!this.#tellWhenEmpty || this.#count > 0) return;
    this.#tellWhenEmpty = false;
    this.#answer({ cmd: 'NODE_SOCKET_ALL_CLOSED', key: this.#key });
  }

  add(socket) {
    this.#count++;
    socket.once('close', () => {
      this.#count--;
      this.#tell();
    });
  }
}

/**
 * A connection of `server` is about to be sent to `target`.
 * @param {any} server
 * @param {any} message gets the key
 * @param {any} target
 * @param {boolean} keepOpen whether it stays open here too
 * @returns {void}
 */
function connectionMoves(server, message, target, keepOpen) {
  const key = server._connectionKey;
  message.key = key;
  const isNew = !target[kLists]?.has(key);
  const list = listOf(SentSockets, target, key);
  if (isNew) server._setupWorker(list);
  if (!keepOpen) server._connections--;
}

/**
 * @param {string} key
 * @param {any} socket
 * @param {any} target
 * @returns {void}
 */
function connectionArrives(key, socket, target) {
  listOf(ReceivedSockets, target, key).add(socket);
}

module.exports = { connectionArrives, connectionMoves };
