'use strict';

// gyre --run NAME [-- ARGUMENTS]: runs a script of the closest package.json in a shell, with the
// executables of node_modules/.bin at hand.
// Source: Node.js documentation, "Command-line API", --run.

const path = require('path');
const { prepareMainThread } = require('internal/process/pre_execution');
const { getOptionValue } = require('internal/options');

/** Ends the process with a message. */
function fail(message) {
  binding('errors').writeToStderr(`${message}\n`);
  require('internal/process/uncaught').exitNow(1);
}

/** @returns {string[]} a directory and those above it */
function directoriesFrom(dir) {
  const found = [dir];
  while (path.dirname(dir) !== dir) {
    dir = path.dirname(dir);
    found.push(dir);
  }
  return found;
}

/** @returns {{ file: string, scripts: Record<string, string> }} of the closest package.json */
function readScripts(cwd) {
  const fs = require('fs');
  const file = directoriesFrom(cwd)
    .map((dir) => path.join(dir, 'package.json'))
    .find((candidate) => fs.existsSync(candidate));
  if (file === undefined) fail(`Can't find package.json for directory ${cwd}`);
  let json;
  try {
    json = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    fail(`Can't parse ${file}: ${error.message}`);
  }
  if (typeof json?.scripts !== 'object' || json.scripts === null) {
    fail(`Can't find "scripts" field in ${file}`);
  }
  return { file, scripts: json.scripts };
}

/** @returns {string} an argument as a word of the shell */
function quote(argument) {
  return /^[A-Za-z0-9_\-./:=@%+,]+$/.test(argument) ? argument :
    `'${argument.replaceAll("'", "'\\''")}'`;
}

/** @returns {void} */
function main() {
  prepareMainThread('none');
  const name = getOptionValue('--run');
  const cwd = process.cwd();
  const { file, scripts } = readScripts(cwd);
  if (!Object.hasOwn(scripts, name) || typeof scripts[name] !== 'string') {
    const available = Object.entries(scripts).map(([key, command]) => `  ${key}: ${command}`);
    fail(`Missing script: "${name}" for ${file}\n\nAvailable scripts are:\n${
      available.join('\n')}`);
  }
  const bins = directoriesFrom(cwd).map((dir) => path.join(dir, 'node_modules', '.bin'));
  const command = [scripts[name], ...process.argv.slice(1).map(quote)].join(' ');
  const { spawn } = require('child_process');
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: path.dirname(file),
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [...bins, process.env.PATH ?? ''].join(path.delimiter),
      NODE_RUN_SCRIPT_NAME: name,
      NODE_RUN_PACKAGE_JSON_PATH: file,
    },
  });
  // Ctrl+C reaches the whole group: the script decides what it means.
  process.on('SIGINT', () => {});
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.exit(128 + require('os').constants.signals[signal]);
  });
}

module.exports = { main };
