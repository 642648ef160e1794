// Promise hooks hear of the promises of every context, whether it was made before or after them,
// and of none once they have been removed.
'use strict';

const assert = require('assert');
const { promiseHooks } = require('v8');
const vm = require('vm');
require('../../common');

const before = vm.createContext();
const seen = [];
const stop = promiseHooks.onInit((promise) => seen.push(promise));
const after = vm.createContext();

const promises = [before, after].map((context) => vm.runInContext('Promise.resolve(1)', context));
promises.push(Promise.resolve(2));
assert.strictEqual(seen.length, 3);
promises.forEach((promise, i) => assert.strictEqual(seen[i], promise));

stop();
const late = vm.createContext();
for (const context of [before, after, late]) vm.runInContext('Promise.resolve(3)', context);
Promise.resolve(4);
assert.strictEqual(seen.length, 3);
