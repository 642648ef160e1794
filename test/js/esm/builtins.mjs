// Builtins have their exports by name and as the default; syncBuiltinESMExports() brings the names
// up to date.
import assert from 'assert';
import fs, { existsSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'module';
import process, { argv } from 'process';

const require = createRequire(import.meta.url);
assert.strictEqual(require('fs'), fs);
assert.strictEqual(process, globalThis.process);
assert.strictEqual(argv, process.argv);

const original = existsSync;
fs.existsSync = () => 'replaced';
assert.strictEqual(existsSync, original);
syncBuiltinESMExports();
assert.strictEqual(existsSync(''), 'replaced');
fs.existsSync = original;
syncBuiltinESMExports();
assert.strictEqual(existsSync, original);
await assert.rejects(import('node:absent'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
