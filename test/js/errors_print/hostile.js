// Values that fight being printed are reported all the same, with exit status 1 and without a
// second error.
'use strict';

const assert = require('assert');
const { spawnScript } = require('../../common');

const traps =
  '{ get() { throw new Error("trap"); }, getPrototypeOf() { throw new Error("trap"); } }';
const thrown = [
  'Object.defineProperty(new Error("x"), "stack", { get() { throw new Error("getter"); } })',
  'Object.defineProperty(new Error("x"), "message", { get() { throw new Error("getter"); } })',
  'Object.defineProperty(new Error("x"), "name", { get() { throw new Error("getter"); } })',
  'Object.assign(new Error("x"), { stack: undefined })',
  'Object.assign(new Error("x"), { stack: 5 })',
  'Object.setPrototypeOf(new Error("x"), null)',
  'Object.freeze(new Error("x"))',
  '{ get a() { throw new Error("getter"); } }',
  '{ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("custom"); } }',
  '{ toString() { throw new Error("toString"); }, get stack() { throw new Error("stack"); } }',
  `new Proxy({}, ${traps})`,
  `new Proxy(new Error("x"), ${traps})`,
  'Object.create(null)',
  '(() => { const e = new Error("x"); e.cause = e; e.self = e; return e; })()',
];
for (const expression of thrown) {
  const { status, signal, stderr } = spawnScript(`const e = ${expression};\nthrow e;`);
  assert.strictEqual(signal, null, expression);
  assert.strictEqual(status, 1, `${expression}\n${stderr}`);
  assert.match(stderr, /\nGyre v/, expression);
}

for (const prelude of [
  'Error.prepareStackTrace = () => { throw new Error("prepare"); };',
  'Error.prepareStackTrace = () => 5;',
  'Error.prepareStackTrace = (error, sites) => sites;',
  'Error.stackTraceLimit = 0;',
  'delete Error.stackTraceLimit;',
  'Error.prototype.toString = () => { throw 1; };',
  'Array.prototype.push = String.prototype.split = RegExp.prototype.exec = () => { throw 1; };',
  'process.emit = null;',
]) {
  const { status, signal, stderr } = spawnScript(`${prelude}\nthrow new Error("told");`);
  assert.strictEqual(signal, null, prelude);
  assert.notStrictEqual(status, 0, prelude);
  assert.notStrictEqual(stderr, '', prelude);
}
