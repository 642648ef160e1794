'use strict';

// CountQueuingStrategy and ByteLengthQueuingStrategy (WHATWG Streams, section 7).

const { codes: { ERR_MISSING_OPTION } } = require('internal/errors');
const { validateObject } = require('internal/validators');
const {
  kState, kType, isBrand, requireThis, customInspect, customInspectSymbol, finishInterface,
} = require('internal/webstreams/util');

// Both size functions are the same for all instances, and have the names that the standard states.
const byteSize = Object.defineProperty((chunk) => chunk.byteLength, 'name', { value: 'size' });
const countSize = Object.defineProperty(() => 1, 'name', { value: 'size' });

function init(strategy, type, options) {
  validateObject(options, 'init');
  if (options.highWaterMark === undefined) throw new ERR_MISSING_OPTION('init.highWaterMark');
  strategy[kType] = type;
  strategy[kState] = { highWaterMark: +options.highWaterMark };
}

const isByteLength = isBrand('ByteLengthQueuingStrategy');
const isCount = isBrand('CountQueuingStrategy');

class ByteLengthQueuingStrategy {
  /**
   * @param {{ highWaterMark: number }} init
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_MISSING_OPTION
   */
  constructor(init_) {
    init(this, 'ByteLengthQueuingStrategy', init_);
  }

  /** @returns {number} */
  get highWaterMark() {
    requireThis(this, isByteLength, 'ByteLengthQueuingStrategy');
    return this[kState].highWaterMark;
  }

  /** @returns {(chunk: any) => number} */
  get size() {
    requireThis(this, isByteLength, 'ByteLengthQueuingStrategy');
    return byteSize;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'ByteLengthQueuingStrategy', {
      highWaterMark: this.highWaterMark,
    });
  }
}
finishInterface(ByteLengthQueuingStrategy, ['highWaterMark', 'size']);

class CountQueuingStrategy {
  /**
   * @param {{ highWaterMark: number }} init
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_MISSING_OPTION
   */
  constructor(init_) {
    init(this, 'CountQueuingStrategy', init_);
  }

  /** @returns {number} */
  get highWaterMark() {
    requireThis(this, isCount, 'CountQueuingStrategy');
    return this[kState].highWaterMark;
  }

  /** @returns {() => number} */
  get size() {
    requireThis(this, isCount, 'CountQueuingStrategy');
    return countSize;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'CountQueuingStrategy', {
      highWaterMark: this.highWaterMark,
    });
  }
}
finishInterface(CountQueuingStrategy, ['highWaterMark', 'size']);

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };
