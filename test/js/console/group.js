// console.group indents every line of both streams, by groupIndentation, for one console only.
'use strict';
const assert = require('assert');
const { Console } = require('console');
const { collect } = require('./fixtures/collect');

const { stdout, stderr } = collect();
const c = new Console({ stdout, stderr, groupIndentation: 3 });
c.group('title %d', 1);
c.log('a\nb');
c.groupCollapsed();
c.error('deep');
c.groupEnd();
c.log({ a: 1 });
c.groupEnd();
c.groupEnd();
c.log('out');
assert.strictEqual(stdout.take(), 'title 1\n   a\n   b\n   { a: 1 }\nout\n');
assert.strictEqual(stderr.take(), '      deep\n');

const other = new Console(stdout);
c.group();
other.log('x');
assert.strictEqual(stdout.take(), 'x\n');

for (const groupIndentation of [null, '2', {}, true]) {
  assert.throws(() => new Console({ stdout, groupIndentation }), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const groupIndentation of [-1, 1001, 1.5, NaN]) {
  assert.throws(() => new Console({ stdout, groupIndentation }), { code: 'ERR_OUT_OF_RANGE' });
}
