'use strict';

// A duration that is too long is warned of each time; NaN and negative ones are not (as Node 20).

const assert = require('assert');
const { mustCall } = require('../../common');

const seen = [];
process.removeAllListeners('warning');
process.on('warning', mustCall((warning) => seen.push([warning.name, warning.message]), 4));
const message = (value) =>
  `${value} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`;
for (const delay of [2 ** 31, 1e20, -1, NaN, -Infinity, 0, undefined, 'x', 2 ** 31 - 1]) {
  clearTimeout(setTimeout(() => {}, delay));
}
clearInterval(setInterval(() => {}, Infinity));
clearInterval(setInterval(() => {}, 2 ** 31));
process.on('exit', () => assert.deepStrictEqual(seen, [
  ['TimeoutOverflowWarning', message(2 ** 31)],
  ['TimeoutOverflowWarning', message(1e20)],
  ['TimeoutOverflowWarning', message('Infinity')],
  ['TimeoutOverflowWarning', message(2 ** 31)],
]));
