'use strict';

// The POSIX flavour of `path`, on every platform.
module.exports = require('path').posix;
