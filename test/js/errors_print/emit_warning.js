// process.emitWarning: all ways to call it, the event, its order, and bad arguments.
'use strict';

const assert = require('assert');
const { errorLike, mustCall } = require('../../common');

const seen = [];
process.removeAllListeners('warning');
process.on(
  'warning',
  mustCall((warning) => {
    assert.ok(warning instanceof Error);
    seen.push([warning.name, warning.message, warning.code, warning.detail]);
  }, 8),
);

function outer() {
  process.emitWarning('m', { ctor: outer });
}
process.emitWarning('m');
process.emitWarning('m', 'Type');
process.emitWarning('m', 'Type', 'CODE');
process.emitWarning('m', outer);
process.emitWarning('m', { type: 'Type', code: 'CODE', detail: 'more' });
process.emitWarning('m', { detail: 5 });
process.emitWarning(Object.assign(new TypeError('own'), { code: 'X' }), 'ignored');
outer();
assert.deepStrictEqual(seen, []); // a tick later
process.nextTick(() =>
  assert.deepStrictEqual(seen, [
    ['Warning', 'm', undefined, undefined],
    ['Type', 'm', undefined, undefined],
    ['Type', 'm', 'CODE', undefined],
    ['Warning', 'm', undefined, undefined],
    ['Type', 'm', 'CODE', 'more'],
    ['Warning', 'm', undefined, undefined],
    ['TypeError', 'own', 'X', undefined],
    ['Warning', 'm', undefined, undefined],
  ]),
);

for (const args of [
  [],
  [1],
  [{}],
  [null],
  [[]],
  ['', 1],
  ['', true],
  ['', null],
  ['', []],
  ['', '', {}],
  ['', '', 1],
  ['', '', []],
  ['', { type: 5 }],
  ['', { code: 5 }],
]) {
  assert.throws(
    () => process.emitWarning(...args),
    errorLike({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' }),
  );
}
process.noDeprecation = true;
process.emitWarning('silent', 'DeprecationWarning');
