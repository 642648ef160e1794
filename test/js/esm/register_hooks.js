'use strict';

// module.registerHooks(): synchronous hooks, which require() and import pass through; the youngest
// is called first. What they do not touch is loaded as without them.

const assert = require('assert');
const fs = require('fs');
const { registerHooks } = require('module');
const { pathToFileURL } = require('url');
const { mustCall, tmpdir } = require('../../common');

const file = tmpdir('plain.js');
fs.writeFileSync(file, 'module.exports = [__filename, require("virtual:inner").default];');
const data = tmpdir('data.json');
fs.writeFileSync(data, '{"a": 1}');

const seen = [];
const outer = registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith('virtual:')) return { url: specifier, shortCircuit: true };
    const resolved = nextResolve(specifier);
    seen.push([specifier, resolved.url, context.parentURL]);
    return resolved;
  },
  load(url, context, nextLoad) {
    switch (url) {
      case 'virtual:cjs':
        return { format: 'commonjs', source: 'exports.id = module.id;', shortCircuit: true };
      case 'virtual:json':
        return { format: 'json', source: '[1]', shortCircuit: true };
      case 'virtual:inner':
        return { format: 'module', source: 'export default 7;', shortCircuit: true };
      case 'virtual:bad':
        return { format: 'no-format', source: '', shortCircuit: true };
      case 'virtual:throws':
        throw new RangeError('from the hook');
      case 'virtual:promise':
        return new Promise(() => {});
    }
    const loaded = nextLoad(url, context);
    if (url.endsWith('/data.json')) return { ...loaded, source: `[${loaded.source}]` };
    return loaded;
  },
});

assert.deepStrictEqual(require('virtual:cjs'), { id: 'virtual:cjs' });
assert.strictEqual(require('virtual:cjs'), require('virtual:cjs'));
assert.deepStrictEqual(require('virtual:json'), [1]);
assert.deepStrictEqual(require(file), [file, 7]);
assert.deepStrictEqual(require(data), [{ a: 1 }]);
assert.strictEqual(require('fs'), fs);
assert.strictEqual(require('node:fs'), fs);
const here = pathToFileURL(__filename).href;
assert.deepStrictEqual(seen.filter(([, , parentUrl]) => parentUrl === here), [
  [file, pathToFileURL(file).href, here],
  [data, pathToFileURL(data).href, here],
  ['fs', 'node:fs', here],
  ['node:fs', 'node:fs', here],
]);

// Bad hooks, each time anew.
for (let i = 0; i < 2; i++) {
  assert.throws(() => require('virtual:bad'), { code: 'ERR_UNKNOWN_MODULE_FORMAT' });
  assert.throws(() => require('virtual:throws'), { name: 'RangeError', message: 'from the hook' });
  assert.throws(() => require('virtual:promise'), { code: 'ERR_FEATURE_NOT_AVAILABLE' });
}
assert.throws(() => require('./absent'), { code: 'MODULE_NOT_FOUND' });
for (const wrong of [undefined, null, 1, { resolve: 1 }, { load: 'x' }]) {
  assert.throws(() => registerHooks(wrong), { code: 'ERR_INVALID_ARG_TYPE' });
}

// A younger one comes first, may change what the older gives, and can go.
const inner = registerHooks({
  resolve(specifier, context, nextResolve) {
    return nextResolve(specifier.replace('alias:', 'virtual:'));
  },
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    return url === 'virtual:json' ? { ...loaded, source: '[2]' } : loaded;
  },
});
delete require.cache['virtual:json'];
assert.deepStrictEqual(require('alias:json'), [2]);
inner.deregister();
inner.deregister();
assert.throws(() => require('alias:json'), { code: 'MODULE_NOT_FOUND' });

import('virtual:inner').then(mustCall((namespace) => {
  assert.strictEqual(namespace.default, 7);
  outer.deregister();
  assert.throws(() => require('virtual:cjs2'), { code: 'MODULE_NOT_FOUND' });
}));
