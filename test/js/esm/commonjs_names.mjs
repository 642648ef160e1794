// A CommonJS module has module.exports as its default, and the names that its text shows.
import assert from 'assert';
import all, { direct, defined, late } from './fixtures/names/index.cjs';
import { direct as again } from './fixtures/names/reexport.cjs';
import * as namespace from './fixtures/names/index.cjs';
import transpiled, { named, __esModule } from './fixtures/names/transpiled.cjs';

assert.deepStrictEqual([direct, defined, late, again], [1, 2, 3, 1]);
assert.strictEqual(all.direct, 1);
assert.strictEqual(namespace['not-an-identifier'], 4);
assert.strictEqual(namespace.default, all);
assert.deepStrictEqual([transpiled.default, named, __esModule],
                       ['default of the author', 'named', true]);
await assert.rejects(
  import("data:text/javascript,import { absent } from " +
    `'${new URL('./fixtures/names/index.cjs', import.meta.url)}'`),
  /Named export 'absent' not found\. The requested module .* is a CommonJS module/);
