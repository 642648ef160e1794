'use strict';

// The public module `module`: the CommonJS loader's Module itself.

module.exports = require('internal/modules/cjs/loader').Module;
