'use strict';

// The old name of `util` (DEP0025).

module.exports = require('util');
