'use strict';

// An old name of `require('stream').Duplex`, kept for programs that use it.

module.exports = require('stream').Duplex;
