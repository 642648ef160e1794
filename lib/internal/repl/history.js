'use strict';

// The history of the REPL in a file: one entry a line, the newest first. It is read when the REPL
// starts. A moment after each change what is new is put in front of what the file has by then: it
// may be the history of several REPLs. Who does so holds a lock, a file beside it; and the new text
// takes the place of the old one at once, so that nobody finds half of it.

const path = require('path');
const { clearTimeout, setTimeout } = require('timers');
const { codes } = require('internal/errors');

const kDelay = 15;
/** A lock this old was left behind. */
const kLockAge = 5000;
/** How often the end of the process tries to get the lock. */
const kTries = 40;
/** In characters: what is longer was pasted and is not kept. */
const kMaxEntry = 64 * 1024;

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
  if (typeof file === 'string' && file.trim() === '') {
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
        server.history = entriesOf(text).slice(0, server.historySize);
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

/** The entries of a file's text. */
function entriesOf(text) {
  return text.split(/\n+/).filter((each) => each !== '').map(decode);
}

/**
 * What has been entered since the history was `known`.
 * @param {string[]} history the newest first
 * @param {string[]} known
 * @returns {string[]}
 */
function enteredSince(history, known) {
  // The oldest may have been dropped, so that the end of what is known is missing.
  for (let count = 0; count < history.length; count++) {
    let i = 0;
    while (count + i < history.length && history[count + i] === known[i]) i++;
    if (count + i === history.length) return history.slice(0, count);
  }
  // A listener has taken something out.
  const old = new Set(known);
  return history.filter((each) => !old.has(each));
}

/** @returns {(() => void) | null} what ends the lock; null when another process has it */
function lock(file) {
  const fs = require('fs');
  const path = `${file}.lock`;
  try {
    fs.closeSync(fs.openSync(path, 'wx', 0o600));
  } catch (error) {
    // Where none can be made, the file is written without.
    if (error.code !== 'EEXIST') return () => {};
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && Date.now() - stat.mtimeMs > kLockAge) {
      fs.rmSync(path, { force: true });
    }
    return null;
  }
  return () => fs.rmSync(path, { force: true });
}

/** Puts a new text in the place of a file's. */
function replaceFile(file, text) {
  const fs = require('fs');
  const temporary = `${file}.${process.pid}.tmp`;
  const mode = fs.statSync(file, { throwIfNoEntry: false })?.mode ?? 0o600;
  try {
    fs.writeFileSync(temporary, text, { mode: mode & 0o777 });
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    // The file may be written to and its folder not.
    if (!/^(?:EACCES|EPERM|EROFS)$/.test(error.code)) throw error;
    fs.writeFileSync(file, text, { mode: 0o600 });
    return;
  }
  fs.renameSync(temporary, file);
}

/** Keeps the history of a server in a file from now on. */
function keep(server, file) {
  const fs = require('fs');
  const { ownTimer } = require('internal/resource_tracker');
  let known = server.history.slice();
  let timer = null;
  server._flushing = false;

  /** @returns {boolean} whether it is done: false while another process writes */
  const write = (waits) => {
    let target = file;
    try {
      target = fs.realpathSync(file);
    } catch {
      // It has been removed, and is made anew.
    }
    let unlock = lock(target);
    for (let tries = 0; unlock === null && waits && tries < kTries; tries++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, kDelay);
      unlock = lock(target);
    }
    if (unlock === null && !waits) return false;
    try {
      const stored = fs.existsSync(target) ? entriesOf(fs.readFileSync(target, 'utf8')) : [];
      const entered = enteredSince(server.history, known)
        .filter((each) => each.length <= kMaxEntry);
      if (entered.length > 0 && entered.at(-1) === stored[0]) stored.shift();
      const all = [...entered, ...stored].slice(0, server.historySize);
      if (entered.length > 0) replaceFile(target, all.map(encode).join('\n'));
      known = server.history.slice();
    } catch {
      // The next line tries again.
    } finally {
      unlock?.();
    }
    return true;
  };
  const flush = (waits) => {
    clearTimeout(timer);
    timer = null;
    if (!write(waits)) {
      timer = ownTimer(setTimeout(flush, kDelay, false));
      return;
    }
    server._flushing = false;
    server.emit('flushHistory');
  };
  server.on('line', () => {
    server._flushing = true;
    clearTimeout(timer);
    timer = ownTimer(setTimeout(flush, kDelay, false));
  });
  server.once('exit', () => {
    if (timer !== null) flush(true);
  });
}

module.exports = { setup };
