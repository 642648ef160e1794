// import.meta: url, dirname, filename, main, resolve().
import assert from 'assert';
import path from 'path';
import { fileURLToPath, pathToFileURL } from 'url';

const { url, dirname, filename, main } = import.meta;
assert.strictEqual(Object.getPrototypeOf(import.meta), null);
assert.strictEqual(url, pathToFileURL(process.argv[1]).href);
assert.strictEqual(filename, fileURLToPath(url));
assert.strictEqual(dirname, path.dirname(filename));
assert.strictEqual(main, true);

assert.strictEqual(import.meta.resolve('fs'), 'node:fs');
assert.strictEqual(import.meta.resolve('./absent.mjs'), new URL('./absent.mjs', url).href);
assert.strictEqual(import.meta.resolve('./a b%23.mjs?q#h'), new URL('./a b%23.mjs?q#h', url).href);
assert.throws(() => import.meta.resolve('no-such-package'), { code: 'ERR_MODULE_NOT_FOUND' });
assert.strictEqual(import.meta.resolve(new URL('http://a.example/')), 'http://a.example/');
assert.throws(() => import.meta.resolve(Symbol('s')), TypeError);

const other = await import('data:text/javascript,export default import.meta');
assert.strictEqual(other.default.main, false);
assert.strictEqual(other.default.filename, undefined);
