'use strict';

exports.Circle = require('./circle');
exports.Square = require('./square');
