'use strict';

exports.isOdd = (n) => (n === 0 ? false : even.isEven(n - 1));

const even = require('./even');
