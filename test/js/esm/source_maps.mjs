// Flags: --enable-source-maps
// Stacks name the places in the original source, as the map of a module says.
import assert from 'assert';
import path from 'path';

const original = path.join(import.meta.dirname, 'fixtures', 'original.ts');
await assert.rejects(import('./fixtures/mapped.mjs'), (error) => {
  const frames = error.stack.split('\n');
  assert.strictEqual(frames[1], `    at boom (${original}:3:24)`);
  assert.strictEqual(frames[2], `    at ${original}:3:47`);
  return true;
});
// Of a module without a map nothing changes.
assert.match(new Error('here').stack, /source_maps\.mjs:14:14/);
