// The message of a failed comparison shows the lines that differ, in place, with little around.
'use strict';

const assert = require('assert');

function messageOf(fn) {
  try {
    fn();
  } catch (error) {
    assert.ok(error instanceof assert.AssertionError);
    return error.message;
  }
  throw new Error('did not throw');
}

const header = 'Expected values to be strictly deep-equal:\n+ actual - expected';
const cases = [
  [{ a: 1, b: 2 }, { a: 1, b: 3 }, `${header}\n\n  {\n    a: 1,\n+   b: 2\n-   b: 3\n  }`],
  [[1, 2, 3], [1, 2], `${header}\n\n  [\n    1,\n    2,\n+   3\n  ]`],
  [[2, 1], [1, 2, 1], `${header}\n\n  [\n-   1,\n    2,\n    1\n  ]`],
  [{}, { k: 'v' }, `${header}\n\n+ {}\n- {\n-   k: 'v'\n- }`],
  ['same start', 'same end', `${header}\n\n+ 'same start'\n- 'same end'\n        ^`],
  [new Map([[1, 2]]), new Map([[1, '2']]),
   `${header}\n\n  Map(1) {\n+   1 => 2\n-   1 => '2'\n  }`],
  [new Error('a'), new Error('b'), `${header}\n\n+ [Error: a]\n- [Error: b]\n          ^`],
];
for (const [actual, expected, message] of cases) {
  assert.strictEqual(messageOf(() => assert.deepStrictEqual(actual, expected)), message);
}

assert.strictEqual(messageOf(() => assert.strictEqual(1, 2)),
                   'Expected values to be strictly equal:\n\n1 !== 2\n');
assert.strictEqual(messageOf(() => assert.strictEqual({}, {})),
                   'Values have same structure but are not reference-equal:\n\n{}\n');
assert.strictEqual(messageOf(() => assert.equal(1, 2)), '1 == 2');
assert.strictEqual(messageOf(() => assert.notStrictEqual(1, 1)),
                   'Expected "actual" to be strictly unequal to: 1');
assert.strictEqual(
  messageOf(() => assert.deepEqual([1], [2])),
  'Expected values to be loosely deep-equal:\n\n[\n  1\n]\n\n' +
  'should loosely deep-equal\n\n[\n  2\n]');

{
  // Equal lines are left out; a long difference is cut.
  const lines = Array.from({ length: 20 }, (_, i) => i);
  const message = messageOf(() => assert.deepStrictEqual([...lines, 'x'], [...lines, 'y']));
  assert.strictEqual(
    message,
    `${header} ... Lines skipped\n\n  [\n    0,\n...\n    18,\n    19,\n+   'x'\n-   'y'\n  ]`);
  const long = messageOf(() => assert.deepStrictEqual(Array(500).fill(1), Array(500).fill(2)));
  assert.ok(long.split('\n').length < 60, long);
  assert.match(long, /Lines skipped/);
}

// A message of one's own heads the comparison of the strict functions, and replaces it elsewhere.
assert.strictEqual(messageOf(() => assert.strictEqual(1, 2, 'mine')), 'mine\n\n1 !== 2\n');
assert.strictEqual(messageOf(() => assert.equal(1, 2, 'mine')), 'mine');
