'use strict';

// A duration that is too long is warned of each time, a negative one and NaN once a process.

const assert = require('assert');
const { checkAtExit, mustCall } = require('../../common');

const seen = [];
process.removeAllListeners('warning');
process.on('warning', mustCall((warning) => seen.push([warning.name, warning.message]), 6));
const tooLong = (value) => [
  'TimeoutOverflowWarning',
  `${value} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
];
for (const delay of [2 ** 31, 1e20, -1, NaN, -Infinity, 0, undefined, 'x', 2 ** 31 - 1]) {
  clearTimeout(setTimeout(() => {}, delay));
}
clearInterval(setInterval(() => {}, Infinity));
clearInterval(setInterval(() => {}, 2 ** 31));
checkAtExit(() => assert.deepStrictEqual(seen, [
  tooLong(2 ** 31),
  tooLong(1e20),
  ['TimeoutNegativeWarning', '-1 is a negative number.\nTimeout duration was set to 1.'],
  ['TimeoutNaNWarning', 'NaN is not a number.\nTimeout duration was set to 1.'],
  tooLong('Infinity'),
  tooLong(2 ** 31),
]));
