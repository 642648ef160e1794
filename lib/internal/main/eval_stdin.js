'use strict';

// gyre -, or gyre with something other than a terminal as standard input: runs the program in it.

const { prepareMainThread } = require('internal/process/pre_execution');
const { getOptionValue } = require('internal/options');

/** @returns {void} */
function main() {
  prepareMainThread('none');
  const { evaluate, readStdin } = require('internal/process/execution');
  // What the program finds on process.stdin is the end of the input.
  readStdin((source) => {
    evaluate('[stdin]', source, getOptionValue('--print') === true);
  });
}

module.exports = { main };
