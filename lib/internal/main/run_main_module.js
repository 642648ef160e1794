'use strict';

// gyre script.js: runs the file named by process.argv[1].

const { prepareMainThread } = require('internal/process/pre_execution');

/** @returns {void} */
function main() {
  const script = prepareMainThread('script');
  // Looked up on the public object: a module preloaded with -r may have replaced it.
  require('internal/modules/cjs/loader').Module.runMain(script);
}

module.exports = { main };
