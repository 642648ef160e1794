'use strict';

// The part of the public module `http` that needs no parser: what messages that came in look like,
// the names of methods and statuses, the checks of header fields. Clients and servers are there by
// name and throw ERR_FEATURE_NOT_AVAILABLE, so that programs which only refer to them run.
// Source: Node.js documentation, "HTTP".

const { codes } = require('internal/errors');
const { validateInteger } = require('internal/validators');
const { IncomingMessage } = require('internal/http/incoming');

/** Upper-cased, sorted. */
const METHODS = [
  'ACL', 'BIND', 'CHECKOUT', 'CONNECT', 'COPY', 'DELETE', 'GET', 'HEAD', 'LINK', 'LOCK', 'M-SEARCH',
  'MERGE', 'MKACTIVITY', 'MKCALENDAR', 'MKCOL', 'MOVE', 'NOTIFY', 'OPTIONS', 'PATCH', 'POST',
  'PROPFIND', 'PROPPATCH', 'PURGE', 'PUT', 'QUERY', 'REBIND', 'REPORT', 'SEARCH', 'SOURCE',
  'SUBSCRIBE', 'TRACE', 'UNBIND', 'UNLINK', 'UNLOCK', 'UNSUBSCRIBE',
];

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

/**
 * @param {string} name
 * @param {string} [label] what the error calls it
 * @returns {void}
 * @throws {TypeError} ERR_INVALID_HTTP_TOKEN
 */
function validateHeaderName(name, label = 'Header name') {
  if (typeof name !== 'string' || !token.test(name)) {
    throw new codes.ERR_INVALID_HTTP_TOKEN(label, name);
  }
}

/**
 * @param {string} name
 * @param {any} value
 * @returns {void}
 * @throws {TypeError} ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR
 */
function validateHeaderValue(name, value) {
  if (value === undefined) throw new codes.ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (badInValue.test(value)) throw new codes.ERR_INVALID_CHAR('header content', name);
}

/**
 * Idle parsers that are kept: there are none.
 * @param {number} max
 * @returns {void}
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function setMaxIdleHTTPParsers(max) {
  validateInteger(max, 'max', 1);
}

/** A function, usable as a base class, that throws when it is called or constructed. */
function missing(name) {
  const named = {
    [name]: function() {
      throw new codes.ERR_FEATURE_NOT_AVAILABLE(`http.${name}`);
    },
  };
  return named[name];
}

module.exports = {
  METHODS,
  STATUS_CODES,
  IncomingMessage,
  maxHeaderSize: 16 * 1024,
  setMaxIdleHTTPParsers,
  validateHeaderName,
  validateHeaderValue,
};
for (const name of ['Agent', 'ClientRequest', 'OutgoingMessage', 'Server', 'ServerResponse',
                    'createServer', 'get', 'request']) {
  module.exports[name] = missing(name);
}
// Not enumerable: who copies the module does not ask for it.
Object.defineProperty(module.exports, 'globalAgent', {
  configurable: true,
  get() { throw new codes.ERR_FEATURE_NOT_AVAILABLE('http.globalAgent'); },
});
