// V8 flags at run time, the version tag, promise hooks, and what is refused by name.
'use strict';

const assert = require('assert');
const v8 = require('v8');
require('../../common');

const tag = v8.cachedDataVersionTag();
assert.strictEqual(typeof tag, 'number');
v8.setFlagsFromString('--allow-natives-syntax');
assert.strictEqual(eval('%IsSmi(5)'), true);
assert.notStrictEqual(v8.cachedDataVersionTag(), tag);
v8.setFlagsFromString('--no-allow-natives-syntax');
assert.throws(() => v8.setFlagsFromString(5), { code: 'ERR_INVALID_ARG_TYPE' });

const seen = [];
const stop = v8.promiseHooks.createHook({
  init: (promise, parent) => seen.push(['init', promise, parent]),
  settled: (promise) => seen.push(['settled', promise]),
});
const promise = Promise.resolve(1);
const child = promise.then();
stop();
stop();
Promise.resolve(2);
assert.deepStrictEqual(seen.map(([name]) => name), ['init', 'settled', 'init']);
assert.strictEqual(seen[0][1], promise);
assert.strictEqual(seen[2][1], child);
assert.strictEqual(seen[2][2], promise);
assert.throws(() => v8.promiseHooks.onInit(async () => {}), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(v8.startupSnapshot.isBuildingSnapshot(), false);
assert.throws(() => v8.startupSnapshot.addSerializeCallback(() => {}),
  { code: 'ERR_NOT_BUILDING_SNAPSHOT' });
assert.throws(() => v8.queryObjects(Map),
  { code: 'ERR_FEATURE_NOT_AVAILABLE', message: /queryObjects/ });
assert.throws(() => v8.queryObjects(5), { code: 'ERR_INVALID_ARG_TYPE' });
v8.takeCoverage();
v8.stopCoverage();
