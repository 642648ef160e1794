'use strict';

// Makes a stream emit 'keypress' for what its 'data' contains, as long as somebody listens.

const { charLengthAt, emitKeys, kEscape } = require('internal/readline/utils');

// One decoder per stream: a character or an escape sequence that was begun while one interface was
// attached may be completed while another one is.
const kDecoder = Symbol('keypress decoder');
const kKeys = Symbol('escape decoder');

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
  restartKeys();
  const { escapeCodeTimeout = defaultEscapeCodeTimeout } = iface;
  let timer;

  function restartKeys() {
    stream[kKeys] = emitKeys(stream);
    stream[kKeys].next();
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
    for (const character of string) {
      length += character.length;
      const isLast = length === string.length;
      if (isLast) iface.isCompletionEnabled = true;
      try {
        stream[kKeys].next(character);
        if (isLast && character === kEscape) {
          timer = setTimeout(() => stream[kKeys].next(''), escapeCodeTimeout);
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
