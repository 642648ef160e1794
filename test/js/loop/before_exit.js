'use strict';

// 'beforeExit' comes each time the loop runs empty, and again when it has scheduled work.

const assert = require('assert');
const { Trace } = require('../../common');

const trace = new Trace();
let round = 0;
process.on('beforeExit', (code) => {
  assert.strictEqual(code, round === 0 ? 0 : 4);
  trace.add(`beforeExit ${++round}`);
  process.exitCode = 4;
  switch (round) {
    case 1:
      setTimeout(trace.mark('timer'), 1);
      break;
    case 2:
      setImmediate(trace.mark('immediate'));
      break;
    case 3:
      require('fs').stat(__filename, trace.mark('stat'));
      break;
    case 4:
      // These alone do not make the loop live again.
      process.nextTick(trace.mark('tick'));
      Promise.resolve().then(trace.mark('micro'));
      break;
  }
});
process.on('exit', (code) => {
  assert.strictEqual(code, 4);
  trace.add('exit');
  process.exitCode = 0;
});
trace.expectAtExit([
  'beforeExit 1', 'timer', 'beforeExit 2', 'immediate', 'beforeExit 3', 'stat', 'beforeExit 4',
  'tick', 'micro', 'exit',
]);
