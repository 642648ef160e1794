// util.types looks at what a value is, whatever prototype and tag it shows.
'use strict';
const assert = require('assert');
const vm = require('vm');
const { types } = require('util');

assert.strictEqual(require('util/types'), types);

const samples = {
  isDate: new Date(),
  isArgumentsObject: (function() { return arguments; })(),
  isBigIntObject: Object(1n),
  isBooleanObject: Object(true),
  isNumberObject: Object(1),
  isStringObject: Object('s'),
  isSymbolObject: Object(Symbol()),
  isNativeError: new RangeError(),
  isRegExp: /x/,
  isAsyncFunction: async () => {},
  isGeneratorFunction: function* () {},
  isGeneratorObject: (function* () {})(),
  isPromise: Promise.resolve(),
  isMap: new Map(),
  isSet: new Set(),
  isMapIterator: new Map().keys(),
  isSetIterator: new Set().keys(),
  isWeakMap: new WeakMap(),
  isWeakSet: new WeakSet(),
  isArrayBuffer: new ArrayBuffer(1),
  isDataView: new DataView(new ArrayBuffer(1)),
  isSharedArrayBuffer: new SharedArrayBuffer(1),
  isProxy: new Proxy({}, {}),
  isUint8Array: new Uint8Array(1),
  isUint8ClampedArray: new Uint8ClampedArray(1),
  isUint16Array: new Uint16Array(1),
  isUint32Array: new Uint32Array(1),
  isInt8Array: new Int8Array(1),
  isInt16Array: new Int16Array(1),
  isInt32Array: new Int32Array(1),
  isFloat32Array: new Float32Array(1),
  isFloat64Array: new Float64Array(1),
  isBigInt64Array: new BigInt64Array(1),
  isBigUint64Array: new BigUint64Array(1),
};
// Predicates that are true for several of the samples.
const groups = {
  isAnyArrayBuffer: ['isArrayBuffer', 'isSharedArrayBuffer'],
  isBoxedPrimitive: ['isBigIntObject', 'isBooleanObject', 'isNumberObject', 'isStringObject',
                     'isSymbolObject'],
  isArrayBufferView: Object.keys(samples).filter((name) =>
    /\d+(Clamped)?Array$/.test(name) || name === 'isDataView'),
  isTypedArray: Object.keys(samples).filter((name) => /\d+(Clamped)?Array$/.test(name)),
};

for (const [name, sample] of Object.entries(samples)) {
  for (const other of Object.keys(samples)) {
    assert.strictEqual(types[other](sample), other === name, `${other}(${name})`);
  }
  for (const [group, members] of Object.entries(groups)) {
    assert.strictEqual(types[group](sample), members.includes(name), `${group}(${name})`);
  }
}

const fake = { __proto__: Map.prototype, [Symbol.toStringTag]: 'Uint8Array' };
for (const value of [fake, null, undefined, 1, 'x', Symbol(), {}, []]) {
  for (const name of Object.keys(types)) assert.strictEqual(types[name](value), false, name);
}
assert.ok(types.isMap(Object.setPrototypeOf(new Map(), null)));
assert.ok(types.isDate(vm.runInNewContext('new Date()')));
assert.ok(types.isUint8Array(vm.runInNewContext('new Uint8Array()')));
