// A read of a transferred stream keeps the process alive until its chunk is there, and no longer.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

let controller;
const source = new ReadableStream({ start(c) { controller = c; } });
const received = structuredClone(source, { transfer: [source] });
const reader = received.getReader();
reader.closed.then(() => assert.fail('never closed'));
controller.enqueue('chunk');
reader.read().then(mustCall((result) => {
  assert.deepStrictEqual(result, { value: 'chunk', done: false });
}));

const short = new ReadableStream({
  start(c) {
    c.enqueue(1);
    c.enqueue(2);
    c.close();
  },
});
(async () => {
  const chunks = [];
  for await (const chunk of structuredClone(short, { transfer: [short] })) chunks.push(chunk);
  assert.deepStrictEqual(chunks, [1, 2]);
})().then(mustCall());
