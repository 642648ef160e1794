'use strict';

// A throw in an 'exit' listener: reported, ends with 1 or the code that is set; the rest is
// skipped.

const assert = require('assert');
const { spawnSelf } = require('../../common');

for (const [code, status, stdout, message] of [
  ['process.on("exit", () => { throw new Error("in exit"); });', 1, '', /Error: in exit/],
  ['process.on("exit", () => { throw new Error("in exit"); }); process.exit(3)', 3, '',
   /Error: in exit/],
  ['process.on("exit", () => { throw new Error("in exit"); });' +
   'process.on("exit", () => console.log("second"));', 1, '', /Error: in exit/],
  // The first error is what is reported.
  ['process.on("exit", () => { throw new Error("in exit"); }); throw new Error("first")', 1, '',
   /Error: first/],
]) {
  const result = spawnSelf(['-e', code]);
  assert.strictEqual(result.status, status, code);
  assert.strictEqual(result.stdout, stdout, code);
  assert.match(result.stderr, message);
  if (/first/.test(code)) assert.doesNotMatch(result.stderr, /Error: in exit/);
}

// Somebody handles it: the process ends as if nothing had been.
for (const [exitCode, status] of [['undefined', 0], ['3', 3]]) {
  const result = spawnSelf(['-e', `
    process.exitCode = ${exitCode};
    process.on('uncaughtException', (error) => console.log('handled', error));
    process.on('exit', () => { throw 'thrown'; });`]);
  assert.strictEqual(result.stdout, 'handled thrown\n');
  assert.strictEqual(result.stderr, '');
  assert.strictEqual(result.status, status);
}
