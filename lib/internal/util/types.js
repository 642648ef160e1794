'use strict';

/*
 * Type predicates (Node documentation, util.types): what a value *is*, whatever its prototype or
 * its Symbol.toStringTag claim.
 *
 * Most ask the engine and cost one call into C++. Those for typed arrays read the getter of
 * %TypedArray%.prototype[Symbol.toStringTag], which looks at the internal slot, cannot be fooled
 * and is inlined by the engine's compiler.
 */

const native = binding('util');

const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const call = Function.prototype.call;
/** @type {(value: unknown) => string | undefined} */
const getTypedArrayName = call.bind(typedArrayName);

const isArrayBufferView = ArrayBuffer.isView;

/** @param {unknown} value @returns {boolean} */
function isTypedArray(value) { return getTypedArrayName(value) !== undefined; }

/** @param {unknown} value @returns {boolean} */
function isUint8Array(value) { return getTypedArrayName(value) === 'Uint8Array'; }

/** @param {unknown} value @returns {boolean} */
function isUint8ClampedArray(value) { return getTypedArrayName(value) === 'Uint8ClampedArray'; }

/** @param {unknown} value @returns {boolean} */
function isUint16Array(value) { return getTypedArrayName(value) === 'Uint16Array'; }

/** @param {unknown} value @returns {boolean} */
function isUint32Array(value) { return getTypedArrayName(value) === 'Uint32Array'; }

/** @param {unknown} value @returns {boolean} */
function isInt8Array(value) { return getTypedArrayName(value) === 'Int8Array'; }

/** @param {unknown} value @returns {boolean} */
function isInt16Array(value) { return getTypedArrayName(value) === 'Int16Array'; }

/** @param {unknown} value @returns {boolean} */
function isInt32Array(value) { return getTypedArrayName(value) === 'Int32Array'; }

/** @param {unknown} value @returns {boolean} */
function isFloat32Array(value) { return getTypedArrayName(value) === 'Float32Array'; }

/** @param {unknown} value @returns {boolean} */
function isFloat64Array(value) { return getTypedArrayName(value) === 'Float64Array'; }

/** @param {unknown} value @returns {boolean} */
function isBigInt64Array(value) { return getTypedArrayName(value) === 'BigInt64Array'; }

/** @param {unknown} value @returns {boolean} */
function isBigUint64Array(value) { return getTypedArrayName(value) === 'BigUint64Array'; }

// A KeyObject or CryptoKey can only exist once the module that defines it was loaded; until that
// module registers its predicates, "no" is the right answer.
let keyObjectPredicate;
let cryptoKeyPredicate;

/** @param {unknown} value @returns {boolean} */
function isKeyObject(value) {
  return keyObjectPredicate !== undefined && keyObjectPredicate(value);
}

/** @param {unknown} value @returns {boolean} */
function isCryptoKey(value) {
  return cryptoKeyPredicate !== undefined && cryptoKeyPredicate(value);
}

/**
 * For the crypto modules: supplies the predicates behind isKeyObject and isCryptoKey.
 * @param {{isKeyObject?: (value: unknown) => boolean, isCryptoKey?: (value: unknown) => boolean}}
 *   predicates
 */
function registerCryptoPredicates(predicates) {
  if (predicates.isKeyObject !== undefined) keyObjectPredicate = predicates.isKeyObject;
  if (predicates.isCryptoKey !== undefined) cryptoKeyPredicate = predicates.isCryptoKey;
}

module.exports = {
  isExternal: native.isExternal,
  isDate: native.isDate,
  isArgumentsObject: native.isArgumentsObject,
  isBigIntObject: native.isBigIntObject,
  isBooleanObject: native.isBooleanObject,
  isNumberObject: native.isNumberObject,
  isStringObject: native.isStringObject,
  isSymbolObject: native.isSymbolObject,
  isNativeError: native.isNativeError,
  isRegExp: native.isRegExp,
  isAsyncFunction: native.isAsyncFunction,
  isGeneratorFunction: native.isGeneratorFunction,
  isGeneratorObject: native.isGeneratorObject,
  isPromise: native.isPromise,
  isMap: native.isMap,
  isSet: native.isSet,
  isMapIterator: native.isMapIterator,
  isSetIterator: native.isSetIterator,
  isWeakMap: native.isWeakMap,
  isWeakSet: native.isWeakSet,
  isArrayBuffer: native.isArrayBuffer,
  isDataView: native.isDataView,
  isSharedArrayBuffer: native.isSharedArrayBuffer,
  isProxy: native.isProxy,
  isModuleNamespaceObject: native.isModuleNamespaceObject,
  isAnyArrayBuffer: native.isAnyArrayBuffer,
  isBoxedPrimitive: native.isBoxedPrimitive,
  isArrayBufferView,
  isTypedArray,
  isUint8Array,
  isUint8ClampedArray,
  isUint16Array,
  isUint32Array,
  isInt8Array,
  isInt16Array,
  isInt32Array,
  isFloat32Array,
  isFloat64Array,
  isBigInt64Array,
  isBigUint64Array,
  isKeyObject,
  isCryptoKey,
  getTypedArrayName,
  registerCryptoPredicates,
};
