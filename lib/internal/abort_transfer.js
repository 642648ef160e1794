'use strict';

// Sending an AbortSignal to another realm (Node doc, util.transferableAbortSignal).
//
// The signal stays where it is. The receiver gets a signal of its own and one end of a channel,
// over which the abort is told with its reason. Neither end keeps the process alive. A signal
// that is collected closes its channel, and a signal whose channel is closed can't be
// aborted any more.

const {
  abortSignal,
  holdWeakly,
  makeTransferableSignal,
  release,
} = require('internal/abort_controller');
const { DOMException, isDOMException } = require('internal/dom_exception');
const { kResistStopPropagation } = require('internal/event_target');

let portRegistry;
function closeWhenCollected(signal, port) {
  portRegistry ??= new FinalizationRegistry((abandoned) => abandoned.close());
  portRegistry.register(signal, port);
}

/**
 * @param {AbortSignal} signal one that is about to be transferred
 * @returns {MessagePort|undefined} the receiver's end; undefined if the signal is aborted already
 */
function sendAbort(signal) {
  if (signal.aborted) return undefined;
  const { port1, port2 } = new (require('internal/message_port').MessageChannel)();
  signal.addEventListener('abort', () => {
    try {
      port1.postMessage(pack(signal.reason));
    } catch {
      port1.postMessage(pack(abortError())); // the reason cannot be cloned
    }
    port1.close();
  }, { __proto__: null, once: true, [kResistStopPropagation]: true });
  closeWhenCollected(signal, port1);
  return port2;
}

/**
 * @param {AbortSignal} signal one that has arrived
 * @param {MessagePort} port the end that came with it
 */
function receiveAbort(signal, port) {
  holdWeakly(signal);
  const ref = new WeakRef(signal);
  const abort = (reason) => {
    port.close();
    const target = ref.deref();
    if (target !== undefined) abortSignal(target, reason);
  };
  port.onmessage = ({ data }) => abort(unpack(data));
  port.onmessageerror = () => abort(abortError());
  port.addEventListener('close', () => {
    const target = ref.deref();
    if (target !== undefined) release(target);
  });
  port.unref();
  closeWhenCollected(signal, port);
}

/**
 * A DOMException, which most reasons are, loses its class in structured clone.
 * @param {any} reason
 * @returns {{reason?: any, exception?: {name: string, message: string}}}
 */
function pack(reason) {
  return isDOMException(reason) ?
    { exception: { name: reason.name, message: reason.message } } : { reason };
}

/**
 * @param {{reason?: any, exception?: {name: string, message: string}}} packed
 * @returns {any}
 */
function unpack({ reason, exception }) {
  return exception === undefined ? reason : new DOMException(exception.message, exception.name);
}

function abortError() {
  return new DOMException('This operation was aborted', 'AbortError');
}

/** What arrives at the receiver of a signal, before it gets its port. */
function TransferredAbortSignal() {
  return makeTransferableSignal();
}

module.exports = { TransferredAbortSignal, pack, receiveAbort, sendAbort, unpack };
