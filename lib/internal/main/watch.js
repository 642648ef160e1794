'use strict';

// gyre --watch SCRIPT: runs the script in a child process, and anew whenever a file changes that it
// has loaded, or that is below --watch-path. The child tells which files those are.
// Source: Node.js documentation, "Command-line API", --watch.

const path = require('path');
const { prepareMainThread } = require('internal/process/pre_execution');
const { getOptionValue } = require('internal/options');
const { Watcher } = require('internal/watcher');

/** @returns {string[]} the options of this process for the child */
function childOptions() {
  const options = [];
  const { execArgv } = process;
  for (let i = 0; i < execArgv.length; i++) {
    const name = execArgv[i].split('=')[0];
    if (name === '--watch' || name === '--watch-preserve-output') continue;
    if (name === '--watch-path') {
      if (!execArgv[i].includes('=')) i++;
      continue;
    }
    options.push(execArgv[i]);
  }
  return options;
}

/** @returns {void} */
function main() {
  prepareMainThread('none');
  const { spawn } = require('child_process');
  const script = process.argv.slice(1);
  if (script.length === 0) {
    binding('errors').writeToStderr('gyre: --watch requires specifying a file\n');
    require('internal/process/uncaught').exitNow(9);
  }
  const shown = `'${script[0]}'`;
  const color = process.stdout.isTTY ? (code, text) => `\x1b[${code}m${text}\x1b[39m` :
    (_, text) => text;
  let child = null;
  let isRestarting = false;

  const watcher = new Watcher(restart);
  const trees = getOptionValue('--watch-path') ?? [];
  for (const tree of trees) watcher.addTree(path.resolve(tree));
  watcher.addFile(path.resolve(script[0]));

  function start() {
    isRestarting = false;
    child = spawn(process.execPath, [...childOptions(), ...script], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, WATCH_REPORT_DEPENDENCIES: '1' },
    });
    child.on('message', (message) => {
      if (trees.length > 0) return;
      for (const filename of message?.['watch:require'] ?? []) watcher.addFile(filename);
    });
    // Its last messages may arrive after it has ended: they are in when the channel is closed.
    let exitCode;
    let waitsFor = 2;
    const finish = () => {
      if (--waitsFor > 0) return;
      child = null;
      if (isRestarting) {
        start();
      } else if (exitCode === 0) {
        console.log(color(32, `Completed running ${shown}`));
      } else {
        console.log(color(31, `Failed running ${shown}`));
      }
    };
    child.on('disconnect', finish);
    child.on('exit', (code) => {
      exitCode = code;
      finish();
    });
  }

  function restart() {
    if (isRestarting) return;
    if (process.stdout.isTTY && !getOptionValue('--watch-preserve-output')) {
      process.stdout.write('\x1bc');
    }
    console.log(color(32, `Restarting ${shown}`));
    watcher.forgetFiles();
    watcher.addFile(path.resolve(script[0]));
    if (child === null) {
      start();
    } else {
      isRestarting = true;
      child.kill();
    }
  }

  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (child === null) process.exit(0);
      isRestarting = false;
      child.removeAllListeners('exit');
      child.removeAllListeners('disconnect');
      child.once('exit', () => process.exit(0));
      child.kill(signal);
    });
  }
  start();
}

module.exports = { main };
