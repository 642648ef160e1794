// Flags: --enable-source-maps
// Stacks name the places in the original source, as the map of a module says.
import assert from 'assert';
import { writeFileSync } from 'fs';
import { createRequire } from 'module';
import path from 'path';

const original = path.join(import.meta.dirname, 'fixtures', 'original.ts');
await assert.rejects(import('./fixtures/mapped.mjs'), (error) => {
  const frames = error.stack.split('\n');
  assert.strictEqual(frames[1], `    at boom (${original}:3:24)`);
  assert.strictEqual(frames[2], `    at ${original}:3:47`);
  return true;
});
// Of a module without a map nothing changes.
assert.match(new Error('here').stack, /source_maps\.mjs:16:14/);
// Nor of one that only speaks of a map, in a string or behind its real one.
const map = JSON.stringify({ version: 3, sources: ['mapped.ts'], names: [], mappings: 'AAAA' });
const comment = (url) => `//${'#'} sourceMappingURL=${url}`;
const { tmpdir } = createRequire(import.meta.url)('../../common');
writeFileSync(tmpdir('map.json'), map);
for (const [name, text, isMapped] of [
  ['real', `throw Error(1);\n${comment('map.json')}\n`, true],
  ['in_string', `throw Error(\`\n${comment('map.json')}\n\`);\n`, false],
  ['in_string_after', `throw Error(1);\n${comment('map.json')}\n\`\n${comment('x')}\``, true],
  ['in_comment', `throw Error(1);\n/*\n${comment('map.json')}*/\n`, false],
]) {
  for (const extension of ['mjs', 'cjs']) {
    writeFileSync(tmpdir(`${name}.${extension}`), text);
    await assert.rejects(import(tmpdir(`${name}.${extension}`)), (error) => {
      assert.strictEqual(error.stack.includes('mapped.ts'), isMapped, `${name}.${extension}`);
      return true;
    });
  }
}
