// Import attributes, written `with` and `assert`, for import and import(): JSON needs one, nothing
// else may have one, and text that only looks like one stays as it is.
import assert from 'assert';
import first from './fixtures/data.json' with { type: 'json' };
import second from './fixtures/data.json' assert { type: 'json' };
import third from './fixtures/data.json'
  with
  { type: 'json' };
export { default as again } from './fixtures/data.json'with{type:'json'};

assert.deepStrictEqual(first, { answer: 42 });
assert.strictEqual(second, first);
assert.strictEqual(third, first);
const { default: fourth } = await import('./fixtures/data.json', { with: { type: 'json' } });
assert.strictEqual(fourth, first);
assert.strictEqual((await import('./fixtures/data.json', {
  with: { type: 'json' },
})).default, first);
assert.strictEqual((await import('./fixtures/data.json', {assert:{type:'json'}})).default, first);

// The same words in strings, templates, comments: import('x', { with: { type: 'json' } })
assert.strictEqual("import('x', { with: 1 })".length, 24);
assert.ok(`import('x', { with: { ${'type'}: 1 } })`.includes('with'));
const call = (a, options) => Object.keys(options)[0];
assert.strictEqual(call('x', { with: {} }), 'with');

const json = './fixtures/data.json';
const code = './fixtures/counter.mjs';
for (const [imported, expected] of [
  [import(json), 'ERR_IMPORT_ASSERTION_TYPE_MISSING'],
  [import(code, { with: { type: 'json' } }), 'ERR_IMPORT_ASSERTION_TYPE_FAILED'],
  [import(json, { with: { type: 'css' } }), 'ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED'],
  [import('./fixtures/data.json?fresh', { with: { kind: 'json' } }),
   'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED'],
]) {
  await assert.rejects(imported, { code: expected });
}

// What follows on the line stays in its column.
const { default: stack } = await import(
  "data:text/javascript,import x from 'data:application/json,1' with { type: 'json' }; " +
  "export default new Error('here').stack");
assert.match(stack, /:1:79$/m);
