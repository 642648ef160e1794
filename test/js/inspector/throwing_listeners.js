// What listeners and callbacks of a session throw is a warning, and the session goes on.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { Session } = require('inspector');

const thrown = [new Error('callback'), new Error('listener'), 'no error'];
const expected = ['callback', 'listener', 'no error'];
process.on('warning', mustCall((warning) => {
  assert.strictEqual(warning.message, expected.shift());
  if (warning.message !== 'no error') assert.ok(thrown.includes(warning));
}, thrown.length));
process.on('uncaughtException', (error) => { throw error; });

const session = new Session();
session.connect();
session.post('Debugger.enable', () => { throw thrown[0]; });
session.once('Debugger.paused', () => { throw thrown[1]; });
debugger;
session.once('Debugger.resumed', () => { throw thrown[2]; });
debugger;
session.post('Runtime.evaluate', { expression: '1' }, mustCall((error, { result }) => {
  assert.strictEqual(result.value, 1);
  session.disconnect();
}));
