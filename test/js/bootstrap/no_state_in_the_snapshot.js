'use strict';

// Nothing of the process that built the snapshot shows in one that starts from it.

const assert = require('assert');
const { spawnSelf, tmpdir } = require('../../common');

const show = `console.log(JSON.stringify({
  env: process.env, argv: process.argv.slice(1), cwd: process.cwd(), pid: process.pid,
  random: [Math.random(), Math.random()], now: Date.now(), origin: performance.timeOrigin,
  title: process.title, listeners: process.listenerCount('exit'), exitCode: process.exitCode,
}))`;
function start(options) {
  const { stdout, stderr } = spawnSelf(['-e', show], options);
  return JSON.parse(stdout || assert.fail(stderr));
}
const cwd = require('fs').realpathSync(tmpdir());
const before = Date.now();
const one = start({ env: { A: '1' }, cwd });
const two = start({ env: {}, cwd: '/' });
assert.deepStrictEqual(one.env, { A: '1' });
assert.deepStrictEqual(two.env, {});
assert.deepStrictEqual(one.argv, []);
assert.strictEqual(one.cwd, cwd);
assert.strictEqual(two.cwd, '/');
assert.notStrictEqual(one.pid, two.pid);
assert.notStrictEqual(one.pid, process.pid);
assert.notDeepStrictEqual(one.random, two.random);
for (const { now, origin, exitCode, listeners } of [one, two]) {
  assert.ok(now >= before && now <= Date.now());
  assert.ok(origin > before - 1000 && origin <= now);
  assert.strictEqual(exitCode, undefined);
  assert.strictEqual(listeners, 0);
}
