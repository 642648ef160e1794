'use strict';

// What net, dgram, dns, tls and http share: IP addresses as text and as numbers, and the handles of
// sockets and pipes.
//
// Addresses are parsed by hand, one pass over the characters, because isIP() stands before every
// connect() and every header that names a host: no regular expression, no allocation for the test.

const { codes: { ERR_INVALID_FD_TYPE } } = require('internal/errors');

const kDot = 0x2e;
const kColon = 0x3a;

function isDigit(code) {
  return code >= 0x30 && code <= 0x39;
}

function hexValue(code) {
  if (isDigit(code)) return code - 0x30;
  code |= 0x20;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}

/**
 * @param {string} text
 * @param {number} [from] where the address begins; it ends with `to`
 * @param {number} [to]
 * @returns {number} the address as an unsigned number, -1 when it is none
 */
function parseIPv4(text, from = 0, to = text.length) {
  let address = 0;
  let parts = 0;
  let i = from;
  while (parts < 4) {
    const start = i;
    let part = 0;
    while (i < to && isDigit(text.charCodeAt(i))) {
      part = part * 10 + text.charCodeAt(i) - 0x30;
      if (++i - start > 3) return -1;
    }
    if (i === start || part > 255 || (i - start > 1 && text.charCodeAt(start) === 0x30)) return -1;
    address = address * 256 + part;
    parts++;
    if (parts < 4 && text.charCodeAt(i++) !== kDot) return -1;
  }
  return i === to ? address : -1;
}

// A scope: what `%` begins.
function isScope(text, from) {
  if (from === text.length) return false;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const lower = code | 0x20;
    if (!isDigit(code) && !(lower >= 0x61 && lower <= 0x7a) && code !== 0x2d && code !== kDot &&
        code !== kColon) {
      return false;
    }
  }
  return true;
}

/**
 * @param {string} text
 * @param {Uint16Array} [groups] filled in with the eight groups, without the scope
 * @returns {boolean} whether it is an IPv6 address. Source: RFC 4291, 2.2; RFC 4007, 11.
 */
function parseIPv6(text, groups) {
  let { length } = text;
  const percent = text.indexOf('%');
  if (percent !== -1) {
    if (!isScope(text, percent + 1)) return false;
    length = percent;
  }
  let count = 0; // groups so far
  let gap = -1; // the group at which `::` stands
  let i = 0;
  if (text.charCodeAt(0) === kColon) {
    if (length < 2 || text.charCodeAt(1) !== kColon) return false;
    gap = 0;
    i = 2;
  }
  while (i < length) {
    const start = i;
    let group = 0;
    for (let digit; i < length && (digit = hexValue(text.charCodeAt(i))) !== -1; i++) {
      group = group * 16 + digit;
    }
    const next = i < length ? text.charCodeAt(i) : 0;
    if (next === kDot) {
      // The last four bytes may be written as an IPv4 address.
      const tail = parseIPv4(text, start, length);
      if (tail === -1 || count > 6) return false;
      if (groups !== undefined) {
        groups[count] = tail >>> 16;
        groups[count + 1] = tail & 0xffff;
      }
      count += 2;
      i = length;
      break;
    }
    if (i === start || i - start > 4 || count === 8) return false;
    if (groups !== undefined) groups[count] = group;
    count++;
    if (i === length) break;
    if (next !== kColon) return false;
    i++;
    if (i < length && text.charCodeAt(i) === kColon) {
      if (gap !== -1) return false;
      gap = count;
      i++;
    } else if (i === length) {
      return false;
    }
  }
  if (gap === -1) return count === 8;
  if (count > 7) return false;
  if (groups !== undefined) {
    groups.copyWithin(8 - (count - gap), gap, count);
    groups.fill(0, gap, 8 - (count - gap));
  }
  return true;
}

/**
 * The groups as text: the longest run of zeros (of at least two) is `::`, addresses that carry an
 * IPv4 address end like one.
 * @param {Uint16Array} groups
 * @returns {string}
 */
function formatIPv6(groups) {
  let gap = -1;
  let gapLength = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > gapLength) {
      gap = i;
      gapLength = end - i;
    }
    if (end > i) i = end;
  }
  const carriesIPv4 = gap === 0 &&
    (gapLength === 6 || (gapLength === 5 && groups[5] === 0xffff));
  const last = carriesIPv4 ? 6 : 8;
  let text = '';
  for (let i = 0; i < last; i++) {
    if (i === gap) {
      text += '::';
      i += gapLength - 1;
    } else {
      if (text !== '' && !text.endsWith('::')) text += ':';
      text += groups[i].toString(16);
    }
  }
  if (!carriesIPv4) return text;
  if (!text.endsWith(':')) text += ':';
  return text + formatIPv4(groups[6] * 65536 + groups[7]);
}

/**
 * @param {number} address
 * @returns {string}
 */
function formatIPv4(address) {
  return `${address >>> 24}.${address >>> 16 & 255}.${address >>> 8 & 255}.${address & 255}`;
}

/**
 * @param {any} input
 * @returns {boolean} Source: Node doc, net.isIPv4()
 */
function isIPv4(input) {
  return parseIPv4(typeof input === 'string' ? input : `${input}`) !== -1;
}

/**
 * @param {any} input
 * @returns {boolean} Source: Node doc, net.isIPv6()
 */
function isIPv6(input) {
  return parseIPv6(typeof input === 'string' ? input : `${input}`);
}

/**
 * @param {any} input
 * @returns {0 | 4 | 6} Source: Node doc, net.isIP()
 */
function isIP(input) {
  const text = typeof input === 'string' ? input : `${input}`;
  if (parseIPv4(text) !== -1) return 4;
  return parseIPv6(text) ? 6 : 0;
}

// --- Handles ---

// The classes hold templates, so they are asked for after start only.
let TCP;
let Pipe;
let pipeTypes;

/** @returns {any} a TCP handle without a socket yet */
function newTcp() {
  TCP ??= binding('tcp').TCP;
  return new TCP();
}

function pipe() {
  if (Pipe === undefined) {
    pipeTypes = binding('pipe');
    ({ Pipe } = pipeTypes);
  }
  return Pipe;
}

/** @returns {any} a pipe handle to connect or to open a descriptor with */
function newPipe() {
  const Class = pipe();
  return new Class(pipeTypes.SOCKET);
}

/** @returns {any} a pipe handle to listen with */
function newPipeServer() {
  const Class = pipe();
  return new Class(pipeTypes.SERVER);
}

/**
 * @param {any} handle
 * @returns {boolean}
 */
function isTcpHandle(handle) {
  return TCP !== undefined && handle instanceof TCP;
}

/**
 * @param {any} handle
 * @returns {boolean}
 */
function isPipeHandle(handle) {
  return Pipe !== undefined && handle instanceof Pipe;
}

/**
 * A fresh handle of the kind that `fd` is; open() is left to the caller.
 * @param {number} fd
 * @param {boolean} isServer
 * @returns {any}
 * @throws {TypeError} ERR_INVALID_FD_TYPE
 */
function newHandleForFd(fd, isServer) {
  const type = binding('fs').guessHandleType(fd);
  if (type === 'PIPE') return isServer ? newPipeServer() : newPipe();
  if (type === 'TCP') return newTcp();
  throw new ERR_INVALID_FD_TYPE(type);
}

/** Marks the array that normalizeArgs() returns, so that it may go through connect() again. */
const kNormalizedArgs = Symbol('normalizedArgs');

function toPort(value) {
  const number = Number(value);
  return number >= 0 ? number : false;
}

function isPipeName(value) {
  return typeof value === 'string' && toPort(value) === false;
}

/**
 * The arguments of connect() and listen() in all their forms:
 * ([port][, host][, ...][, callback]), (path[, ...][, callback]), (options[, ...][, callback]).
 * @param {any[]} args
 * @returns {any[]} [options, callback or null]
 */
function normalizeArgs(args) {
  if (args.length === 0) {
    const empty = [{}, null];
    empty[kNormalizedArgs] = true;
    return empty;
  }
  const [first] = args;
  let options = {};
  if (typeof first === 'object' && first !== null) {
    options = first;
  } else if (isPipeName(first)) {
    options.path = first;
  } else {
    options.port = first;
    if (args.length > 1 && typeof args[1] === 'string') options.host = args[1];
  }
  const callback = args[args.length - 1];
  const normalized = [options, typeof callback === 'function' ? callback : null];
  normalized[kNormalizedArgs] = true;
  return normalized;
}

module.exports = {
  formatIPv4,
  formatIPv6,
  isIP,
  isIPv4,
  isIPv6,
  isPipeHandle,
  isPipeName,
  isTcpHandle,
  kNormalizedArgs,
  newHandleForFd,
  newPipe,
  newPipeServer,
  newTcp,
  normalizeArgs,
  parseIPv4,
  parseIPv6,
  toPort,
};
