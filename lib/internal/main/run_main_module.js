'use strict';

// gyre script.js: runs the file named by process.argv[1].

const { prepareMainThread } = require('internal/process/pre_execution');

const main = prepareMainThread('script');

// Looked up on the public object: a module preloaded with -r may have replaced it.
require('internal/modules/cjs/loader').Module.runMain(main);
