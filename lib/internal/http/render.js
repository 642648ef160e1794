'use strict';

// The head of a message that goes out, as text.
//
// The fields that the program has set come first, as they were spelled; while they are written,
// what decides about the framing of the message is noted: is there a Connection, a Content-Length,
// a Transfer-Encoding? Then come the fields that the program has left to us. Source: RFC 9112,
// sections 6 and 9; Node doc, Class: http.ServerResponse and Class: http.ClientRequest.

const {
  codes: { ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  kOutHeaders, kUniqueHeaders, utcDate, validateHeaderName, validateHeaderValue,
} = require('internal/http/common');

const saysClose = /(?:^|\W)close(?:$|\W)/i;
const saysChunked = /(?:^|\W)chunked(?:$|\W)/i;

// The fields that mean something to us, by the length of their names, so that most are passed by.
const kConnection = 1;
const kContentLength = 2;
const kTransferEncoding = 4;
const kDate = 8;
const kExpect = 16;
const kTrailer = 32;
const kKeepAlive = 64;

function kindOf(name) {
  switch (name.length) {
    case 4: return name.toLowerCase() === 'date' ? kDate : 0;
    case 6: return name.toLowerCase() === 'expect' ? kExpect : 0;
    case 7: return name.toLowerCase() === 'trailer' ? kTrailer : 0;
    case 10: {
      const lower = name.toLowerCase();
      if (lower === 'connection') return kConnection;
      return lower === 'keep-alive' ? kKeepAlive : 0;
    }
    case 14: return name.toLowerCase() === 'content-length' ? kContentLength : 0;
    case 17: return name.toLowerCase() === 'transfer-encoding' ? kTransferEncoding : 0;
    default: return 0;
  }
}

/** Takes note of a field. Returns its kind. */
function note(message, name, value) {
  const kind = kindOf(name);
  switch (kind) {
    case kConnection:
      message._removedConnection = false;
      if (saysClose.test(value)) message._last = true;
      else message.shouldKeepAlive = true;
      break;
    case kTransferEncoding:
      message._removedTE = false;
      if (saysChunked.test(value)) message.chunkedEncoding = true;
      break;
    case kContentLength:
      message._contentLength = +value;
      message._removedContLen = false;
      break;
    case kKeepAlive:
      message._defaultKeepAlive = false;
      break;
  }
  return kind;
}

function isCookie(name) {
  return name.length === 6 && name.toLowerCase() === 'cookie';
}

class Head {
  constructor(message, firstLine) {
    this.message = message;
    this.text = firstLine;
    this.kinds = 0;
  }

  line(name, value, validates) {
    if (validates) validateHeaderValue(name, value);
    this.text += `${name}: ${value}\r\n`;
    this.kinds |= note(this.message, name, value);
  }

  field(name, value, validates) {
    if (validates) validateHeaderName(name);
    if (!Array.isArray(value)) {
      this.line(name, value, validates);
      return;
    }
    const unique = this.message[kUniqueHeaders];
    if ((value.length < 2 || !isCookie(name)) && !unique?.has(name.toLowerCase())) {
      for (const one of value) this.line(name, one, validates);
    } else {
      // Cookies in one field: RFC 6265, section 5.4.
      this.line(name, value.join('; '), validates);
    }
  }
}

/**
 * Makes the text of a head, in `message._header`.
 * @param {any} message
 * @param {string} firstLine
 * @param {any} headers message[kOutHeaders], or what the caller of writeHead() gave: an object, a
 *   list of pairs, or a flat list
 * @returns {boolean} whether it is to be sent before there is a body, since it asks for an answer
 * @throws {Error} ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_VALUE, ERR_INVALID_HTTP_TOKEN,
 *   ERR_INVALID_CHAR, ERR_HTTP_INVALID_HEADER_VALUE
 */
function storeHead(message, firstLine, headers) {
  const head = new Head(message, firstLine);
  if (headers) {
    if (headers === message[kOutHeaders]) {
      // They were checked when they were set.
      for (const key in headers) {
        const entry = headers[key];
        head.field(entry[0], entry[1], false);
      }
    } else if (Array.isArray(headers)) {
      if (headers.length > 0 && Array.isArray(headers[0])) {
        for (const [name, value] of headers) head.field(name, value, true);
      } else {
        if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
        for (let i = 0; i < headers.length; i += 2) head.field(headers[i], headers[i + 1], true);
      }
    } else {
      for (const name of Object.keys(headers)) head.field(name, headers[name], true);
    }
  }
  const { kinds } = head;
  let { text } = head;
  if (message.sendDate && (kinds & kDate) === 0) text += `Date: ${utcDate()}\r\n`;

  // These have no body, whatever the program says of its encoding: RFC 9110, section 6.4.1.
  if (message.chunkedEncoding && (message.statusCode === 204 || message.statusCode === 304)) {
    message.chunkedEncoding = false;
    message.shouldKeepAlive = false;
  }

  if (message._removedConnection) {
    message._last = !message.shouldKeepAlive;
  } else if ((kinds & kConnection) === 0) {
    const keeps = message.shouldKeepAlive &&
      ((kinds & kContentLength) !== 0 || message.useChunkedEncodingByDefault || message.agent);
    if (keeps && message.maxRequestsOnConnectionReached) {
      text += 'Connection: close\r\n';
    } else if (keeps) {
      text += 'Connection: keep-alive\r\n';
      if (message._keepAliveTimeout && message._defaultKeepAlive) {
        const most = ~~message._maxRequestsPerSocket > 0 ?
          `, max=${message._maxRequestsPerSocket}` : '';
        text += `Keep-Alive: timeout=${Math.floor(message._keepAliveTimeout / 1000)}${most}\r\n`;
      }
    } else {
      message._last = true;
      text += 'Connection: close\r\n';
    }
  }

  if ((kinds & (kContentLength | kTransferEncoding)) === 0) {
    if (!message._hasBody) {
      message.chunkedEncoding = false;
    } else if (!message.useChunkedEncodingByDefault) {
      message._last = true;
    } else if ((kinds & kTrailer) === 0 && !message._removedContLen &&
               typeof message._contentLength === 'number') {
      text += `Content-Length: ${message._contentLength}\r\n`;
    } else if (!message._removedTE) {
      text += 'Transfer-Encoding: chunked\r\n';
      message.chunkedEncoding = true;
    } else {
      // The end of the connection will tell where the body ends.
      message._last = true;
    }
  }

  // Only what is chunked has a place for trailers.
  if (!message.chunkedEncoding && (kinds & kTrailer) !== 0) throw new ERR_HTTP_TRAILER_INVALID();

  message._header = `${text}\r\n`;
  message._headerSent = false;
  return (kinds & kExpect) !== 0;
}

module.exports = { storeHead };
