// inspect.defaultOptions, colors and styles change what inspect does; legacy arguments still work.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

assert.strictEqual(inspect.defaultOptions.depth, 2);
assert.throws(() => { inspect.defaultOptions = null; }, { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => { inspect.defaultOptions = 'x'; }, { code: 'ERR_INVALID_ARG_TYPE' });
inspect.defaultOptions = { depth: 0 };
assert.strictEqual(inspect({ a: {} , b: { c: 1 } }), '{ a: {}, b: [Object] }');
inspect.defaultOptions.depth = 2;

assert.strictEqual(inspect(1, { colors: true }), '\u001b[33m1\u001b[39m');
assert.strictEqual(inspect(1, false, 0, true), '\u001b[33m1\u001b[39m');
assert.strictEqual(inspect({ a: { b: 1 } }, false, 0), '{ a: [Object] }');
assert.strictEqual(inspect([1], true), '[ 1, [length]: 1 ]');
assert.strictEqual(inspect([1, 2], { stylize: () => 'x' }), '[ x, x ]');

// Aliases read and write the color they stand for.
assert.strictEqual(inspect.colors.grey, inspect.colors.gray);
const { gray } = inspect.colors;
inspect.colors.grey = [1, 2];
assert.deepStrictEqual(inspect.colors.gray, [1, 2]);
inspect.colors.gray = gray;
assert.ok(!Object.keys(inspect.colors).includes('grey'));

inspect.styles.number = 'nosuch';
assert.strictEqual(inspect(1, { colors: true }), '1');
inspect.styles.number = 'yellow';
