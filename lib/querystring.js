'use strict';

// Query strings: `a=1&b=2` to an object and back.
//
// parse() finds separators with indexOf and decodes a part only if it contains "%" or "+".
// stringify() and parse() reach escape() and unescape() through the module's exports, because
// programs replace them there. Cost: O(length) for both, one slice for a part.

const { makeKeepTable, percentDecode, percentEncode } = require('internal/querystring');

const kDefaultMaxKeys = 1000;
const kEncoded = /%[\da-f]{2}/i;
const kKeep = makeKeepTable('!\'()*-._~');

const querystring = module.exports = {
  /**
   * Percent-decodes into a Buffer; never throws.
   * @param {string} s
   * @param {boolean} [decodeSpaces] whether "+" becomes a space
   * @returns {Buffer}
   */
  unescapeBuffer(s, decodeSpaces) {
    return percentDecode(s, Boolean(decodeSpaces));
  },

  unescape: qsUnescape,
  escape: qsEscape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};

/**
 * Percent-decodes; what is not valid is decoded as far as it can be.
 * Node: querystring.unescape(str).
 * @param {string} s
 * @param {boolean} [decodeSpaces]
 * @returns {string}
 */
function qsUnescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return querystring.unescapeBuffer(s, decodeSpaces).toString();
  }
}

/**
 * Percent-encodes for a query string. Node: querystring.escape(str). Throws ERR_INVALID_URI.
 * @param {any} str
 * @returns {string}
 */
function qsEscape(str) {
  if (typeof str !== 'string') str = typeof str === 'object' ? String(str) : `${str}`;
  return percentEncode(str, kKeep);
}

/** The text of a value: only finite numbers, strings, booleans and bigints have one. */
function primitiveText(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return Number.isFinite(value) ? `${value}` : '';
    case 'bigint': return `${value}`;
    case 'boolean': return value ? 'true' : 'false';
    default: return '';
  }
}

/**
 * The query string of an object. Node: querystring.stringify(obj[, sep[, eq[, options]]]).
 * Throws ERR_INVALID_URI.
 * @param {Record<string, any>} obj
 * @param {string} [sep]
 * @param {string} [eq]
 * @param {{encodeURIComponent?: (text: string) => string}} [options]
 * @returns {string}
 */
function stringify(obj, sep, eq, options) {
  if (obj === null || typeof obj !== 'object') return '';
  sep ||= '&';
  eq ||= '=';
  const custom = options?.encodeURIComponent;
  const encode = typeof custom === 'function' ? custom : querystring.escape;
  // The built-in encoder need not be asked about what never needs encoding.
  const builtin = encode === qsEscape;
  let out = '';
  for (const key of Object.keys(obj)) {
    const value = obj[key];
    const name = `${encode(key)}${eq}`;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        if (out !== '') out += sep;
        out += name + encodeValue(value[i], encode, builtin);
      }
    } else {
      if (out !== '') out += sep;
      out += name + encodeValue(value, encode, builtin);
    }
  }
  return out;
}

function encodeValue(value, encode, builtin) {
  const text = primitiveText(value);
  if (builtin && (text === '' || typeof value === 'boolean')) return text;
  return encode(text);
}

function decodePart(text, decode) {
  try {
    return decode(text);
  } catch {
    return querystring.unescape(text, true);
  }
}

function add(result, name, value) {
  const old = result[name];
  if (old === undefined) result[name] = value;
  else if (typeof old === 'string') result[name] = [old, value];
  else old.push(value);
}

/**
 * An object of the names and values; it has no prototype. Values of a repeated name are in an
 * array. Node: querystring.parse(str[, sep[, eq[, options]]]).
 * @param {string} str
 * @param {string} [sep]
 * @param {string} [eq]
 * @param {{maxKeys?: number, decodeURIComponent?: (text: string) => string}} [options]
 * @returns {Record<string, string | string[]>}
 */
function parse(str, sep, eq, options) {
  const result = { __proto__: null };
  if (typeof str !== 'string' || str.length === 0) return result;
  sep = sep ? String(sep) : '&';
  eq = eq ? String(eq) : '=';
  let left = kDefaultMaxKeys;
  if (options && typeof options.maxKeys === 'number') {
    // Not positive means unlimited.
    left = options.maxKeys > 0 ? options.maxKeys : Infinity;
  }
  const custom = typeof options?.decodeURIComponent === 'function' ?
    options.decodeURIComponent : undefined;
  const decode = custom ?? querystring.unescape;
  const always = decode !== qsUnescape;
  // A custom decoder gets the space as it came over the wire.
  const space = always ? '%20' : ' ';
  const read = (text) => {
    if (text === '') return text;
    if (text.includes('+')) text = text.replaceAll('+', space);
    return always || (text.includes('%') && kEncoded.test(text)) ? decodePart(text, decode) : text;
  };
  for (let from = 0; left > 0;) {
    let end = sep === '' ? -1 : str.indexOf(sep, from);
    if (end === -1) end = str.length;
    if (end > from) {
      const pair = str.slice(from, end);
      const split = pair.indexOf(eq);
      if (split === -1) add(result, read(pair), '');
      else add(result, read(pair.slice(0, split)), read(pair.slice(split + eq.length)));
    }
    left--; // Empty pairs count.
    if (end === str.length) break;
    from = end + sep.length;
  }
  return result;
}
