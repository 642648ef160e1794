// What is printed for an uncaught Error: place, source line, caret, stack, cause, own properties,
// version.
'use strict';

const assert = require('assert');
const { spawnScript } = require('../../common');

/** Runs a script that dies of an uncaught error; returns what it printed, without stack frames. */
function dyingWords(source) {
  const { status, stdout, stderr } = spawnScript(source);
  assert.strictEqual(status, 1, stderr);
  assert.strictEqual(stdout, '');
  assert.match(stderr, /\n\nGyre v\d+\.\d+\.\d+\S*\n$/);
  return stderr
    .replace(/\n\nGyre v.*\n$/, '')
    .replace(/^\S*script\.js/, 'script.js')
    .replace(/\n +(at |\.\.\. ).*/g, '');
}

assert.strictEqual(
  dyingWords('function f() {\n\tthrow new Error("boom");\n}\nf();'),
  'script.js:2\n\tthrow new Error("boom");\n\t^\n\nError: boom',
);
assert.strictEqual(
  dyingWords('  null.x'),
  'script.js:1\n  null.x\n       ^\n\n' + "TypeError: Cannot read properties of null (reading 'x')",
);
assert.strictEqual(
  dyingWords('throw new Error("one\\ntwo")'),
  'script.js:1\nthrow new Error("one\\ntwo")\n^\n\nError: one\ntwo',
);
assert.strictEqual(
  dyingWords('throw Object.assign(new Error("x"), { code: "E_X", list: [1] })'),
  'script.js:1\nthrow Object.assign(new Error("x"), { code: "E_X", list: [1] })\n^\n\n' +
    "Error: x {\n  code: 'E_X',\n  list: [ 1 ]\n}".replace(' {', ''),
);
assert.match(
  dyingWords('throw new Error("outer", { cause: new TypeError("inner") })'),
  /\n\nError: outer\n {2}\[cause\]: TypeError: inner\n\}$/,
);
assert.match(
  dyingWords('throw new AggregateError([new Error("a"), new RangeError("b")], "both")'),
  /AggregateError: both\n {2}\[errors\]: \[\n {4}Error: a\n {4}RangeError: b\n {2}\]\n\}$/,
);
assert.match(
  dyingWords('class Custom extends Error { get name() { return "Named"; } } throw new Custom("x")'),
  /\n\nNamed: x$/,
);
// From a callback and from a promise.
assert.match(
  dyingWords('setTimeout(() => { throw new Error("later"); }, 1)'),
  /^script\.js:1\n.*\n {19}\^\n\nError: later$/,
);
assert.match(dyingWords('Promise.reject(new Error("rejected"))'), /\n\nError: rejected$/);
assert.match(
  dyingWords('(async () => { throw new RangeError("async"); })()'),
  /\n\nRangeError: async$/,
);
// From a module of the standard library: its source is nobody's business.
assert.match(
  dyingWords('require("path").join(5)'),
  /^TypeError \[ERR_INVALID_ARG_TYPE\]: The "path" argument must be of type string\. Received/,
);
