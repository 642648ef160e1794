'use strict';

// The Windows flavour of `path`, on every platform.
module.exports = require('path').win32;
