// util.inspect shows an error's stack with its class, cause, inner errors and extra properties.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

function bare(error, stack) {
  error.stack = stack;
  return error;
}

assert.strictEqual(inspect(bare(new Error('m'), 'Error: m')), '[Error: m]');
assert.strictEqual(inspect(bare(Object.assign(new Error('m'), { code: 'E' }), 'Error: m')),
                   "[Error: m] { code: 'E' }");
const stack = 'Error: m\n    at f (/a/b.js:1:2)';
assert.strictEqual(inspect(bare(new Error('m'), stack)), stack);
assert.strictEqual(inspect({ e: bare(new Error('m'), stack) }),
                   '{\n  e: Error: m\n      at f (/a/b.js:1:2)\n}');

// Name, message and stack are no extra properties while the stack shows them.
const renamed = bare(new Error('m'), 'Custom: m');
renamed.name = 'Custom';
assert.strictEqual(inspect(renamed), '[Custom: m]');
renamed.name = 'Other';
assert.strictEqual(inspect(renamed), "[Custom: m] { name: 'Other' }");

class HttpError extends Error {}
assert.strictEqual(inspect(bare(new HttpError('m'), 'Error: m')), '[HttpError: m]');
class Plain extends Error {}
assert.strictEqual(inspect(bare(new Plain('m'), 'Error: m')), '[Plain [Error]: m]');
assert.strictEqual(inspect(bare(Object.setPrototypeOf(new TypeError('m'), null), 'TypeError: m')),
                   '[[TypeError: null prototype]: m]');

assert.strictEqual(inspect(bare(new Error('m', { cause: 1 }), 'Error: m')),
                   '[Error: m] { [cause]: 1 }');
assert.strictEqual(inspect(bare(new AggregateError([1], 'm'), 'AggregateError: m')),
                   '[AggregateError: m] { [errors]: [ 1 ] }');

// Frames shared with the cause are left out.
const frames = ['b', 'c', 'd', 'e', 'f'].map((name) => `    at ${name} (/x.js:1:1)`).join('\n');
const cause = bare(new Error('inner'), `Error: inner\n    at z (/x.js:9:9)\n${frames}`);
const error = bare(new Error('outer', { cause }), `Error: outer\n    at a (/x.js:1:1)\n${frames}`);
assert.match(inspect(error), /at b \(.*\n {4}\.\.\. 3 lines matching cause stack trace \.\.\.\n/);

// Whatever a program does to the properties, inspecting does not throw.
for (const value of [null, undefined, 0, '', {}, [], Symbol.iterator.description]) {
  for (const key of ['name', 'message', 'stack']) {
    const broken = new RangeError('m');
    broken[key] = value;
    assert.strictEqual(typeof inspect(broken), 'string');
  }
}
assert.strictEqual(inspect(Object.create(Error.prototype)), '[Error]');
