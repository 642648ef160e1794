'use strict';

// What the command line said. Values are read once: they cannot change after start.

const cache = new Map();

/**
 * The value of a command line option.
 * @param {string} name the long name with its dashes, e.g. '--unhandled-rejections'
 * @returns {boolean | string | number | string[] | undefined} undefined when there is no such
 *   option
 */
function getOptionValue(name) {
  let value = cache.get(name);
  if (value === undefined) {
    value = binding('options').get(name);
    cache.set(name, value);
  }
  return value;
}

module.exports = { getOptionValue };
