// util.styleText adds escape sequences, inside out, unless the stream shows no colors.
'use strict';
const assert = require('assert');
const { PassThrough } = require('stream');
const { stripVTControlCharacters, styleText } = require('util');

const always = { validateStream: false };
assert.strictEqual(styleText('red', 'x', always), '\u001b[31mx\u001b[39m');
assert.strictEqual(styleText(['bold', 'red'], 'x', always),
                   '\u001b[1m\u001b[31mx\u001b[39m\u001b[22m');
assert.strictEqual(styleText([], 'x', always), 'x');

delete process.env.FORCE_COLOR;
const stream = new PassThrough();
assert.strictEqual(styleText('red', 'x', { stream }), 'x');
stream.isTTY = true;
assert.strictEqual(styleText('red', 'x', { stream }), '\u001b[31mx\u001b[39m');
process.env.FORCE_COLOR = '0';
assert.strictEqual(styleText('red', 'x', { stream }), 'x');
process.env.FORCE_COLOR = '1';
stream.isTTY = false;
assert.strictEqual(styleText('red', 'x', { stream }), '\u001b[31mx\u001b[39m');

assert.throws(() => styleText('nope', 'x'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => styleText(['red', 'nope'], 'x'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => styleText('red', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => styleText('red', 'x', null), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => styleText('red', 'x', 'y'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => styleText('red', 'x', { stream: {} }), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(stripVTControlCharacters('\u001b[1;31ma\u001b[0m\u001b[2K' +
  '\u001b]8;;http://x\u0007b\u001b]8;;\u0007'), 'ab');
assert.throws(() => stripVTControlCharacters(1), { code: 'ERR_INVALID_ARG_TYPE' });
