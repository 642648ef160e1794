'use strict';

// ECMAScript library features (2023 to 2025) that V8 may lack, written from the specification.
//
// Each is installed only if it is missing, with the attributes, name and length of a built-in:
// non-enumerable, no `prototype` property, not a constructor. Functions are therefore method
// definitions in object literals. They keep working when a program replaces methods of the built-in
// prototypes: what they need was captured when these modules were loaded (intrinsics.js).
//
// These modules belong to the realm they are compiled in. A new context which should have the
// features compiles them anew in that context; `install` is then given its global object.
//
// Symbol.dispose and Symbol.asyncDispose come from internal/util, which needs them before.
//
// Cost: nothing at start, for the result is part of the snapshot.

const parts = [
  require('internal/polyfills/array'),
  require('internal/polyfills/typed_array'),
  require('internal/polyfills/group_by'),
  require('internal/polyfills/promise'),
  require('internal/polyfills/from_async'),
  require('internal/polyfills/set'),
  require('internal/polyfills/iterator'),
  require('internal/polyfills/array_buffer'),
  require('internal/polyfills/base64'),
  require('internal/polyfills/text'),
  require('internal/polyfills/number'),
];

/**
 * Adds what is missing to the built-ins of this realm.
 * @param {object} global its global object
 */
function install(global) {
  for (const part of parts) part.install(global);
}

module.exports = { install };
