'use strict';

/**
 * Throws if `value` is falsy: for what the library believes about itself, never about arguments.
 * @param {any} value
 * @param {string} [message]
 * @throws {Error} ERR_INTERNAL_ASSERTION
 */
function assert(value, message) {
  if (!value) {
    const { ERR_INTERNAL_ASSERTION } = require('internal/errors').codes;
    throw new ERR_INTERNAL_ASSERTION(message);
  }
}

/**
 * Says that this place is never reached.
 * @param {string} [message]
 * @throws {Error} ERR_INTERNAL_ASSERTION
 */
function fail(message) {
  assert(false, message);
}

assert.fail = fail;

module.exports = assert;
