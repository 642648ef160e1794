'use strict';

// process.exit() ends at once, wherever it is called.

const assert = require('assert');
const { spawnSelf } = require('../../common');

const never = 'console.log("never")';
for (const code of [
  `process.exit(42); ${never}`,
  `try { process.exit(42) } finally { ${never} }`,
  `process.nextTick(() => { process.exit(42); ${never} }); process.nextTick(() => ${never})`,
  `queueMicrotask(() => { process.exit(42); ${never} }); queueMicrotask(() => ${never})`,
  `setTimeout(() => { process.exit(42); ${never} }, 1); setTimeout(() => ${never}, 1)`,
  `setImmediate(() => { process.exit(42); ${never} }); setImmediate(() => ${never})`,
  `require('fs').stat('/', () => { process.exit(42); ${never} })`,
  `process.on('beforeExit', () => { process.exit(42); ${never} })`,
  `process.on('exit', () => { process.exit(42); ${never} })`,
  `process.on('uncaughtException', () => { process.exit(42); ${never} }); throw 1`,
  `process.on('unhandledRejection', () => { process.exit(42); ${never} }); Promise.reject(1)`,
  `[3, 1, 2].sort(() => { process.exit(42); ${never} })`,
  `(async () => { await null; process.exit(42); ${never} })()`,
  `new Proxy({}, { has() { process.exit(42); } }).x; 'x' in new Proxy({}, { has() { ` +
    `process.exit(42); ${never} } })`,
]) {
  const result = spawnSelf(['-e', code]);
  assert.strictEqual(result.status, 42, `${code}: ${result.stderr}`);
  assert.strictEqual(result.stdout, '', code);
}
