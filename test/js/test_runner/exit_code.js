// The exit status is 1 if a test fails, is cancelled, or leaves an error behind; else 0.
'use strict';

const assert = require('assert');
const { spawnScript } = require('../../common');

const head = "const { test, describe, after } = require('node:test');\n";
for (const [source, status] of [
  ["test('ok');", 0],
  ["test('skip', { skip: true }, () => { throw 1; });", 0],
  ["test('todo', { todo: true }, () => { throw 1; });", 0],
  ["test('throws', () => { throw new Error('e'); });", 1],
  ["test('rejects', async () => { throw new Error('e'); });", 1],
  ["test('sub', (t) => t.test('x', () => { throw 1; }));", 1],
  ["test('never', () => new Promise(() => {}));", 1],
  ["test('time', { timeout: 1 }, () => new Promise((r) => setTimeout(r, 2000).unref()));", 1],
  ["test('late', () => { setImmediate(() => { throw new Error('late'); }); });", 1],
  ["test('rejection', () => { Promise.reject(new Error('late')); });", 1],
  ["test('plan', { plan: 1 }, () => {});", 1],
  ["describe('suite', () => { throw new Error('in describe'); });", 1],
  ["test('ok'); after(() => { throw new Error('hook'); });", 1],
  ["test('ok'); process.exitCode = 3;", 3],
]) {
  const result = spawnScript(head + source);
  assert.strictEqual(result.status, status, `${source}\n${result.stdout}${result.stderr}`);
}
