// tests: 1000 small test files, as each runner does it unasked
// files: 1000
// Gyre: test
// Node: --test
// Bun: test
// Deno: test -A
import assert from 'node:assert';
import { test } from 'node:test';

test('adds', () => {
  assert.strictEqual(1 + INDEX, INDEX + 1);
});

test('splits', async () => {
  await undefined;
  assert.deepStrictEqual('a,b,INDEX'.split(','), ['a', 'b', 'INDEX']);
});
