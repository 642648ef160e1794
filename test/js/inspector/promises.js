// The promises API: replies and errors by promises; the heap profiler's timer; coverage.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const inspector = require('inspector/promises');

(async () => {
  const session = new inspector.Session();
  await assert.rejects(session.post('Runtime.enable'), { code: 'ERR_INSPECTOR_NOT_CONNECTED' });
  session.connect();
  await assert.rejects(session.post('Nothing.atAll'), { code: 'ERR_INSPECTOR_COMMAND' });
  const { result } = await session.post('Runtime.evaluate', {
    expression: 'Promise.resolve([1]).then((x) => x[0])', awaitPromise: true,
  });
  assert.strictEqual(result.value, 1);

  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  require('vm').runInThisContext('function twice() {} twice(); twice();', 'covered.js');
  const coverage = await session.post('Profiler.takePreciseCoverage');
  const script = coverage.result.find(({ url }) => url === 'covered.js');
  assert.deepStrictEqual(
    script.functions.map(({ functionName, ranges }) => [functionName, ranges[0].count]),
    [['', 1], ['twice', 2]]);
  await session.post('Profiler.stopPreciseCoverage');

  let wake;
  const reported = new Promise((resolve) => wake = resolve);
  session.on('HeapProfiler.lastSeenObjectId', wake);
  await session.post('HeapProfiler.startTrackingHeapObjects');
  const keepAlive = setInterval(() => {}, 1000);
  await reported;
  clearInterval(keepAlive);
  await session.post('HeapProfiler.disable');
  session.disconnect();
})().then(mustCall());
