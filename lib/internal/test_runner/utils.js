'use strict';

// Small parts of the test runner.

const {
  codes: { ERR_INVALID_ARG_VALUE },
} = require('internal/errors');

const testFilePattern = /^test$|^test-.+|.+[.\-_]test$/;
const testFileExtensions = ['.js', '.cjs', '.mjs'];

/**
 * Whether a file is a test file by its name (Node doc, "Running tests from the command line").
 * @param {string} path
 * @returns {boolean}
 */
function doesPathMatchFilter(path) {
  const { basename, extname } = require('path');
  const extension = extname(path);
  return testFileExtensions.includes(extension) &&
    testFilePattern.test(basename(path, extension));
}

/**
 * Makes a RegExp of `/pattern/flags`, or of the text itself.
 * @param {string} text
 * @param {string} name for the error
 * @returns {RegExp}
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function convertStringToRegExp(text, name) {
  const match = /^\/(.*)\/([a-z]*)$/.exec(text);
  try {
    return match === null ? new RegExp(text) : new RegExp(match[1], match[2]);
  } catch (error) {
    const reason = error?.message;
    throw new ERR_INVALID_ARG_VALUE(
      name, text, `is an invalid regular expression.${reason ? ` ${reason}` : ''}`);
  }
}

module.exports = { convertStringToRegExp, doesPathMatchFilter, testFileExtensions };
