// The global console asks for process.stdout and process.stderr at each write.
'use strict';
const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');
const { collect } = require('./fixtures/collect');

const { write } = process.stdout;
process.stdout.write = mustCall((text) => assert.strictEqual(text, 'replaced write\n'));
console.log('replaced write');
process.stdout.write = write;

const { stdout, stderr } = collect();
console._stdout = stdout;
console._stderr = stderr;
process.stdout.write = mustNotCall();
console.log('out');
console.error('err');
process.stdout.write = write;
assert.strictEqual(stdout.take(), 'out\n');
assert.strictEqual(stderr.take(), 'err\n');

stdout.isTTY = true;
delete process.env.TERM;
console.clear();
assert.strictEqual(stdout.take(), '\u001b[1;1H\u001b[0J');
stdout.isTTY = false;
console.clear();
assert.strictEqual(stdout.take(), '');

// What needs an inspector does nothing without one.
for (const method of ['profile', 'profileEnd', 'timeStamp']) {
  assert.strictEqual(console[method]('x'), undefined);
}
assert.strictEqual(stdout.take(), '');
