'use strict';

// memoryUsage, cpuUsage, resourceUsage, constrainedMemory: plausible numbers, differences, errors.

const assert = require('assert');
const { errorLike } = require('../../common');

const before = process.memoryUsage();
assert.deepStrictEqual(Object.keys(before),
                       ['rss', 'heapTotal', 'heapUsed', 'external', 'arrayBuffers']);
for (const value of Object.values(before)) assert.ok(Number.isInteger(value) && value >= 0);
assert.ok(before.heapUsed > 500_000 && before.heapUsed <= before.heapTotal);
assert.ok(before.rss > 1e7 && process.memoryUsage.rss() > 1e7);

const kept = Buffer.alloc(20_000_000, 1);
const after = process.memoryUsage();
assert.ok(after.arrayBuffers - before.arrayBuffers >= kept.length);
assert.ok(after.external - before.external >= kept.length);

const cpu = process.cpuUsage();
assert.deepStrictEqual(Object.keys(cpu), ['user', 'system']);
const end = process.hrtime.bigint() + 20_000_000n;
while (process.hrtime.bigint() < end);
const spent = process.cpuUsage(cpu);
assert.ok(spent.user >= 0 && spent.system >= 0 && spent.user + spent.system > 0);
for (const value of [1, 'x', [], true]) {
  assert.throws(() => process.cpuUsage(value), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}
assert.throws(() => process.cpuUsage({ user: 'a', system: 1 }),
              errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
for (const user of [-1, NaN, Infinity, 2 ** 53]) {
  assert.throws(() => process.cpuUsage({ user, system: 1 }),
                errorLike({ code: 'ERR_INVALID_ARG_VALUE', name: 'RangeError' }));
}

const usage = process.resourceUsage();
assert.deepStrictEqual(Object.keys(usage), [
  'userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize',
  'unsharedStackSize', 'minorPageFault', 'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite',
  'ipcSent', 'ipcReceived', 'signalsCount', 'voluntaryContextSwitches',
  'involuntaryContextSwitches',
]);
for (const value of Object.values(usage)) assert.ok(Number.isInteger(value) && value >= 0);
assert.ok(usage.maxRSS > 10_000);
assert.ok(process.constrainedMemory() >= 0);
