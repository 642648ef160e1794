'use strict';

// Whether a stream shows colors, and the escape sequences that modules without inspect use.

/**
 * Does FORCE_COLOR (https://force-color.org and Node documentation, tty) ask for colors?
 * @param {string} value
 * @returns {boolean}
 */
function isForced(value) {
  return value === '' || value === '1' || value === 'true' || value === '2' || value === '3';
}

/**
 * FORCE_COLOR decides; without it the stream must be a terminal of at least 16 colors.
 * @param {any} stream
 * @returns {boolean}
 */
function shouldColorize(stream) {
  const { FORCE_COLOR } = process.env;
  if (FORCE_COLOR !== undefined) return isForced(FORCE_COLOR);
  return Boolean(stream?.isTTY &&
    (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true));
}

const sequences = {
  __proto__: null,
  blue: '\u001b[34m',
  green: '\u001b[32m',
  white: '\u001b[39m',
  yellow: '\u001b[33m',
  red: '\u001b[31m',
  gray: '\u001b[90m',
  clear: '\u001bc',
  reset: '\u001b[0m',
};

module.exports = {
  shouldColorize,
  hasColors: false,
  blue: '',
  green: '',
  white: '',
  yellow: '',
  red: '',
  gray: '',
  clear: '',
  reset: '',

  /** Fills in the sequences if stderr shows colors, empties them if not. */
  refresh() {
    const hasColors = shouldColorize(process.stderr);
    for (const name of Object.keys(sequences)) {
      module.exports[name] = hasColors ? sequences[name] : '';
    }
    module.exports.hasColors = hasColors;
  },
};
