'use strict';

// process.emitWarning(): every form of its arguments; a tick later; what it refuses.

const assert = require('assert');
const { errorLike, mustCall } = require('../../common');

process.removeAllListeners('warning');
const seen = [];
process.on('warning', mustCall((warning) => seen.push(warning), 9));
const own = new RangeError('own');
function ctor() {}
process.emitWarning('1');
process.emitWarning('2', 'Type');
process.emitWarning('3', 'Type', 'CODE');
process.emitWarning('4', ctor);
process.emitWarning('5', 'Type', ctor);
process.emitWarning('6', 'Type', 'CODE', ctor);
process.emitWarning('7', { type: 'Type', code: 'CODE', detail: 'the detail', ctor });
process.emitWarning('8', {});
process.emitWarning(own, 'ignored', 'IGNORED');
assert.deepStrictEqual(seen, []);
process.nextTick(mustCall(() => {
  assert.deepStrictEqual(seen.map((w) => [w.message, w.name, w.code, w.detail]), [
    ['1', 'Warning', undefined, undefined],
    ['2', 'Type', undefined, undefined],
    ['3', 'Type', 'CODE', undefined],
    ['4', 'Warning', undefined, undefined],
    ['5', 'Type', undefined, undefined],
    ['6', 'Type', 'CODE', undefined],
    ['7', 'Type', 'CODE', 'the detail'],
    ['8', 'Warning', undefined, undefined],
    ['own', 'RangeError', undefined, undefined],
  ]);
  assert.strictEqual(seen[8], own);
  for (const warning of seen) assert.ok(warning instanceof Error);
}));

for (const args of [[1], [{}], [undefined], [null], [true], [() => {}], ['x', 1], ['x', true],
                    ['x', 'Type', 1], ['x', 'Type', {}], ['x', []]]) {
  assert.throws(() => process.emitWarning(...args), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }),
                JSON.stringify(args));
}
