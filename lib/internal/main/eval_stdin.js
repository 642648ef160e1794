'use strict';

// gyre -, or gyre with something other than a terminal as standard input: runs the program in it.

const { prepareMainThread } = require('internal/process/pre_execution');
const { evaluate, readStdin } = require('internal/process/execution');
const { getOptionValue } = require('internal/options');

prepareMainThread('none');
// What the program finds on process.stdin is the end of the input.
readStdin((source) => {
  evaluate('[stdin]', source, getOptionValue('--print') === true);
});
