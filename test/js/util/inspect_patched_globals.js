// util.inspect works when a program has broken the built-ins it reads objects with.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

const { keys } = Object;
const { values: setValues } = Set.prototype;
const { entries: mapEntries } = Map.prototype;
const { toString } = Error.prototype;
const broken = () => { throw new Error('broken'); };
Object.keys = broken;
Set.prototype.values = broken;
Set.prototype[Symbol.iterator] = broken;
Map.prototype.entries = broken;
Error.prototype.toString = broken;
const texts = [
  inspect({ a: 1 }),
  inspect(new Set([1])),
  inspect(new Map([[1, 2]])),
];
Object.keys = keys;
Set.prototype.values = setValues;
Set.prototype[Symbol.iterator] = setValues;
Map.prototype.entries = mapEntries;
Error.prototype.toString = toString;
assert.deepStrictEqual(texts, ['{ a: 1 }', 'Set(1) { 1 }', 'Map(1) { 1 => 2 }']);

// Values that lie about themselves.
const liar = new Date(0);
liar.toISOString = null;
liar.getTime = null;
assert.match(inspect(liar), /^1970-01-01T00:00:00\.000Z \{/);
const set = Object.defineProperty(new Set([1]), 'size', { value: 99 });
assert.strictEqual(inspect(set), 'Set(1) { 1 }');
const list = Object.defineProperty(new Uint8Array(2), 'length', { value: -1 });
assert.strictEqual(inspect(list), 'Uint8Array(2) [ 0, 0 ]');
