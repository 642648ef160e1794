// console.time, timeLog and timeEnd measure by label and warn of misuse.
'use strict';
const assert = require('assert');
const { Console } = require('console');
const { mustCall } = require('../../common');
const { collect } = require('./fixtures/collect');

const warnings = [];
process.on('warning', mustCall((warning) => warnings.push(warning.message), 4));
process.on('exit', () => assert.deepStrictEqual(warnings, [
  "Label 'a' already exists for console.time()",
  "No such label 'nope' for console.timeLog()",
  "No such label 'a' for console.timeEnd()",
  "Count for 'nope' does not exist",
]));

const { stdout } = collect();
const c = new Console(stdout);
const time = String.raw`\d+(\.\d{1,3})?m?s`;
c.time('a');
c.time('a');
c.timeLog('a', { x: 1 }, 2);
assert.match(stdout.take(), new RegExp(`^a: ${time} { x: 1 } 2\n$`));
c.timeEnd('a');
assert.match(stdout.take(), new RegExp(`^a: ${time}\n$`));
c.time();
c.timeEnd();
assert.match(stdout.take(), /^default: /);
c.timeLog('nope');
c.timeEnd('a');
c.countReset('nope');
assert.strictEqual(stdout.take(), '');
for (const method of ['time', 'timeEnd', 'timeLog', 'count', 'countReset']) {
  assert.throws(() => c[method](Symbol('s')), TypeError);
}
