'use strict';

// Makes a stream emit 'keypress' for what its 'data' contains, as long as somebody listens.

const EventEmitter = require('events');
const { charLengthAt, emitKeys, kEscape } = require('internal/readline/utils');

// One decoder per stream: a character or an escape sequence that was begun while one interface was
// attached may be completed while another one is.
const kDecoder = Symbol('keypress decoder');
const kKeys = Symbol('escape decoder');

// More than a hand types at once.
const kManyCharacters = 64;
const printable = /[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+/y;

// How long to wait for the rest of an escape sequence.
const defaultEscapeCodeTimeout = 500;

/**
 * @param {any} stream
 * @param {any} [iface] a readline Interface; completion is disabled while pasted text is coming in
 */
function emitKeypressEvents(stream, iface = {}) {
  if (stream[kDecoder]) return;
  const { StringDecoder } = require('string_decoder');
  stream[kDecoder] = new StringDecoder('utf8');
  let isBetweenKeys;
  restartKeys();
  const { escapeCodeTimeout = defaultEscapeCodeTimeout } = iface;
  let timer;

  function restartKeys() {
    stream[kKeys] = emitKeys(stream);
    stream[kKeys].next();
    isBetweenKeys = true;
  }

  // Of text that was pasted or piped an interface gets many characters as one key.
  function runAt(string, from) {
    if (!isBetweenKeys || !(iface instanceof EventEmitter) || iface.closed ||
        string.length < kManyCharacters ||
        stream.listenerCount('keypress') !== 1) {
      return '';
    }
    printable.lastIndex = from;
    return printable.exec(string)?.[0] ?? '';
  }

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      // Nobody listens any more: wait for somebody who does.
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const string = stream[kDecoder].write(input);
    if (!string) return;
    clearTimeout(timer);

    // Whether this is one key rather than pasted text.
    iface._sawKeyPress = charLengthAt(string, 0) === string.length;
    iface.isCompletionEnabled = false;
    let length = 0;
    while (length < string.length) {
      // What a terminal brackets as pasted is no keys.
      if (iface._pasteReader) {
        length = iface._pasteReader.take(string, length);
        if (length === string.length) iface.isCompletionEnabled = true;
        continue;
      }
      const run = runAt(string, length);
      if (run.length > 1) {
        length += run.length;
        if (length === string.length) iface.isCompletionEnabled = true;
        stream.emit('keypress', run, {
          sequence: run, name: undefined, ctrl: false, meta: false, shift: false,
        });
        continue;
      }
      const character = String.fromCodePoint(string.codePointAt(length));
      length += character.length;
      const isLast = length === string.length;
      if (isLast) iface.isCompletionEnabled = true;
      try {
        isBetweenKeys = stream[kKeys].next(character).value === true;
        if (isLast && character === kEscape) {
          timer = setTimeout(() => {
            isBetweenKeys = stream[kKeys].next('').value === true;
          }, escapeCodeTimeout);
        }
      } catch (err) {
        // A listener has thrown, which has ended the generator.
        restartKeys();
        throw err;
      }
    }
  }

  function onNewListener(event) {
    if (event === 'keypress') {
      stream.on('data', onData);
      stream.removeListener('newListener', onNewListener);
    }
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = { emitKeypressEvents };
