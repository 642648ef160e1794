'use strict';

// `Stream`, the base of all streams: an EventEmitter with the pipe() of old-style streams, which
// know nothing but 'data', 'end', 'close', 'error', write(), end(), pause() and resume().

const EventEmitter = require('events');

/**
 * @param {object} [options] passed on to EventEmitter (`captureRejections`)
 */
function Stream(options) {
  EventEmitter.call(this, options);
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

/**
 * Forwards 'data' to `dest`, honouring its back-pressure, and ends it when this stream ends.
 * @param {any} dest
 * @param {{ end?: boolean }} [options]
 * @returns {any} dest
 */
Stream.prototype.pipe = function(dest, options) {
  const source = this;
  let didEnd = false;

  function onData(chunk) {
    if (dest.writable && dest.write(chunk) === false && source.pause) source.pause();
  }
  function onDrain() {
    if (source.readable && source.resume) source.resume();
  }
  function onEnd() {
    if (didEnd) return;
    didEnd = true;
    dest.end();
  }
  function onClose() {
    if (didEnd) return;
    didEnd = true;
    if (typeof dest.destroy === 'function') dest.destroy();
  }
  // An error nobody listens for must stay fatal although this very listener was there.
  function onError(err) {
    cleanup();
    if (EventEmitter.listenerCount(this, 'error') === 0) this.emit('error', err);
  }
  function cleanup() {
    source.removeListener('data', onData);
    dest.removeListener('drain', onDrain);
    source.removeListener('end', onEnd);
    source.removeListener('close', onClose);
    source.removeListener('error', onError);
    dest.removeListener('error', onError);
    source.removeListener('end', cleanup);
    source.removeListener('close', cleanup);
    dest.removeListener('close', cleanup);
  }

  source.on('data', onData);
  dest.on('drain', onDrain);
  // The standard streams of the process are never ended by a pipe.
  if (!dest._isStdio && (!options || options.end !== false)) {
    source.on('end', onEnd);
    source.on('close', onClose);
  }
  prependListener(source, 'error', onError);
  prependListener(dest, 'error', onError);
  source.on('end', cleanup);
  source.on('close', cleanup);
  dest.on('close', cleanup);
  dest.emit('pipe', source);
  return dest;
};

/**
 * Puts a listener in front of the others, also on emitters that lack prependListener.
 * @param {any} emitter
 * @param {string|symbol} event
 * @param {Function} listener
 */
function prependListener(emitter, event, listener) {
  if (typeof emitter.prependListener === 'function') {
    emitter.prependListener(event, listener);
    return;
  }
  const existing = emitter._events?.[event];
  if (!existing) emitter.on(event, listener);
  else if (Array.isArray(existing)) existing.unshift(listener);
  else emitter._events[event] = [listener, existing];
}

// Streams pre-empt the order in which their usual events are listed, whoever listens first.
const usualEvents = ['close', 'error', 'prefinish', 'finish', 'drain', 'data', 'end', 'readable'];

/** @returns {(string|symbol)[]} names of the events that have listeners */
Stream.prototype.eventNames = function eventNames() {
  const names = EventEmitter.prototype.eventNames.call(this);
  if (names.length < 2) return names;
  const usual = usualEvents.filter((name) => names.includes(name));
  return [...usual, ...names.filter((name) => !usualEvents.includes(name))];
};

// Readable and Writable have to know whether they construct a half of a Duplex, which is defined by
// means of them, and which a program that needs one half only may never load.
let Duplex;

/** @param {Function} constructor the class Duplex */
function setDuplex(constructor) {
  Duplex = constructor;
}

/** @param {any} stream */
function isDuplex(stream) {
  return Duplex !== undefined && stream instanceof Duplex;
}

module.exports = { Stream, prependListener, setDuplex, isDuplex };
