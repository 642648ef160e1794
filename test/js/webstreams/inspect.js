// What util.inspect shows of the stream classes, and their interfaces as Web IDL wants them.
'use strict';
const assert = require('assert');
const { inspect } = require('util');
const web = require('stream/web');

assert.strictEqual(inspect(new ReadableStream()),
  "ReadableStream { locked: false, state: 'readable', supportsBYOB: false }");
assert.strictEqual(inspect(new ReadableStream({ type: 'bytes' })),
  "ReadableStream { locked: false, state: 'readable', supportsBYOB: true }");
assert.strictEqual(inspect(new WritableStream()),
  "WritableStream { locked: false, state: 'writable' }");
assert.match(inspect(new ReadableStream().getReader()),
  /^ReadableStreamDefaultReader \{\n {2}stream: ReadableStream \{ locked: true/);
assert.match(inspect(new TransformStream()), /^TransformStream \{\n {2}readable: ReadableStream/);
assert.match(inspect(new TextDecoderStream()), /encoding: 'utf-8',\n {2}fatal: false/);
assert.strictEqual(inspect(new CountQueuingStrategy({ highWaterMark: 3 })),
  'CountQueuingStrategy { highWaterMark: 3 }');

for (const [name, Class] of Object.entries(web)) {
  assert.strictEqual(globalThis[name], Class);
  assert.strictEqual(Class.name, name);
  assert.strictEqual(Class.prototype[Symbol.toStringTag], name);
  for (const [key, descriptor] of Object.entries(
    Object.getOwnPropertyDescriptors(Class.prototype))) {
    assert.strictEqual(descriptor.enumerable, key !== 'constructor', `${name}.${key}`);
  }
  assert.throws(() => Class(), TypeError);
}
assert.strictEqual(ReadableStream.prototype.values, ReadableStream.prototype[Symbol.asyncIterator]);
