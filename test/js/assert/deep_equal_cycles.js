// Deep comparison ends on cyclic values, at any depth, and tells different cycles apart.
'use strict';

const assert = require('assert');

function ring(length, value = 1) {
  const nodes = Array.from({ length }, () => ({ value }));
  nodes.forEach((node, i) => { node.next = nodes[(i + 1) % length]; });
  return nodes[0];
}

for (const length of [1, 2, 47, 48, 49, 100, 500]) {
  assert.deepStrictEqual(ring(length), ring(length));
  assert.deepEqual(ring(length), ring(length));
  const other = ring(length);
  let last = other;
  while (last.next !== other) last = last.next;
  last.value = 2;
  assert.notDeepStrictEqual(ring(length), other);
}

{
  const set = () => {
    const result = new Set();
    result.add(result);
    result.add([result]);
    return result;
  };
  assert.deepStrictEqual(set(), set());
  const map = () => {
    const result = new Map();
    result.set(result, result);
    return result;
  };
  assert.deepStrictEqual(map(), map());
  const array = [];
  array.push(array);
  assert.notDeepStrictEqual(array, [[]]);
  assert.notDeepStrictEqual([[]], array);
}

{
  // Two references to each other from each side: without the memory of pairs, 2 ** 60 paths.
  const pair = () => {
    const a = {};
    const b = { left: a, right: a };
    a.left = b;
    a.right = b;
    return a;
  };
  assert.deepStrictEqual(pair(), pair());
}

{
  const error = () => {
    const result = new Error('m');
    result.cause = result;
    return result;
  };
  assert.deepStrictEqual(error(), error());
}
