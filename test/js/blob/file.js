// File: a Blob with a name and a date.
'use strict';

const assert = require('assert');
const { Blob, File } = require('buffer');
const { inspect } = require('util');
const { mustCall } = require('../../common');

const file = new File(['ab', new Blob(['c'])], 'n.txt', { type: 'Text/Plain', lastModified: 5 });
assert.ok(file instanceof Blob);
assert.deepStrictEqual([file.name, file.size, file.type, file.lastModified],
  ['n.txt', 3, 'text/plain', 5]);
assert.ok(!(file.slice(1) instanceof File));
file.text().then(mustCall((text) => assert.strictEqual(text, 'abc')));
assert.strictEqual(inspect(file),
  "File { size: 3, type: 'text/plain', name: 'n.txt', lastModified: 5 }");
assert.strictEqual(new File([], 'a\ud800').name, 'a\ufffd');
assert.ok(new File([], 'x').lastModified <= Date.now());
for (const value of [null, 'x', false, NaN]) {
  assert.strictEqual(new File([], 'x', { lastModified: value }).lastModified, 0);
}
assert.throws(() => new File([], 'x', { lastModified: 5n }), TypeError);
assert.throws(() => new File([]), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => new File('a', 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => File.prototype.name, { code: 'ERR_INVALID_THIS' });
