'use strict';

// What is not between 1 and 2147483647 is 1; fractions share the list of their whole number.

const assert = require('assert');
const { Trace } = require('../../common');

const trace = new Trace();
for (const delay of [0, 1, 1.9, -5, undefined, null, '1', NaN, '', 'x', true, {}, [], -Infinity,
                     Infinity, 2 ** 31, '0x1', [1]]) {
  const timer = setTimeout(trace.mark(String(delay)), delay);
  assert.strictEqual(Math.trunc(timer._idleTimeout), 1, String(delay));
}
process.removeAllListeners('warning');
trace.expectAtExit(['0', '1', '1.9', '-5', 'undefined', 'null', '1', 'NaN', '', 'x', 'true',
                    '[object Object]', '', '-Infinity', 'Infinity', '2147483648', '0x1', '1']);

for (const [delay, expected] of [[2 ** 31 - 1, 2 ** 31 - 1], ['20', 20], [1.5, 1.5], [50n, 1]]) {
  if (typeof delay === 'bigint') {
    assert.throws(() => setTimeout(() => {}, delay), TypeError);
    continue;
  }
  const timer = setTimeout(() => {}, delay);
  assert.strictEqual(timer._idleTimeout, expected);
  clearTimeout(timer);
}
