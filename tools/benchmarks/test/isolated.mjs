// tests: 1000 small test files, isolated from each other
// files: 1000
// Gyre: test -- a process each, as many at once as there are cores
// Node: --test --test-concurrency=CORES -- a process each, as many at once as there are cores
// Bun: test --parallel -- new globals each, in a process a core
// Deno: test -A --parallel -- a worker each, as many at once as there are cores
import assert from 'node:assert';
import { test } from 'node:test';

test('adds', () => {
  assert.strictEqual(1 + INDEX, INDEX + 1);
});

test('splits', async () => {
  await undefined;
  assert.deepStrictEqual('a,b,INDEX'.split(','), ['a', 'b', 'INDEX']);
});
