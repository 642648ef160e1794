'use strict';

// gyre -e CODE, gyre -p CODE.

const { prepareMainThread } = require('internal/process/pre_execution');
const { getOptionValue } = require('internal/options');

/** @returns {void} */
function main() {
  prepareMainThread('none');
  const { evaluate } = require('internal/process/execution');
  evaluate('[eval]', getOptionValue('--eval'), getOptionValue('--print') === true);
}

module.exports = { main };
