// tests: 1000 small test files, each isolated from the others
// files: 1000
// Gyre: test
// Node: --test
// Bun: test --isolate
// Deno: test -A --parallel
import assert from 'node:assert';
import { test } from 'node:test';

test('adds', () => {
  assert.strictEqual(1 + INDEX, INDEX + 1);
});

test('splits', async () => {
  await undefined;
  assert.deepStrictEqual('a,b,INDEX'.split(','), ['a', 'b', 'INDEX']);
});
