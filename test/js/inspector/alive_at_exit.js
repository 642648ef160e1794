// A program may end, by itself, by an error and by process.exit(), with sessions connected that
// wait, listen and have timers: the exit status tells, and no signal.
'use strict';
const assert = require('assert');
const { spawnSelf } = require('../../common');

const start = `
  const session = new (require('inspector').Session)();
  session.connect();
  session.on('inspectorNotification', () => {});
  session.post('Debugger.enable');
  session.post('HeapProfiler.startTrackingHeapObjects');
  session.post('Runtime.evaluate', { expression: 'new Promise(() => {})', awaitPromise: true });
`;
for (const [end, expected] of [['', 0], ['throw new Error("end")', 1], ['process.exit(3)', 3]]) {
  const { status, signal, stderr } = spawnSelf(['-e', start + end]);
  assert.deepStrictEqual({ status, signal }, { status: expected, signal: null }, stderr);
}
// Also from within a listener.
const { status, stderr } = spawnSelf(['-e', `${start}
  session.on('Debugger.paused', () => process.exit(5));
  debugger;
`]);
assert.strictEqual(status, 5, stderr);
