'use strict';

// The five modes of --unhandled-rejections, with and without listeners.

const assert = require('assert');
const { spawnSelf } = require('../../common');

// What is printed by whom: UR unhandledRejection, UE uncaughtException, W warnings' names.
const prelude = `
  process.on('warning', (w) => console.log('W ' + w.name));
  process.on('exit', (c) => console.log('exit ' + c));
  setTimeout(() => console.log('went on'), 1);
`;
const onRejection = "process.on('unhandledRejection', (r) => console.log('UR ' + r.message));";
const onException =
  "process.on('uncaughtException', (e, o) => console.log(`UE ${e.message} ${o}`));";
const reject = "Promise.reject(new Error('boom'));";
const warnings = 'W UnhandledPromiseRejectionWarning\nW UnhandledPromiseRejectionWarning\n';
const ue = 'UE boom unhandledRejection\n';
const ends = 'went on\nexit 0\n';

for (const [mode, listeners, stdout, status] of [
  ['throw', '', 'exit 1\n', 1],
  ['throw', onRejection, `UR boom\n${ends}`, 0],
  ['throw', onException, `${ue}${ends}`, 0],
  ['throw', onRejection + onException, `UR boom\n${ends}`, 0],
  ['strict', '', 'exit 1\n', 1],
  ['strict', onRejection, 'exit 1\n', 1],
  ['strict', onException, `${ue}${warnings}${ends}`, 0],
  ['strict', onRejection + onException, `${ue}UR boom\n${ends}`, 0],
  ['warn', '', `${warnings}${ends}`, 0],
  ['warn', onRejection + onException, `UR boom\n${warnings}${ends}`, 0],
  ['none', '', ends, 0],
  ['none', onRejection + onException, `UR boom\n${ends}`, 0],
  ['warn-with-error-code', '', `${warnings}went on\nexit 1\n`, 1],
  ['warn-with-error-code', onRejection, `UR boom\n${ends}`, 0],
  ['warn-with-error-code', onException, `${warnings}went on\nexit 1\n`, 1],
]) {
  const result = spawnSelf([`--unhandled-rejections=${mode}`, '-e', prelude + listeners + reject]);
  assert.strictEqual(result.stdout, stdout, `${mode} with ${listeners}`);
  assert.strictEqual(result.status, status, `${mode} with ${listeners}`);
}

// 'throw' is what holds when nothing is said.
assert.strictEqual(spawnSelf(['-e', prelude + reject]).stdout, 'exit 1\n');
