'use strict';

// What all of http shares: names of statuses, the checks of header fields, the date of a response,
// and symbols under which its classes know things of each other.
//
// Checks run for each field of each message. Names recur, so those that were found to be tokens are
// remembered, up to a number.

const { codes } = require('internal/errors');

/** The fields that will be sent: { lower-cased name: [name, value] }, or null. */
const kOutHeaders = Symbol('outHeaders');
/** Whether write() has returned false, so that 'drain' is owed. */
const kNeedDrain = Symbol('needDrain');
const kCorked = Symbol('corked');
const kUniqueHeaders = Symbol('uniqueHeaders');
const kErrored = Symbol('errored');
const kBytesWritten = Symbol('bytesWritten');

/** The standard reason phrases (IANA, HTTP Status Code Registry). */
const STATUS_CODES = {
  100: 'Continue', 101: 'Switching Protocols', 102: 'Processing', 103: 'Early Hints',
  200: 'OK', 201: 'Created', 202: 'Accepted', 203: 'Non-Authoritative Information',
  204: 'No Content', 205: 'Reset Content', 206: 'Partial Content', 207: 'Multi-Status',
  208: 'Already Reported', 226: 'IM Used',
  300: 'Multiple Choices', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other',
  304: 'Not Modified', 305: 'Use Proxy', 307: 'Temporary Redirect', 308: 'Permanent Redirect',
  400: 'Bad Request', 401: 'Unauthorized', 402: 'Payment Required', 403: 'Forbidden',
  404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable',
  407: 'Proxy Authentication Required', 408: 'Request Timeout', 409: 'Conflict', 410: 'Gone',
  411: 'Length Required', 412: 'Precondition Failed', 413: 'Payload Too Large',
  414: 'URI Too Long', 415: 'Unsupported Media Type', 416: 'Range Not Satisfiable',
  417: 'Expectation Failed', 418: "I'm a Teapot", 421: 'Misdirected Request',
  422: 'Unprocessable Entity', 423: 'Locked', 424: 'Failed Dependency', 425: 'Too Early',
  426: 'Upgrade Required', 428: 'Precondition Required', 429: 'Too Many Requests',
  431: 'Request Header Fields Too Large', 451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error', 501: 'Not Implemented', 502: 'Bad Gateway',
  503: 'Service Unavailable', 504: 'Gateway Timeout', 505: 'HTTP Version Not Supported',
  506: 'Variant Also Negotiates', 507: 'Insufficient Storage', 508: 'Loop Detected',
  509: 'Bandwidth Limit Exceeded', 510: 'Not Extended', 511: 'Network Authentication Required',
};

// RFC 9110, section 5.6.2 (token) and section 5.5 (field values).
const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const badInValue = /[^\t\x20-\x7e\x80-\xff]/;

const kKnownTokens = 1000;
const knownTokens = new Set();

/**
 * @param {any} value
 * @returns {boolean} whether it is a token of HTTP: the name of a field or a method
 */
function isToken(value) {
  if (knownTokens.has(value)) return true;
  if (typeof value !== 'string' || !token.test(value)) return false;
  if (knownTokens.size < kKnownTokens && value.length < 64) knownTokens.add(value);
  return true;
}

/**
 * @param {any} value
 * @returns {boolean} whether it has a character that may not stand in the value of a field
 */
function hasInvalidChar(value) {
  return badInValue.test(value);
}

/**
 * Source: Node doc, http.validateHeaderName().
 * @param {string} name
 * @param {string} [label] what the error calls it
 * @returns {void}
 * @throws {TypeError} ERR_INVALID_HTTP_TOKEN
 */
function validateHeaderName(name, label) {
  if (!isToken(name)) throw new codes.ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
}

/**
 * Source: Node doc, http.validateHeaderValue().
 * @param {string} name
 * @param {any} value
 * @returns {void}
 * @throws {TypeError} ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR
 */
function validateHeaderValue(name, value) {
  if (value === undefined) throw new codes.ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (badInValue.test(value)) throw new codes.ERR_INVALID_CHAR('header content', name);
}

let dateSecond = 0;
let dateText = '';

/** @returns {string} now, as the field `Date` has it; made anew once a second */
function utcDate() {
  const now = Date.now();
  const second = Math.floor(now / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(now).toUTCString();
  }
  return dateText;
}

/**
 * The names of a list of fields, in lower case.
 * @param {any} list
 * @returns {Set<string> | null} null for no list
 */
function parseUniqueHeaders(list) {
  if (!Array.isArray(list)) return null;
  const unique = new Set();
  for (const name of list) unique.add(`${name}`.toLowerCase());
  return unique;
}

/**
 * Observers of 'http' entries (perf_hooks), undefined while there are none.
 * @returns {any}
 */
function httpObserver() {
  const observe = require('internal/perf/observe');
  return observe.hasObserver('http') ? observe : undefined;
}

module.exports = {
  STATUS_CODES,
  hasInvalidChar,
  httpObserver,
  isToken,
  kBytesWritten,
  kCorked,
  kErrored,
  kNeedDrain,
  kOutHeaders,
  kUniqueHeaders,
  parseUniqueHeaders,
  utcDate,
  validateHeaderName,
  validateHeaderValue,
};
