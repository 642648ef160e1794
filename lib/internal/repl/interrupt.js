'use strict';

// Ctrl-C, for the REPL of the command line: three ways in which it comes.
//
// While a text is run the terminal gives signals, and SIGINT ends the script (run() in `repl`,
// interruptibly() here). While the REPL waits for an await or for keys, the terminal is in raw mode
// and Ctrl-C is a key. And when something that the loop calls then does not end, a timer, a
// reaction of a promise, a listener, nobody reads keys: a thread notices that what was typed stays
// where it is, and has V8 look at it (bindings/terminal_watch.cc).
//
// What the REPL itself does with keys and results must not be ended half way: that is held. And
// since a termination runs no `finally`, JavaScript is ended where the program's own code runs, or
// where lib/ says that it has begun nothing yet: endHere().

const { exchangeFrame, state: contextState } = require('internal/async_context');
const { unwindAsyncStack } = require('internal/async_hooks');
const { callInterruptibly, interrupted } = require('internal/repl/evaluate');

const { endRun, startSigintWatchdog, stopSigintWatchdog } = binding('contextify');
const { entryPoints, setEntryPoint } = binding('loop');
const watch = binding('terminal_watch');

/**
 * Calls what may run code of the user's; SIGINT ends that.
 * @template T
 * @param {object} server
 * @param {() => T} run
 * @returns {T}
 * @throws {Error} ERR_SCRIPT_EXECUTION_INTERRUPTED
 */
function interruptibly(server, run) {
  if (!server.breakEvalOnSigint || !server.terminal || server.closed) return run();
  const isRaw = server.input.isRaw === true;
  // In raw mode there are no signals. One that comes too late for the script is not to end the
  // process.
  if (isRaw) {
    startSigintWatchdog();
    server._setRawMode(false);
  }
  try {
    return callInterruptibly(run);
  } finally {
    if (isRaw) {
      if (!server.closed) server._setRawMode(true);
      stopSigintWatchdog();
    }
  }
}

/**
 * A place of lib/ where what the program has called may be ended, if that is waited for. Of a loop
 * that prints, the program's own code is hardly ever seen.
 * @returns {void}
 */
function endHere() {
  endRun();
  watch.endHere();
}

/**
 * From now on Ctrl-C also ends what callbacks run.
 * @param {object} server one whose input is a terminal
 * @returns {void}
 */
function watchCallbacks(server) {
  const { input } = server;
  // What was typed while nobody read comes before what is read next.
  const deliver = () => {
    if (input.isPaused()) return;
    const typed = watch.take();
    if (typed !== undefined) input.emit('data', Buffer.from(typed.buffer));
  };
  if (watch.start(input._handle, deliver) !== 0) return;
  setEntryPoint(entryPoints.interrupted, () => onInterrupted(server));
  input.prependListener('data', deliver);
  input.on('resume', deliver);
  server.once('close', () => {
    input.removeListener('data', deliver);
    input.removeListener('resume', deliver);
    watch.stop();
  });
}

/**
 * Waits for a child process that a callback has started. Until it ends it has the terminal, in
 * which Ctrl-C is a signal for it and for us.
 * @template T
 * @param {object} server
 * @param {() => T} wait
 * @returns {T}
 */
function waitForChild(server, wait) {
  if (server.closed || server.input.isRaw !== true) return wait();
  startSigintWatchdog();
  server._setRawMode(false);
  try {
    return wait();
  } finally {
    if (!server.closed) server._setRawMode(true);
    if (stopSigintWatchdog()) watch.endNow();
  }
}

/** A callback was ended. It may have left anything behind. */
function onInterrupted(server) {
  if (contextState.active) exchangeFrame(undefined);
  unwindAsyncStack();
  // What waits for the end of a callback waits for the next one.
  require('timers').setImmediate(() => {});
  watch.hold();
  try {
    if (server._interruptWaiting !== null) server._interruptWaiting();
    else server._reportOwn(interrupted());
  } finally {
    watch.release();
  }
}

module.exports = {
  endHere, hold: watch.hold, interruptibly, release: watch.release, startSigintWatchdog,
  stopSigintWatchdog, waitForChild, watchCallbacks,
};
