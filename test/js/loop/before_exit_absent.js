'use strict';

// 'beforeExit' does not come after process.exit() nor after an uncaught exception.

const assert = require('assert');
const { spawnSelf } = require('../../common');

const listen = 'process.on("beforeExit", () => console.log("beforeExit"));' +
  'process.on("exit", (c) => console.log("exit", c));';
for (const [code, status] of [
  ['process.exit(3)', 3],
  ['setImmediate(() => process.exit(3))', 3],
  ['throw 1', 1],
  ['Promise.reject(1)', 1],
]) {
  const result = spawnSelf(['-e', listen + code]);
  assert.strictEqual(result.stdout, `exit ${status}\n`, code);
  assert.strictEqual(result.status, status, code);
}
