// tests: 1000 small test files in one process
// files: 1000
// Gyre: test --isolation=none -- nothing
// Node: --test --test-isolation=none -- nothing
// Bun: test -- nothing
import assert from 'node:assert';
import { test } from 'node:test';

test('adds', () => {
  assert.strictEqual(1 + INDEX, INDEX + 1);
});

test('splits', async () => {
  await undefined;
  assert.deepStrictEqual('a,b,INDEX'.split(','), ['a', 'b', 'INDEX']);
});
