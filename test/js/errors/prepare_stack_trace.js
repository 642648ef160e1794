// Error.prepareStackTrace of the program formats stacks, and gets call sites.
'use strict';

const assert = require('assert');

function frame() {
  return new Error('message');
}

Error.prepareStackTrace = function(error, trace) {
  assert.strictEqual(this, Error);
  assert.ok(error instanceof Error);
  return [error.message, trace[0].getFunctionName(), trace[0].getFileName()];
};
assert.deepStrictEqual(frame().stack, ['message', 'frame', __filename]);

// For errors of the library too.
try {
  require('path').join(1);
} catch (error) {
  assert.strictEqual(error.stack[0], error.message);
}

// What it throws comes out of the access.
Error.prepareStackTrace = () => { throw new RangeError('in prepareStackTrace'); };
const error = frame();
let thrown;
try {
  void error.stack;
} catch (caught) {
  thrown = caught;
}
assert.ok(thrown === undefined || thrown instanceof RangeError);

Error.prepareStackTrace = undefined;
assert.match(frame().stack, /^Error: message\n {4}at frame \(/);
delete Error.prepareStackTrace;

// An error that cannot be described does not prevent its stack.
const hostile = new Error('m');
Object.defineProperty(hostile, 'name', { get() { throw new Error('no name'); } });
Object.defineProperty(hostile, 'message', { get() { throw new Error('no message'); } });
assert.doesNotThrow(() => String(Object.keys(hostile)));
