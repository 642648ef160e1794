// console.table draws rows of objects, primitives, maps, sets and iterators.
'use strict';
const assert = require('assert');
const { Console } = require('console');
const { collect } = require('./fixtures/collect');

const { stdout } = collect();
const c = new Console(stdout);
function table(...args) {
  c.table(...args);
  return stdout.take().trimEnd().split('\n');
}

assert.deepStrictEqual(table([{ a: 1, b: 'x' }, { b: 'yy', c: true }, 5]), [
  '┌─────────┬───┬──────┬──────┬────────┐',
  '│ (index) │ a │ b    │ c    │ Values │',
  '├─────────┼───┼──────┼──────┼────────┤',
  "│ 0       │ 1 │ 'x'  │      │        │",
  "│ 1       │   │ 'yy' │ true │        │",
  '│ 2       │   │      │      │ 5      │',
  '└─────────┴───┴──────┴──────┴────────┘',
]);
assert.deepStrictEqual(table({ r: { a: 1, b: 2 } }, ['b', 'z']), [
  '┌─────────┬───┬───┐',
  '│ (index) │ b │ z │',
  '├─────────┼───┼───┤',
  '│ r       │ 2 │   │',
  '└─────────┴───┴───┘',
]);
assert.deepStrictEqual(table(new Map([['k', { v: 1 }]])), [
  '┌───────────────────┬─────┬──────────┐',
  '│ (iteration index) │ Key │ Values   │',
  '├───────────────────┼─────┼──────────┤',
  "│ 0                 │ 'k' │ { v: 1 } │",
  '└───────────────────┴─────┴──────────┘',
]);
for (const data of [new Set(['あ']), new Set(['あ']).values()]) {
  assert.deepStrictEqual(table(data), [
    '┌───────────────────┬────────┐',
    '│ (iteration index) │ Values │',
    '├───────────────────┼────────┤',
    "│ 0                 │ 'あ'   │",
    '└───────────────────┴────────┘',
  ]);
}
assert.deepStrictEqual(table(5), ['5']);
assert.deepStrictEqual(table(null), ['null']);
assert.strictEqual(table([{ __proto__: { a: 1 } }], ['a'])[3], '│ 0       │   │');
assert.throws(() => c.table([], 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
