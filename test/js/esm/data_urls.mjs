// data: URLs are modules: JavaScript and JSON, plain and base64; nothing can be relative to them.
import assert from 'assert';

const source = 'export const sum = 1 + 1; import.meta.url';
const plain = await import(`data:text/javascript,${encodeURIComponent(source)}`);
assert.strictEqual(plain.sum, 2);
const base64 = Buffer.from(source).toString('base64');
const encoded = await import(`data:text/javascript;base64,${base64}`);
assert.strictEqual(encoded.sum, 2);
const json = await import('data:application/json,{"a":1}', { with: { type: 'json' } });
assert.deepStrictEqual(json.default, { a: 1 });

await assert.rejects(import('data:text/css,'), { code: 'ERR_UNKNOWN_MODULE_FORMAT' });
await assert.rejects(import('data:text/javascript,import "./x.mjs"'), TypeError);
await assert.rejects(import('data:text/javascript,import "package"'),
                     { code: 'ERR_UNSUPPORTED_RESOLVE_REQUEST' });
await assert.rejects(import('http://example.com/x.mjs'),
                     { code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME' });
const { default: fs } = await import('data:text/javascript,export { default } from "fs"');
assert.strictEqual(typeof fs.readFile, 'function');
