'use strict';

// Math.f16round (ECMA-262 21.3.2.17) and Error.isError (20.5.2.1).

const { addMissing } = require('internal/polyfills/intrinsics');

const kMaxFinite = 65520; // From here on the nearest half-precision number is infinite.
const kMinNormal = 2 ** -14;
const kMinQuantum = 2 ** -24;

const view = new Float64Array(1);
const words = new Uint32Array(view.buffer);
const kHighWord = new Uint8Array(new Uint16Array([1]).buffer)[0];

/** The distance between half-precision numbers at `magnitude`. */
function quantum(magnitude) {
  if (magnitude < kMinNormal) return kMinQuantum;
  // The power of two not above it, without its eleven significant bits' weight.
  view[0] = magnitude;
  words[kHighWord] &= 0x7ff00000;
  words[1 - kHighWord] = 0;
  return view[0] * 2 ** -10;
}

const mathMethods = {
  f16round(x) {
    const number = +x;
    const magnitude = number < 0 ? -number : number;
    if (number === 0 || number !== number || magnitude === Infinity) return number;
    if (magnitude >= kMaxFinite) return number < 0 ? -Infinity : Infinity;
    const step = quantum(magnitude);
    // Powers of two: neither the quotient nor the product is rounded.
    const quotient = magnitude / step;
    let rounded = quotient - (quotient % 1);
    const rest = quotient - rounded;
    if (rest > 0.5 || (rest === 0.5 && rounded % 2 === 1)) rounded++;
    return number < 0 ? -(rounded * step) : rounded * step;
  },
};

const errorMethods = {
  isError(arg) {
    return binding('util').isNativeError(arg);
  },
};

/** @param {object} global */
function install({ Math, Error }) {
  addMissing(Math, mathMethods);
  addMissing(Error, errorMethods);
}

module.exports = { install };
