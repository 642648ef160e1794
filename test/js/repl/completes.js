'use strict';

// Completion knows members of what an expression gives, but runs nothing that has a side effect.

const { mustCall } = require('../../common');
const assert = require('assert');
const repl = require('repl');
const { PassThrough } = require('stream');

const output = new PassThrough();
output.resume();
const server = repl.start({ input: new PassThrough(), output });
let count = 0;
server.context.watched = {
  get loud() {
    count++;
    return {};
  },
  quiet: { inner: { deep: 1 } },
};

function expect(text, candidates, on) {
  server.complete(text, mustCall((error, result) => {
    assert.ifError(error);
    assert.deepStrictEqual(result, [candidates, on], text);
  }));
}
expect('watched.qui', ['watched.quiet'], 'watched.qui');
expect('watched.quiet.inn', ['watched.quiet.inner'], 'watched.quiet.inn');
expect('1 + watched["quiet"].inner.d', ['watched["quiet"].inner.deep'],
  'watched["quiet"].inner.d');
expect('watched.loud.toS', [], 'watched.loud.toS');
expect('watched?.qu', ['watched?.quiet'], 'watched?.qu');
expect('require("node:strin', ['node:string_decoder'], 'node:strin');
expect('.ex', ['exit'], 'ex');
expect('Math.sq', ['Math.sqrt'], 'Math.sq');
expect('Math.SQRT1', ['Math.SQRT1_2'], 'Math.SQRT1');
expect('Math.Sqrt2', ['Math.SQRT2'], 'Math.Sqrt2');
expect('"".trimE', ['"".trimEnd'], '"".trimE');
assert.strictEqual(count, 0);
server.close();
