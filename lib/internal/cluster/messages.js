'use strict';

// What the primary and a worker say to each other, over the channel that fork() made:
//
//   { cmd: 'NODE_CLUSTER', act, seq, ... }    does something at the other end
//   { cmd: 'NODE_CLUSTER', ack: seq, ... }    answers it
//
// worker to primary   act 'online'                     it has started
//                     act 'query' + a server's address shares a handle; the answer has a key, and a
//                                                      handle or the address that stands for it
//                     act 'listening' + the address    a server listens
//                     act 'close', key                 the server has been closed
//                     act 'exitedAfterDisconnect'      it is about to go because it wants to
// primary to worker   act 'connection', key + a handle it is to serve this; answers { accepted }
//                     act 'disconnect'                 it is to close its servers and go

const kCommand = 'NODE_CLUSTER';
const kWaiting = Symbol('messages that wait for an answer');

let lastSequence = 0;

/**
 * Sends a message, unless the channel is closed.
 * @param {any} target a ChildProcess, or process
 * @param {object} message
 * @param {any} [handle]
 * @param {(answer: any, handle?: any) => void} [onAnswer] gets null when none can come any more
 * @returns {boolean} whether it was sent
 */
function send(target, message, handle, onAnswer) {
  if (!target.connected) return false;
  const seq = ++lastSequence;
  const packet = { cmd: kCommand, ...message, seq };
  if (onAnswer === undefined) {
    target.send(packet, handle, { swallowErrors: true });
    return true;
  }
  target[kWaiting].set(seq, onAnswer);
  target.send(packet, handle, {}, (error) => {
    if (error) settle(target, seq, null);
  });
  return true;
}

function settle(target, seq, answer, handle) {
  const onAnswer = target[kWaiting].get(seq);
  if (onAnswer === undefined) return;
  target[kWaiting].delete(seq);
  onAnswer(answer, handle);
}

/**
 * Answers a message, unless the channel is closed.
 * @param {any} target
 * @param {{ seq: number }} message what is answered
 * @param {object} answer
 * @param {any} [handle]
 * @returns {boolean} whether it was sent
 */
function answer(target, { seq }, answer, handle) {
  if (!target.connected) return false;
  target.send({ cmd: kCommand, ack: seq, ...answer }, handle, { swallowErrors: true });
  return true;
}

/**
 * Listens to what comes from `target`. To be called before send().
 * @param {any} target
 * @param {(message: any, handle: any) => void} onMessage gets all but the answers
 * @returns {void}
 */
function receive(target, onMessage) {
  Object.defineProperty(target, kWaiting, { value: new Map() });
  target.on('internalMessage', (message, handle) => {
    if (message.cmd !== kCommand) return;
    if (message.ack === undefined) onMessage(message, handle);
    else settle(target, message.ack, message, handle);
  });
}

/**
 * Tells all who wait for an answer that the channel is closed.
 * @param {any} target
 * @returns {void}
 */
function abandon(target) {
  for (const seq of [...target[kWaiting].keys()]) settle(target, seq, null);
}

module.exports = { abandon, answer, receive, send };
