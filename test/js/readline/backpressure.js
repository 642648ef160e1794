// Iterating slowly pauses the input; the interface resumes it, and no line is lost.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { Readable } = require('stream');
const readline = require('readline');

const total = 5000;
let pushed = 0;
const input = new Readable({
  highWaterMark: 1024,
  read() {
    if (pushed >= total) {
      this.push(null);
      return;
    }
    let text = '';
    for (let i = 0; i < 100; i++) text += `line ${pushed++}\n`;
    this.push(text);
  },
});
const rl = readline.createInterface({ input });
let pauses = 0;
rl.on('pause', () => pauses++);

(async () => {
  let n = 0;
  for await (const line of rl) {
    assert.strictEqual(line, `line ${n++}`);
    assert.ok(pushed - n < 3000, `${pushed - n} lines ahead`);
    if (n % 100 === 0) await new Promise(setImmediate);
  }
  assert.strictEqual(n, total);
  assert.ok(pauses > 1);
})().then(mustCall());
