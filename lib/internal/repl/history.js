'use strict';

// The history of the REPL in a file: one entry a line, the newest first. It is read when the REPL
// starts and written, as a whole and in place, a moment after each change.

const path = require('path');
const { codes } = require('internal/errors');

const kDelay = 15;

const disabled = '\nPersistent history support disabled. Set the NODE_REPL_HISTORY environment\n' +
  'variable to a valid, user-writable path to enable.\n';

/** An entry of several lines is one line of the file. */
function encode(entry) {
  return entry.includes('\n') ? `\u0001${JSON.stringify(entry)}` : entry;
}

function decode(line) {
  if (line[0] !== '\u0001') return line;
  try {
    return JSON.parse(line.slice(1));
  } catch {
    return line.slice(1);
  }
}

function say(server, text) {
  server._writeToOutput(text);
  server._refreshLine?.();
}

/**
 * Source: Node doc, replServer.setupHistory().
 * @param {object} server
 * @param {string|undefined|null} file
 * @param {(error: Error|null, server: object) => void} ready
 * @returns {void}
 */
function setup(server, file, ready) {
  if (typeof file === 'string' && file.trim() === '' && file !== undefined) {
    say(server, disabled);
    disable(server);
    ready(null, server);
    return;
  }
  if (!server.terminal) {
    ready(null, server);
    return;
  }
  if (file === undefined || file === null) {
    try {
      file = path.join(require('os').homedir(), '.node_repl_history');
    } catch (error) {
      say(server, '\nError: Could not get the home directory.\n' +
        'REPL session history will not be persisted.\n');
      disable(server);
      ready(null, server);
      return;
    }
  }
  const fs = require('fs');
  server.pause();
  fs.open(file, 'a+', 0o600, (error, descriptor) => {
    if (error !== null) {
      server.resume();
      say(server, '\nError: Could not open history file.\n' +
        'REPL session history will not be persisted.\n');
      disable(server);
      ready(null, server);
      return;
    }
    fs.close(descriptor, () => {
      fs.readFile(file, 'utf8', (readError, text) => {
        server.resume();
        if (readError !== null) {
          disable(server);
          ready(readError, server);
          return;
        }
        server.history = text === '' ? [] :
          text.split(/\n+/).filter((each) => each !== '').slice(0, server.historySize).map(decode);
        keep(server, file);
        ready(null, server);
      });
    });
  });
}

function disable(server) {
  server._historyPrev = function() {
    if (server.history.length === 0) {
      say(server, disabled);
      return;
    }
    Object.getPrototypeOf(server)._historyPrev.call(server);
  };
}

function keep(server, file) {
  const fs = require('fs');
  let timer = null;
  let writing = false;
  let again = false;
  server._flushing = false;
  const write = () => {
    timer = null;
    if (writing) {
      again = true;
      return;
    }
    writing = true;
    const text = server.history.map(encode).join('\n');
    fs.writeFile(file, text, { mode: 0o600 }, (error) => {
      writing = false;
      if (again) {
        again = false;
        write();
        return;
      }
      server._flushing = false;
      if (!error) server.emit('flushHistory');
      else server.emit('flushHistory');
    });
  };
  server.on('line', () => {
    server._flushing = true;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(write, kDelay);
  });
  server.once('exit', () => {
    if (timer !== null) {
      clearTimeout(timer);
      write();
    }
  });
}

module.exports = { setup };
