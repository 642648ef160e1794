'use strict';

// A Transform that becomes one when its stream side is first touched. Most hashes and ciphers are
// used through update() and digest() only; building the two halves of a stream for them would cost
// several times what hashing a short text does.
//
// Every method of a stream looks at `_readableState` or `_writableState` before anything else.
// These are accessors on the prototype here; the first look replaces them by own properties.

const { Transform } = require('stream');

/**
 * @param {object} [options] those of Transform
 */
function LazyTransform(options) {
  this._options = options;
}
Object.setPrototypeOf(LazyTransform.prototype, Transform.prototype);
Object.setPrototypeOf(LazyTransform, Transform);

// True on those that have become streams.
const kIsStream = Symbol('kIsStream');

function becomeStream(self) {
  Object.defineProperty(self, kIsStream, { value: true });
  Transform.call(self, self._options);
  // Strings reach _transform() as they are: update() converts them without a Buffer in between.
  self._writableState.decodeStrings = false;
}

for (const name of ['_readableState', '_writableState']) {
  Object.defineProperty(LazyTransform.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      becomeStream(this);
      return this[name];
    },
    set(value) {
      Object.defineProperty(this, name, {
        value, writable: true, enumerable: true, configurable: true,
      });
    },
  });
}

LazyTransform.prototype[kIsStream] = false;

module.exports = { LazyTransform, kIsStream };
