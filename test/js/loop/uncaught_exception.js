'use strict';

// 'uncaughtExceptionMonitor', then 'uncaughtException', with error and origin; the loop goes on.

const assert = require('assert');
const { checkAtExit, Trace, mustCall } = require('../../common');

const trace = new Trace();
const thrown = [new Error('an error'), 'a string', undefined, null, 0, { an: 'object' },
                Symbol('a symbol'), () => {}];
const seen = [];
process.on('uncaughtExceptionMonitor', function(error, origin) {
  assert.strictEqual(this, process);
  seen.push(error);
  trace.add(`monitor ${origin}`);
});
process.on('uncaughtException', mustCall(function(error, origin) {
  assert.strictEqual(this, process);
  assert.strictEqual(error, seen.at(-1));
  assert.strictEqual(origin, 'uncaughtException');
  trace.add('handled');
}, thrown.length));
for (const value of thrown) {
  setImmediate(() => {
    throw value;
  });
}
trace.expectAtExit(thrown.flatMap(() => ['monitor uncaughtException', 'handled']));
checkAtExit(() => assert.deepStrictEqual(seen, thrown));
