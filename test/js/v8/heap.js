// Heap statistics, snapshots, the garbage collection profile.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const v8 = require('v8');
const { mustCall, tmpdir } = require('../../common');

const heap = v8.getHeapStatistics();
assert.strictEqual(Object.keys(heap).length, 14);
assert.ok(heap.used_heap_size > 0 && heap.used_heap_size <= heap.heap_size_limit);
const spaces = v8.getHeapSpaceStatistics();
assert.ok(spaces.some((space) => space.space_name === 'old_space' && space.space_used_size > 0));
assert.ok(v8.getHeapCodeStatistics().bytecode_and_metadata_size >= 0);

const directory = typeof tmpdir === 'function' ? tmpdir() : tmpdir.path;
const file = path.join(`${directory}`, 'test.heapsnapshot');
assert.strictEqual(v8.writeHeapSnapshot(file), file);
const snapshot = JSON.parse(fs.readFileSync(file, 'utf8'));
assert.ok(snapshot.nodes.length > 1000);
fs.unlinkSync(file);
assert.throws(() => v8.writeHeapSnapshot('/no/such/directory/x'),
  { code: 'ENOENT', syscall: 'open', path: '/no/such/directory/x' });
assert.throws(() => v8.writeHeapSnapshot('a\0b'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => v8.writeHeapSnapshot(5), { code: 'ERR_INVALID_ARG_TYPE' });

let size = 0;
v8.getHeapSnapshot()
  .on('data', (chunk) => { size += chunk.length; })
  .on('end', mustCall(() => assert.ok(size > 100000)));

const profiler = new v8.GCProfiler();
assert.strictEqual(profiler.stop(), undefined);
profiler.start();
let garbage;
for (let i = 0; i < 3e6; i++) garbage = [i];
assert.strictEqual(garbage.length, 1);
const { version, statistics, startTime, endTime } = profiler.stop();
assert.ok(version === 1 && endTime >= startTime && statistics.length > 0);
assert.ok(statistics[0].afterGC.heapStatistics.totalHeapSize > 0);
assert.strictEqual(statistics[0].beforeGC.heapSpaceStatistics.length, spaces.length);
// One that is still running at the end does no harm.
new v8.GCProfiler().start();
