'use strict';

// An old name of `require('stream').Writable`, kept for programs that use it.

module.exports = require('stream').Writable;
