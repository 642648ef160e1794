'use strict';

// ArrayBuffer.prototype.transfer, transferToFixedLength, detached (ECMA-262 25.1.6). Moving a
// buffer that keeps its length is O(1): the memory changes hands.

const {
  addMissing, getOwnPropertyDescriptor, toIndex, uncurryThis,
} = require('internal/polyfills/intrinsics');

const OriginalArrayBuffer = ArrayBuffer;
const OriginalUint8Array = Uint8Array;
const { prototype } = ArrayBuffer;
const byteLengthOf = uncurryThis(getOwnPropertyDescriptor(prototype, 'byteLength').get);
const set = uncurryThis(Uint8Array.prototype.set);

function isDetached(buffer) {
  if (byteLengthOf(buffer) > 0) return false;
  try {
    // Nothing can be constructed over a detached buffer.
    return new OriginalUint8Array(buffer) === undefined;
  } catch {
    return true;
  }
}

/** ArrayBufferCopyAndDetach (25.1.3.5). */
function copyAndDetach(buffer, newLength, name) {
  const oldLength = byteLengthOf(buffer); // Throws for anything but an ArrayBuffer.
  const length = newLength === undefined ? oldLength : toIndex(newLength);
  if (isDetached(buffer)) {
    throw new TypeError(
      `Cannot perform ArrayBuffer.prototype.${name} on a detached ArrayBuffer`);
  }
  const native = binding('polyfill');
  if (!native.isDetachable(buffer)) {
    throw new TypeError(`Cannot perform ArrayBuffer.prototype.${name} on this ArrayBuffer`);
  }
  const current = byteLengthOf(buffer); // The conversion of the argument may have detached it.
  if (length === current) return native.moveBuffer(buffer);
  const result = new OriginalArrayBuffer(length);
  const kept = length < current ? length : current;
  if (kept > 0) set(new OriginalUint8Array(result), new OriginalUint8Array(buffer, 0, kept));
  native.detach(buffer);
  return result;
}

const methods = {
  get detached() {
    return isDetached(this);
  },

  transfer(newLength = undefined) {
    return copyAndDetach(this, newLength, 'transfer');
  },

  transferToFixedLength(newLength = undefined) {
    return copyAndDetach(this, newLength, 'transferToFixedLength');
  },
};

function install() {
  addMissing(prototype, methods);
}

module.exports = { install };
