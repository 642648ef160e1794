'use strict';

// An old name of `require('stream').Transform`, kept for programs that use it.

module.exports = require('stream').Transform;
