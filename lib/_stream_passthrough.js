'use strict';

// An old name of `require('stream').PassThrough`, kept for programs that use it.

module.exports = require('stream').PassThrough;
