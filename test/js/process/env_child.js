'use strict';

// A child process gets what process.env is at that moment; an env of one's own replaces it.

const assert = require('assert');
const { spawnSelf } = require('../../common');

const show = 'console.log(JSON.stringify([process.env.GYRE_A, process.env.GYRE_B]))';
function seen(options) {
  const { stdout, stderr } = spawnSelf(['-e', show], options);
  return JSON.parse(stdout || assert.fail(stderr));
}
assert.deepStrictEqual(seen(), [null, null]);
process.env.GYRE_A = 'a=\u00e9';
assert.deepStrictEqual(seen(), ['a=\u00e9', null]);
process.env.GYRE_B = '';
assert.deepStrictEqual(seen(), ['a=\u00e9', '']);
delete process.env.GYRE_A;
assert.deepStrictEqual(seen(), [null, '']);
assert.deepStrictEqual(seen({ env: { GYRE_A: 1 } }), ['1', null]);
assert.deepStrictEqual(seen({ env: {} }), [null, null]);
