// Flags: --experimental-wasm-modules --no-warnings
// WebAssembly modules: what they import is loaded and evaluated before, their exports are bindings,
// also `default` and names that no identifier can be.
import assert from 'assert';
import { writeFileSync } from 'fs';
import { createRequire } from 'module';
import { pathToFileURL } from 'url';

const require = createRequire(import.meta.url);
const { tmpdir } = require('../../common');

const text = (string) => [Buffer.byteLength(string), ...Buffer.from(string)];
const section = (id, bytes) => [id, bytes.length, ...bytes];

/** A module with an imported function, exported as `imported`, and add() under other names. */
function wasm(specifier, names) {
  return Buffer.from([
    0, 0x61, 0x73, 0x6D, 1, 0, 0, 0,
    ...section(1, [2, 0x60, 0, 1, 0x7F, 0x60, 2, 0x7F, 0x7F, 1, 0x7F]),
    ...section(2, [1, ...text(specifier), ...text('seven'), 0, 0]),
    ...section(3, [1, 1]),
    ...section(7, [names.length + 1, ...text('imported'), 0, 0,
                   ...names.flatMap((name) => [...text(name), 0, 1])]),
    ...section(10, [1, 7, 0, 0x20, 0, 0x20, 1, 0x6A, 0x0B]),
  ]);
}

const write = (name, content) => {
  writeFileSync(tmpdir(name), content);
  return pathToFileURL(tmpdir(name)).href;
};

write('dep.mjs', 'globalThis.order = ["dep"]; await 1; order.push("waited");\n' +
  'export const seven = () => 7;');
const url = write('a.wasm', wasm('./dep.mjs', ['add', 'default', 'a "b\\\n;']));
const names = await import(url);
assert.deepStrictEqual(order, ['dep', 'waited']);
assert.deepStrictEqual(Object.keys(names).sort(), ['a "b\\\n;', 'add', 'default', 'imported']);
assert.strictEqual(names.add(40, 2), 42);
assert.strictEqual(names.default, names['a "b\\\n;']);
assert.strictEqual(names.imported(), 7);
assert.strictEqual(await import(url), names);
const importer = write('importer.mjs', `import add, { imported } from ${JSON.stringify(url)};
  export default add(imported(), 1);`);
assert.strictEqual((await import(importer)).default, 8);
// No extension, in a package of modules: the head of the file says what it is.
write('package.json', '{"type": "module"}');
assert.strictEqual((await import(write('bare', wasm('./dep.mjs', ['add'])))).add(1, 1), 2);
assert.strictEqual((await import(write('script', 'export const add = 3;'))).add, 3);
const bytes = wasm(pathToFileURL(tmpdir('dep.mjs')).href, ['add']).toString('base64');
assert.strictEqual((await import(`data:application/wasm;base64,${bytes}`)).add(2, 3), 5);

// What is wrong is said, and said again.
for (let i = 0; i < 2; i++) {
  await assert.rejects(import(write('broken.wasm', 'no wasm')),
                       { name: 'CompileError', message: /expected magic word/ });
  await assert.rejects(import(write('lonely.wasm', wasm('./absent.mjs', []))),
                       { code: 'ERR_MODULE_NOT_FOUND' });
  await assert.rejects(import(pathToFileURL(tmpdir('absent.wasm')).href),
                       { code: 'ERR_MODULE_NOT_FOUND' });
}
write('no_function.mjs', 'export const seven = 7;');
await assert.rejects(import(write('unlinked.wasm', wasm('./no_function.mjs', []))),
                     { name: 'LinkError' });
await assert.rejects(import(url, { with: { type: 'json' } }),
                     { code: 'ERR_IMPORT_ASSERTION_TYPE_FAILED' });
