'use strict';

// Holding back and going on: whether a connection reads at the moment.
//
// The parser of a client's response that consumes a handle has it for itself: its reading is
// switched there. Else the socket is paused and resumed as any stream, and a server's connection
// passes that on to a handle that its parser consumes.

const { tryReadStart, tryReadStop } = require('internal/stream_base');

/**
 * @param {any} socket
 * @returns {void}
 */
function pauseInput(socket) {
  if (!socket) return;
  const { parser } = socket;
  if (!parser || parser.isRequest || !parser.consumed) {
    socket.pause();
  } else if (socket._handle?.reading) {
    tryReadStop(socket);
  }
}

/**
 * @param {any} socket
 * @returns {void}
 */
function resumeInput(socket) {
  if (!socket || socket._paused) return;
  const { parser } = socket;
  if (!parser || parser.isRequest || !parser.consumed) {
    if (socket.readable) socket.resume();
  } else if (socket._handle && !socket._handle.reading) {
    tryReadStart(socket);
  }
}

module.exports = { pauseInput, resumeInput };
