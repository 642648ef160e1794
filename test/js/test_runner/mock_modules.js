'use strict';

// mock.module() replaces what import and require() give from then on, and what is restored is the
// original again.

require('../../common');
const assert = require('assert');
const path = require('path');
const { pathToFileURL } = require('url');
const { mock, test } = require('node:test');

const fixture = (name) => path.join(__dirname, 'fixtures', name);

test('modules that are loaded later get the mock', async (t) => {
  t.mock.module('./fixtures/shape.js', { namedExports: { name: 'mocked' } });
  t.mock.module('node:os', { namedExports: { name: 'no system' } });
  const { names } = require('./fixtures/uses.js');
  assert.deepStrictEqual(names(), ['mocked', 'no system']);
  // The name of a builtin has two forms.
  assert.strictEqual((await import('os')).name, 'no system');
  assert.strictEqual((await import('node:os')).default.name, 'no system');
  const shape = t.mock.module('./fixtures/shape.mjs', {
    defaultExport: 'mocked default', namedExports: { name: 'mocked' },
  });
  assert.deepStrictEqual((await import('./fixtures/uses.mjs')).found,
                         ['mocked', 'mocked default', 'no system']);
  shape.restore();
  shape.restore();
  // What is loaded keeps what it has.
  assert.strictEqual((await import('./fixtures/uses.mjs')).found[0], 'mocked');
  assert.strictEqual((await import('./fixtures/shape.mjs')).name, 'ES');
});

test('the end of a test is that of its mocks', async () => {
  const { names } = require('./fixtures/uses.js');
  assert.deepStrictEqual(names(), ['CommonJS', undefined]);
  assert.strictEqual(typeof (await import('os')).cpus, 'function');
});

test('caching', async (t) => {
  const original = require('./fixtures/shape.js');
  const cached = t.mock.module(fixture('shape'), { cache: true });
  const mocked = require('./fixtures/shape');
  assert.strictEqual(require('./fixtures/shape.js'), mocked);
  assert.strictEqual(require.cache[fixture('shape.js')].exports, mocked);
  assert.strictEqual((await import('./fixtures/shape.js')).default, mocked);
  assert.strictEqual(await import('./fixtures/shape.js'), await import('./fixtures/shape.js'));
  cached.restore();
  assert.strictEqual(require('./fixtures/shape'), original);

  t.mock.module(fixture('shape.js'));
  assert.notStrictEqual(require('./fixtures/shape'), require('./fixtures/shape'));
  assert.notStrictEqual(await import('./fixtures/shape.js'), await import('./fixtures/shape.js'));
  assert.strictEqual(require.cache[fixture('shape.js')].exports, original);
});

test('what import and require() find differs', async (t) => {
  const dual = require.resolve('./fixtures/node_modules/dual/dual.cjs');
  const { createRequire } = require('module');
  const requireThere = createRequire(fixture('x.js'));
  assert.strictEqual(requireThere('dual'), 'required');
  t.mock.module(dual, { defaultExport: 'mocked' });
  assert.strictEqual(requireThere('dual'), 'mocked');
  assert.strictEqual((await import('./fixtures/node_modules/dual/dual.mjs')).default, 'imported');
});

test('other kinds of modules', async (t) => {
  t.mock.module('./fixtures/data.json', { defaultExport: { mocked: true } });
  assert.deepStrictEqual(require('./fixtures/data.json'), { mocked: true });
  const url = 'data:text/javascript,export default 1';
  t.mock.module(url, { namedExports: { two: 2 } });
  assert.deepStrictEqual(Object.keys(await import(url)), ['two']);
  t.mock.module(pathToFileURL(fixture('shape.mjs')), { defaultExport: 3 });
  assert.strictEqual((await import('./fixtures/shape.mjs')).default, 3);
  // require() of an ES module gives the exports as CommonJS has them.
  assert.strictEqual(require('./fixtures/shape.mjs'), 3);
  assert.strictEqual((await import('./fixtures/shape.mjs')).name, undefined);
});

test('misuse', async (t) => {
  for (const specifier of [undefined, null, 5, {}]) {
    assert.throws(() => t.mock.module(specifier), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  for (const options of [null, 5, { cache: 1 }, { namedExports: null }, { namedExports: 'x' }]) {
    assert.throws(() => t.mock.module('os', options), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  assert.throws(() => t.mock.module('./fixtures/absent.js'), { code: 'ERR_MODULE_NOT_FOUND' });
  assert.throws(() => t.mock.module('node:absent'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
  t.mock.module('os', { defaultExport: 1, namedExports: { a: 1 } });
  assert.throws(() => t.mock.module('node:os'), { code: 'ERR_INVALID_STATE' });
  assert.throws(() => require('os'), { code: 'ERR_INVALID_STATE' });
  await assert.rejects(import('os'), { code: 'ERR_INVALID_STATE' });
  t.mock.reset();
  assert.strictEqual(typeof require('os').cpus, 'function');
});

test('mock of the module', () => {
  mock.module('os', { defaultExport: 'none' });
  assert.strictEqual(require('os'), 'none');
  mock.restoreAll();
  assert.strictEqual(typeof require('node:os').cpus, 'function');
});

process.on('exit', () => assert.strictEqual(process.exitCode, undefined));
