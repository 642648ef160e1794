'use strict';

// The exit codes of every way to end.

const assert = require('assert');
const { spawnSelf } = require('../../common');

for (const [code, expected] of [
  ['', 0],
  ['process.exitCode = 5', 5],
  ['process.exitCode = "6"', 6],
  ['process.exit("7")', 7],
  ['process.exit(256 + 3)', 3],
  ['process.exit(-1)', 255],
  ['process.exitCode = 5; process.exit()', 5],
  ['process.exitCode = 5; process.exit(undefined)', 0],
  ['process.exitCode = 5; process.exit(0)', 0],
  ['process.exitCode = 5; throw 1', 1],
  ['throw 1', 1],
  ['null.x', 1],
  ['Promise.reject(1)', 1],
  ['process.on("uncaughtException", () => { throw 2; }); throw 1', 7],
  ['process.on("uncaughtException", () => {}); throw 1', 0],
  ['process.on("uncaughtException", () => { process.exitCode = 12; }); throw 1', 12],
  ['process.on("uncaughtException", () => process.exit(12)); throw 1', 12],
  ['process.setUncaughtExceptionCaptureCallback(() => { throw 2; }); throw 1', 7],
  ['process.on("uncaughtExceptionMonitor", () => { throw 2; }); throw 1', 7],
  ['process.reallyExit(4)', 4],
  ['process.on("exit", () => console.log("never")); process.reallyExit(4)', 4],
  ['(function f() { f(); })()', 1],
  ['process.abort()', 'SIGABRT'],
  ['process.kill(process.pid, "SIGKILL")', 'SIGKILL'],
  ['process.kill(process.pid); setInterval(() => {}, 1000)', 'SIGTERM'],
]) {
  const result = spawnSelf(['-e', code]);
  assert.strictEqual(result.signal ?? result.status, expected, `${code}: ${result.stderr}`);
  assert.strictEqual(result.stdout, '', code);
}

// A bad option is 9, a script that is not there 1.
assert.strictEqual(spawnSelf(['--no-such-option']).status, 9);
assert.strictEqual(spawnSelf(['--unhandled-rejections=x', '-e', '0']).status, 9);
assert.strictEqual(spawnSelf([`${__dirname}/no_such_script`]).status, 1);
