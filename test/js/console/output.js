// The console's methods write one formatted line each, to stdout or stderr.
'use strict';
const assert = require('assert');
const { Console } = require('console');
const { collect } = require('./fixtures/collect');

const { stdout, stderr } = collect();
const c = new Console({ stdout, stderr });
const out = [
  [() => c.log('a %d', 1, { b: 2 }), 'a 1 { b: 2 }\n'],
  [() => c.info('i'), 'i\n'],
  [() => c.debug('d'), 'd\n'],
  [() => c.log(), '\n'],
  [() => c.log('%'), '%\n'],
  [() => c.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }), '{ a: [Object] }\n'],
  [() => c.dir({ [Symbol.for('nodejs.util.inspect.custom')]: () => 'custom' }, { depth: 0 }),
   '{\n  [Symbol(nodejs.util.inspect.custom)]: ' +
   '[Function: [nodejs.util.inspect.custom]]\n}\n'],
  [() => c.dirxml({ a: 1 }, [2]), '{ a: 1 } [ 2 ]\n'],
  [() => c.count(), 'default: 1\n'],
  [() => c.count(null), 'null: 1\n'],
  [() => c.count(), 'default: 2\n'],
  [() => { c.countReset(); c.count(); }, 'default: 1\n'],
];
for (const [call, text] of out) {
  call();
  assert.strictEqual(stdout.take(), text);
  assert.strictEqual(stderr.take(), '');
}
const err = [
  [() => c.error('e %s', 'x'), 'e x\n'],
  [() => c.warn({ a: 1 }), '{ a: 1 }\n'],
  [() => c.assert(true, 'never'), ''],
  [() => c.assert(false), 'Assertion failed\n'],
  [() => c.assert(0, 'a %s', 'b'), 'Assertion failed: a b\n'],
  [() => c.assert('', { a: 1 }, 2), 'Assertion failed: [object Object] 2\n'],
];
for (const [call, text] of err) {
  call();
  assert.strictEqual(stderr.take(), text);
  assert.strictEqual(stdout.take(), '');
}

c.trace('at %s', 'here');
assert.match(stderr.take(), new RegExp('^Trace: at here\\n    at .*output\\.js:\\d+'));

// Methods can be passed around.
[1].forEach(c.log);
assert.strictEqual(stdout.take(), '1 0 [ 1 ]\n');
