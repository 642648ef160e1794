// The concurrency option says how many subtests run at once; true is all of them.
'use strict';

const assert = require('assert');
const { describe, it } = require('node:test');

function observe(name, concurrency, expected) {
  describe(name, { concurrency }, () => {
    let running = 0;
    let most = 0;
    for (let i = 0; i < 6; i++) {
      it(`test ${i}`, async () => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        if (i === 5) assert.strictEqual(most, expected);
      });
    }
  });
}
observe('none', undefined, 1);
observe('false', false, 1);
observe('2', 2, 2);
observe('true', true, 6);

process.on('exit', () => assert.strictEqual(process.exitCode, undefined));
