// Streams do not notice a program that has replaced Promise.prototype.then and the like.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

const { then } = Promise.prototype;
let calls = 0;
const restore = () => {
  // eslint-disable-next-line no-extend-native
  Promise.prototype.then = then;
};

const seen = [];
const sink = new WritableStream({ write(chunk) { seen.push(chunk); } });
const [one, two] = new ReadableStream({
  start(controller) {
    controller.enqueue('a');
    controller.close();
  },
}).tee();
// eslint-disable-next-line no-extend-native
Promise.prototype.then = function(...args) {
  calls++;
  return Reflect.apply(then, this, args);
};
const done = one.pipeTo(sink);
two.pipeTo(new WritableStream());
Reflect.apply(then, done, [mustCall(() => {
  restore();
  assert.deepStrictEqual(seen, ['a']);
  assert.strictEqual(calls, 0);
})]);
