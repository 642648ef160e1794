'use strict';

// The global console. V8 makes one for every context; its methods serve an inspector only, and
// those that have no other meaning are taken over.

const { createGlobalConsole } = require('internal/console');

module.exports = createGlobalConsole(globalThis.console);
