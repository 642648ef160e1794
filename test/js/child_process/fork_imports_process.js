// A forked ES module can import node:process: no deprecated property is read by that.
'use strict';

const assert = require('assert');
const { fork } = require('child_process');
const { mustCall } = require('../../common');

if (process.argv[2] === 'child') {
  process.on('warning', (warning) => { process.send(warning.message); });
  import('node:process').then(() => setImmediate(() => process.disconnect()));
} else {
  const child = fork(__filename, ['child']);
  child.on('message', assert.fail);
  child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
}
