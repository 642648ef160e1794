'use strict';

// An old name of `require('stream').Readable`, kept for programs that use it.

module.exports = require('stream').Readable;
