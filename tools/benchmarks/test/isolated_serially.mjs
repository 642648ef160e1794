// tests: 1000 small test files, isolated, one at a time
// files: 1000
// Gyre: test --concurrency=1 -- a process each
// Node: --test --test-concurrency=1 -- a process each
// Bun: test --isolate -- new globals each
// Deno: test -A -- a worker each
import assert from 'node:assert';
import { test } from 'node:test';

test('adds', () => {
  assert.strictEqual(1 + INDEX, INDEX + 1);
});

test('splits', async () => {
  await undefined;
  assert.deepStrictEqual('a,b,INDEX'.split(','), ['a', 'b', 'INDEX']);
});
