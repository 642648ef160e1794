'use strict';

// gyre with a terminal and no script, gyre -i.

const { codes: { ERR_FEATURE_NOT_AVAILABLE } } = require('internal/errors');

/** @throws {Error} ERR_FEATURE_NOT_AVAILABLE */
function main() {
  throw new ERR_FEATURE_NOT_AVAILABLE('The REPL');
}

module.exports = { main };
