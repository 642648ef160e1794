'use strict';

// The URL Standard (url.spec.whatwg.org): URL, URLSearchParams, and file URLs <-> paths.
//
// How it works. A parsed URL is one serialised string, the href, and six offsets into it:
//
//     https://user:pass@example.com:1234/foo/bar?baz#quux
//           |     |     |          |    |       |   |
//           |     |     hostStart  |    |       |   hashStart
//           |     userEnd    hostEnd    |       searchStart
//           schemeEnd                   pathStart
//
// Getters cut their part out of the href when asked. An absent part is an empty range; a URL has a
// host (perhaps the empty one) exactly when hostStart > schemeEnd, because then "//" stands
// between.
//
// Parsing first tries `parseCanonical`: one pass over a URL that is already in its serialised form,
// as nearly all are. It makes no string but the href (the input itself) and gives up
// at the first character that would need work. Then `parseGeneral` follows the standard's state
// machine, written as one function per state group rather than as a loop over single characters.
// Setters run the standard's state overrides and write the record anew.
//
// Cost: one object and one record for a URL; getters allocate one slice. A URL's searchParams are
// made on first use; changes through them are written back when the href or search is next read.

const { codes } = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

const kTab = 0x09;
const kNewline = 0x0a;
const kReturn = 0x0d;
const kSpace = 0x20;
const kHash = 0x23;
const kPercent = 0x25;
const kPlus = 0x2b;
const kDash = 0x2d;
const kDot = 0x2e;
const kSlash = 0x2f;
const kColon = 0x3a;
const kQuestion = 0x3f;
const kAt = 0x40;
const kBracketOpen = 0x5b;
const kBackslash = 0x5c;
const kBracketClose = 0x5d;

// Percent-encode sets (section 1.3), one bit each, and classes for the fast path.
const kSetC0 = 1;
const kSetFragment = 2;
const kSetQuery = 4;
const kSetSpecialQuery = 8;
const kSetPath = 16;
const kSetUserinfo = 32;
const kSetForm = 64;
const kSetFilePath = 128; // What pathToFileURL() encodes: the path set and what would be reparsed.
const kForbiddenHost = 256;
const kForbiddenDomain = 512;
const kPlainHost = 1024; // Lower case letters, digits, "-", "." and "_": needs no processing.
const kHexDigit = 2048;
const kNotInPath = 4096; // "\\", which a special URL's path takes for "/".

const charClass = new Uint16Array(256);
const kPercentByte = [];

{
  const mark = (characters, bits) => {
    for (let i = 0; i < characters.length; i++) charClass[characters.charCodeAt(i)] |= bits;
  };
  const all = kSetC0 | kSetFragment | kSetQuery | kSetSpecialQuery | kSetPath | kSetUserinfo |
    kSetForm | kSetFilePath;
  for (let c = 0; c < 256; c++) {
    kPercentByte.push(`%${c < 16 ? '0' : ''}${c.toString(16).toUpperCase()}`);
    if (c < 0x20 || c > 0x7e) charClass[c] |= all;
    if (c < 0x20 || c === 0x7f) charClass[c] |= kForbiddenDomain;
  }
  const path = kSetPath | kSetUserinfo | kSetForm | kSetFilePath;
  mark(' "<>', path | kSetQuery | kSetSpecialQuery | kSetFragment);
  mark('`', path | kSetFragment);
  mark('#', path | kSetQuery | kSetSpecialQuery);
  mark('?{}', path);
  mark('\'', kSetSpecialQuery | kSetForm);
  mark('/:;=@', kSetUserinfo | kSetForm);
  mark('[\\]^|', kSetUserinfo | kSetForm | kSetFilePath);
  mark('$&+,!()~%', kSetForm);
  mark('%~', kSetFilePath);
  mark('\0\t\n\r #/:<>?@[\\]^|', kForbiddenHost | kForbiddenDomain);
  mark('%', kForbiddenDomain);
  mark('abcdefghijklmnopqrstuvwxyz0123456789-._', kPlainHost);
  mark('0123456789abcdefABCDEF', kHexDigit);
  mark('\\', kNotInPath);
}

/**
 * UTF-8 percent-encodes what `set` names; lone surrogates become U+FFFD.
 * @param {string} text
 * @param {number} set
 * @returns {string}
 */
function percentEncode(text, set) {
  const { length } = text;
  let i = 0;
  for (; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c > 0x7f || (charClass[c] & set) !== 0) break;
  }
  if (i === length) return text;
  let out = text.slice(0, i);
  let clean = i;
  for (; i < length; i++) {
    let c = text.charCodeAt(i);
    if (c < 0x80) {
      if ((charClass[c] & set) === 0) continue;
      if (clean < i) out += text.slice(clean, i);
      out += set === kSetForm && c === kSpace ? '+' : kPercentByte[c];
    } else {
      if (clean < i) out += text.slice(clean, i);
      if (c < 0x800) {
        out += kPercentByte[0xc0 | (c >> 6)] + kPercentByte[0x80 | (c & 0x3f)];
      } else {
        if (c >= 0xd800 && c <= 0xdfff) {
          const next = c <= 0xdbff && i + 1 < length ? text.charCodeAt(i + 1) : 0;
          if (next >= 0xdc00 && next <= 0xdfff) {
            c = ((c - 0xd800) << 10) + (next - 0xdc00) + 0x10000;
            i++;
          } else {
            c = 0xfffd;
          }
        }
        if (c >= 0x10000) {
          out += kPercentByte[0xf0 | (c >> 18)] + kPercentByte[0x80 | ((c >> 12) & 0x3f)];
        } else {
          out += kPercentByte[0xe0 | (c >> 12)];
        }
        out += kPercentByte[0x80 | ((c >> 6) & 0x3f)] + kPercentByte[0x80 | (c & 0x3f)];
      }
    }
    clean = i + 1;
  }
  return clean < length ? out + text.slice(clean) : out;
}

/** @param {string} text @returns {string} the text with lone surrogates replaced by U+FFFD */
function toUSVString(text) {
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xf800) === 0xd800) {
      return text.replace(/\p{Surrogate}/gu, '\ufffd');
    }
  }
  return text;
}

// Schemes -----------------------------------------------------------------------------------------

/** Default port of a special scheme ('' for file); undefined for any other scheme. */
function defaultPort(scheme) {
  switch (scheme) {
    case 'http': case 'ws': return '80';
    case 'https': case 'wss': return '443';
    case 'ftp': return '21';
    case 'file': return '';
    default: return undefined;
  }
}

function isAlpha(c) {
  c |= 0x20;
  return c >= 0x61 && c <= 0x7a;
}

function isDigit(c) {
  return c >= 0x30 && c <= 0x39;
}

/** Index of the colon that ends the scheme at the start of `input`, or -1 if there is none. */
function schemeLength(input) {
  if (input.length === 0 || !isAlpha(input.charCodeAt(0))) return -1;
  for (let i = 1; i < input.length; i++) {
    const c = input.charCodeAt(i);
    if (c === kColon) return i;
    if (!isAlpha(c) && !isDigit(c) && c !== kPlus && c !== kDash && c !== kDot) return -1;
  }
  return -1;
}

// Hosts (section 3.5) -----------------------------------------------------------------------------

/**
 * Parses and serialises a host. Returns null on failure.
 * @param {string} input
 * @param {boolean} special whether it is a domain rather than an opaque host
 * @returns {string | null}
 */
function parseHost(input, special) {
  if (input.charCodeAt(0) === kBracketOpen) {
    if (input.charCodeAt(input.length - 1) !== kBracketClose) return null;
    return parseIPv6(input, 1, input.length - 1);
  }
  if (!special) {
    for (let i = 0; i < input.length; i++) {
      const c = input.charCodeAt(i);
      if (c < 0x80 && (charClass[c] & kForbiddenHost) !== 0) return null;
    }
    return percentEncode(input, kSetC0);
  }
  let domain = input;
  if (domain.includes('%')) {
    // Bytes that are not UTF-8 would decode to U+FFFD, which no domain may contain.
    try {
      domain = decodeURIComponent(domain);
    } catch {
      return null;
    }
  }
  let ascii = true;
  let upper = false;
  let forbidden = false;
  for (let i = 0; i < domain.length; i++) {
    const c = domain.charCodeAt(i);
    if (c > 0x7f) ascii = false;
    else if ((charClass[c] & kForbiddenDomain) !== 0) forbidden = true;
    else if (c >= 0x41 && c <= 0x5a) upper = true;
  }
  if (ascii && forbidden) return null;
  if (ascii && upper) domain = domain.toLowerCase();
  if (!ascii || domain.includes('xn--')) {
    domain = binding('icu').toASCII(toUSVString(domain), false);
    for (let i = 0; i < domain.length; i++) {
      const c = domain.charCodeAt(i);
      if (c > 0x7f || (charClass[c] & kForbiddenDomain) !== 0) return null;
    }
  }
  if (domain.length === 0) return null;
  return endsInNumber(domain) ? parseIPv4(domain) : domain;
}

/** Whether the last label is a number, so that the host must be an IPv4 address. */
function endsInNumber(domain) {
  let end = domain.length;
  if (domain.charCodeAt(end - 1) === kDot) end--;
  const start = domain.lastIndexOf('.', end - 1) + 1;
  if (start >= end || !isDigit(domain.charCodeAt(start))) return false;
  if (domain.charCodeAt(start) === 0x30 && (domain.charCodeAt(start + 1) | 0x20) === 0x78) {
    for (let i = start + 2; i < end; i++) {
      if ((charClass[domain.charCodeAt(i)] & kHexDigit) === 0) return false;
    }
    return true;
  }
  for (let i = start + 1; i < end; i++) {
    if (!isDigit(domain.charCodeAt(i))) return false;
  }
  return true;
}

/** The IPv4 number parser: NaN on failure. */
function parseIPv4Number(part) {
  if (part === '') return NaN;
  let radix = 10;
  let i = 0;
  if (part.length > 1 && part.charCodeAt(0) === 0x30) {
    if ((part.charCodeAt(1) | 0x20) === 0x78) {
      radix = 16;
      i = 2;
    } else {
      radix = 8;
      i = 1;
    }
  }
  let value = 0;
  for (; i < part.length; i++) {
    const c = part.charCodeAt(i);
    const digit = isDigit(c) ? c - 0x30 : isAlpha(c) ? (c | 0x20) - 0x57 : 99;
    if (digit >= radix) return NaN;
    value = value * radix + digit;
  }
  return value;
}

function parseIPv4(input) {
  const parts = input.split('.');
  if (parts[parts.length - 1] === '' && parts.length > 1) parts.pop();
  if (parts.length > 4) return null;
  let address = 0;
  for (let i = 0; i < parts.length - 1; i++) {
    const value = parseIPv4Number(parts[i]);
    if (!(value <= 255)) return null;
    address += value * 256 ** (3 - i);
  }
  const last = parseIPv4Number(parts[parts.length - 1]);
  if (!(last < 256 ** (5 - parts.length))) return null;
  address += last;
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/**
 * Parses [start, end) of `input` as an IPv6 address; returns it serialised in brackets, or null.
 * @param {string} input
 * @param {number} start
 * @param {number} end
 * @returns {string | null}
 */
function parseIPv6(input, start, end) {
  const pieces = [0, 0, 0, 0, 0, 0, 0, 0];
  let count = 0;
  let compress = -1;
  let i = start;
  if (i < end && input.charCodeAt(i) === kColon) {
    if (i + 1 >= end || input.charCodeAt(i + 1) !== kColon) return null;
    i += 2;
    compress = ++count;
  }
  while (i < end) {
    if (count === 8) return null;
    if (input.charCodeAt(i) === kColon) {
      if (compress !== -1) return null;
      i++;
      compress = ++count;
      continue;
    }
    const pieceStart = i;
    let value = 0;
    while (i < end && i - pieceStart < 4 && (charClass[input.charCodeAt(i) & 0xff] & kHexDigit) &&
           input.charCodeAt(i) < 0x80) {
      const c = input.charCodeAt(i++);
      value = value * 16 + (isDigit(c) ? c - 0x30 : (c | 0x20) - 0x57);
    }
    if (i < end && input.charCodeAt(i) === kDot) {
      // The last 32 bits in dotted decimal.
      if (i === pieceStart || count > 6) return null;
      i = pieceStart;
      let seen = 0;
      while (i < end) {
        if (seen > 0) {
          if (input.charCodeAt(i) !== kDot || seen === 4) return null;
          i++;
        }
        if (i >= end || !isDigit(input.charCodeAt(i))) return null;
        let byte = -1;
        while (i < end && isDigit(input.charCodeAt(i))) {
          const digit = input.charCodeAt(i++) - 0x30;
          if (byte === 0) return null; // No leading zeros.
          byte = byte === -1 ? digit : byte * 10 + digit;
          if (byte > 255) return null;
        }
        pieces[count] = pieces[count] * 256 + byte;
        seen++;
        if (seen === 2 || seen === 4) count++;
      }
      if (seen !== 4) return null;
      break;
    }
    if (i < end) {
      if (input.charCodeAt(i) !== kColon) return null;
      i++;
      if (i === end) return null;
    }
    pieces[count++] = value;
  }
  if (compress !== -1) {
    let moved = count - compress;
    for (let to = 7; to !== 0 && moved > 0; to--, moved--) {
      const from = compress + moved - 1;
      const value = pieces[to];
      pieces[to] = pieces[from];
      pieces[from] = value;
    }
  } else if (count !== 8) {
    return null;
  }
  return `[${serializeIPv6(pieces)}]`;
}

function serializeIPv6(pieces) {
  // The first longest run of at least two zero pieces is compressed.
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let run = i;
    while (run < 8 && pieces[run] === 0) run++;
    if (run - i > bestLength) {
      best = i;
      bestLength = run - i;
    }
    if (run > i) i = run;
  }
  let out = '';
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      out += i === 0 ? '::' : ':';
      i += bestLength - 1;
      continue;
    }
    out += pieces[i].toString(16);
    if (i < 7) out += ':';
  }
  return out;
}

// Records -----------------------------------------------------------------------------------------

class UrlRecord {
  constructor(href, schemeEnd, userEnd, hostStart, hostEnd, pathStart, searchStart, hashStart) {
    this.href = href;
    this.schemeEnd = schemeEnd;
    this.userEnd = userEnd;
    this.hostStart = hostStart;
    this.hostEnd = hostEnd;
    this.pathStart = pathStart;
    this.searchStart = searchStart;
    this.hashStart = hashStart;
    this.params = null; // The URLSearchParams of the URL, once made.
    this.stale = false; // Whether they hold changes that the href does not show yet.
  }
}

// The parts of a record; each takes a record and returns what the standard stores (without the
// delimiters). `query` and `fragment` are null when absent, `host` likewise.

function schemeOf(record) {
  return record.href.slice(0, record.schemeEnd - 1);
}

function hasHost(record) {
  return record.hostStart > record.schemeEnd;
}

function usernameOf(record) {
  return record.userEnd === record.hostStart ? '' :
    record.href.slice(record.schemeEnd + 2, record.userEnd);
}

function passwordOf(record) {
  return record.userEnd < record.hostStart && record.href.charCodeAt(record.userEnd) === kColon ?
    record.href.slice(record.userEnd + 1, record.hostStart - 1) : '';
}

function hostOf(record) {
  return hasHost(record) ? record.href.slice(record.hostStart, record.hostEnd) : null;
}

function portOf(record) {
  return hasHost(record) && record.hostEnd < record.pathStart ?
    record.href.slice(record.hostEnd + 1, record.pathStart) : '';
}

function pathOf(record) {
  return record.href.slice(record.pathStart, record.searchStart);
}

function queryOf(record) {
  return record.searchStart === record.hashStart ? null :
    record.href.slice(record.searchStart + 1, record.hashStart);
}

function fragmentOf(record) {
  return record.hashStart === record.href.length ? null : record.href.slice(record.hashStart + 1);
}

/** An opaque path is one that is not a list of segments, as in "mailto:a@b". */
function hasOpaquePath(record) {
  return record.hostStart === record.schemeEnd &&
    record.href.charCodeAt(record.pathStart) !== kSlash;
}

/** Whether the URL cannot have a username, password or port. */
function lacksAuthority(record) {
  return record.hostEnd === record.hostStart || record.href.startsWith('file:');
}

/**
 * Serialises the parts into `record`, or into a new one.
 * @returns {UrlRecord}
 */
function compose(record, scheme, username, password, host, port, path, query, fragment) {
  let href = `${scheme}:`;
  const schemeEnd = href.length;
  let userEnd = schemeEnd;
  let hostStart = schemeEnd;
  let hostEnd = schemeEnd;
  if (host !== null) {
    href += '//';
    if (username !== '' || password !== '') {
      href += username;
      userEnd = href.length;
      href += password !== '' ? `:${password}@` : '@';
      hostStart = href.length;
    } else {
      userEnd = hostStart = href.length;
    }
    href += host;
    hostEnd = href.length;
    if (port !== '') href += `:${port}`;
  } else if (path.charCodeAt(0) === kSlash && path.charCodeAt(1) === kSlash) {
    href += '/.'; // Else the path would be read as a host.
  }
  const pathStart = href.length;
  href += path;
  const searchStart = href.length;
  if (query !== null) href += `?${query}`;
  const hashStart = href.length;
  if (fragment !== null) href += `#${fragment}`;
  if (record === null) {
    return new UrlRecord(
      href, schemeEnd, userEnd, hostStart, hostEnd, pathStart, searchStart, hashStart);
  }
  record.href = href;
  record.schemeEnd = schemeEnd;
  record.userEnd = userEnd;
  record.hostStart = hostStart;
  record.hostEnd = hostEnd;
  record.pathStart = pathStart;
  record.searchStart = searchStart;
  record.hashStart = hashStart;
  return record;
}

/** A URL with the scheme and authority of `base`, whose path is not opaque. */
function composeOn(base, path, query, fragment) {
  if (!hasHost(base)) {
    return compose(null, schemeOf(base), '', '', null, '', path, query, fragment);
  }
  const search = query === null ? '' : `?${query}`;
  const hash = fragment === null ? '' : `#${fragment}`;
  const searchStart = base.pathStart + path.length;
  return new UrlRecord(
    `${base.href.slice(0, base.pathStart)}${path}${search}${hash}`, base.schemeEnd, base.userEnd,
    base.hostStart, base.hostEnd, base.pathStart, searchStart, searchStart + search.length);
}

// The parser --------------------------------------------------------------------------------------

// What canonicalCredentials found.
let credentialsUserEnd = 0;

/**
 * Accepts "user@" or "user:password@" at `start` if nothing in it needs encoding.
 * @param {string} input
 * @param {number} start
 * @returns {number} index behind the "@", or -1
 */
function canonicalCredentials(input, start) {
  let colon = -1;
  for (let i = start; i < input.length; i++) {
    const c = input.charCodeAt(i);
    if (c === kAt) {
      if (i === start || colon === i - 1) return -1;
      credentialsUserEnd = colon === -1 ? i : colon;
      return i + 1;
    }
    if (c === kColon && colon === -1) colon = i;
    else if (c > 0x7f || (charClass[c] & kSetUserinfo) !== 0) return -1;
  }
  return -1;
}

/** Length of "scheme:" if the input starts with that of a special scheme in lower case, or 0. */
function canonicalScheme(input) {
  switch (input.charCodeAt(0)) {
    case 0x68: // http:, https:
      if (input.charCodeAt(1) !== 0x74 || input.charCodeAt(2) !== 0x74 ||
          input.charCodeAt(3) !== 0x70) {
        return 0;
      }
      if (input.charCodeAt(4) === kColon) return 5;
      return input.charCodeAt(4) === 0x73 && input.charCodeAt(5) === kColon ? 6 : 0;
    case 0x66: // file:
      return input.startsWith('file:') ? 5 : 0;
    case 0x77: // ws:, wss:
      if (input.startsWith('ws:')) return 3;
      return input.startsWith('wss:') ? 4 : 0;
    default:
      return 0;
  }
}

/**
 * Whether [start, end) is an IPv4 address as it is serialised: four decimal numbers without
 * leading zeros.
 */
function isCanonicalIPv4(input, start, end) {
  let dots = 0;
  let value = -1;
  for (let i = start; i < end; i++) {
    const c = input.charCodeAt(i);
    if (c === kDot) {
      if (value === -1) return false;
      dots++;
      value = -1;
    } else if (!isDigit(c) || value === 0) {
      return false;
    } else {
      value = value === -1 ? c - 0x30 : value * 10 + (c - 0x30);
      if (value > 255) return false;
    }
  }
  return dots === 3 && value !== -1;
}

/**
 * The path [from, to) without its dot segments. It begins with a slash, needs no encoding, and
 * is not that of a file.
 * @param {string} input
 * @param {number} from
 * @param {number} to
 * @returns {string}
 */
function withoutDotSegments(input, from, to) {
  let path = '';
  let run = from; // What is to be kept from here on is not in `path` yet.
  for (let start = from + 1; start <= to;) {
    let end = start;
    while (end < to && input.charCodeAt(end) !== kSlash) end++;
    const dots = end - start <= 6 ? dotSegment(input, start, end) : 0;
    if (dots > 0) {
      path += input.slice(run, start - 1);
      if (dots === 2) path = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
      if (end === to) path += '/';
      run = end;
    }
    start = end + 1;
  }
  return path + input.slice(run, to);
}

/**
 * Accepts an absolute URL of a special scheme that is its own serialisation, except perhaps for a
 * default port, dot segments and the lack of the slash that is its path. Returns null for what is
 * else, valid or not.
 * @param {string} input
 * @returns {UrlRecord | null}
 */
function parseCanonical(input) {
  const { length } = input;
  if (length < 8) return null;
  const schemeEnd = canonicalScheme(input);
  if (schemeEnd === 0 || input.charCodeAt(schemeEnd) !== kSlash ||
      input.charCodeAt(schemeEnd + 1) !== kSlash) {
    return null;
  }
  const isFile = input.charCodeAt(0) === 0x66;
  let hostStart = schemeEnd + 2;
  let userEnd = hostStart;
  let hostEnd = hostStart;
  let isDefaultPort = false;
  let i = hostStart;
  let c = input.charCodeAt(i);
  if (isFile) {
    // A file without host; "C|" would become "C:".
    if (c !== kSlash || (input.charCodeAt(i + 2) === 0x7c && isAlpha(input.charCodeAt(i + 1)))) {
      return null;
    }
  } else {
    for (;;) {
      let label = hostStart; // Start of the last label.
      for (i = hostStart; i < length; i++) {
        c = input.charCodeAt(i);
        if (c > 0x7f || (charClass[c] & kPlainHost) === 0) break;
        // "xn--": a label that must be checked.
        if (c === kDash && input.charCodeAt(i + 1) === kDash) return null;
        if (c === kDot) label = i + 1;
      }
      hostEnd = i;
      if (i < length && c === kColon) {
        let port = 0;
        for (i++; i < length; i++) {
          c = input.charCodeAt(i);
          if (!isDigit(c)) break;
          port = port * 10 + (c - 0x30);
          if (port === 0 || port > 0xffff) return null;
        }
        if (i === length || c === kSlash) {
          if (port === 0) return null;
          isDefaultPort = port === (schemeEnd === 6 || schemeEnd === 4 ? 443 : 80);
        }
      }
      if (i === length || c === kSlash) {
        if (hostEnd === hostStart || label === hostEnd) return null;
        // A last label that is a number, or looks like one, makes it an address.
        if (isDigit(input.charCodeAt(label)) && !isCanonicalIPv4(input, hostStart, hostEnd)) {
          return null;
        }
        break;
      }
      // Perhaps that was no host.
      if (userEnd !== hostStart || (c !== kAt && !(hostEnd < i || c === kColon))) return null;
      const next = canonicalCredentials(input, hostStart);
      if (next === -1) return null;
      userEnd = credentialsUserEnd;
      hostStart = next;
    }
    if (i === length) {
      const href = isDefaultPort ? `${input.slice(0, hostEnd)}/` : `${input}/`;
      const end = href.length;
      return new UrlRecord(href, schemeEnd, userEnd, hostStart, hostEnd, end - 1, end, end);
    }
  }
  let pathStart = i;
  let mayHaveDots = false;
  // A dot or an encoded dot behind a slash may be a dot segment.
  for (i++; i < length; i++) {
    const previous = c;
    c = input.charCodeAt(i);
    if (c > 0x7f || (charClass[c] & (kSetPath | kNotInPath)) !== 0) break;
    if (previous === kSlash && (c === kDot || c === kPercent)) mayHaveDots = true;
  }
  let searchStart = i;
  if (i < length && c === kQuestion) {
    for (i++; i < length; i++) {
      c = input.charCodeAt(i);
      if (c > 0x7f || (charClass[c] & kSetSpecialQuery) !== 0) break;
    }
  }
  let hashStart = i;
  if (i < length && c === kHash) {
    for (i++; i < length; i++) {
      c = input.charCodeAt(i);
      if (c > 0x7f || (charClass[c] & kSetFragment) !== 0) return null;
    }
  }
  if (i < length) return null;
  if (mayHaveDots || isDefaultPort) {
    // Drive letters are not to be removed from a file's path.
    if (isFile) return null;
    const path = mayHaveDots ? withoutDotSegments(input, pathStart, searchStart) :
      input.slice(pathStart, searchStart);
    const before = isDefaultPort ? hostEnd : pathStart;
    input = `${input.slice(0, before)}${path}${input.slice(searchStart)}`;
    const shorter = length - input.length;
    pathStart = before;
    searchStart -= shorter;
    hashStart -= shorter;
  }
  return new UrlRecord(
    input, schemeEnd, userEnd, hostStart, hostEnd, pathStart, searchStart, hashStart);
}

/** Removes leading and trailing C0 controls and spaces, and every tab and newline. */
function cleanInput(input) {
  let start = 0;
  let end = input.length;
  while (start < end && input.charCodeAt(start) <= kSpace) start++;
  while (end > start && input.charCodeAt(end - 1) <= kSpace) end--;
  if (start > 0 || end < input.length) input = input.slice(start, end);
  return removeTabs(input);
}

function removeTabs(input) {
  for (let i = 0; i < input.length; i++) {
    const c = input.charCodeAt(i);
    if (c === kTab || c === kNewline || c === kReturn) return input.replace(/[\t\n\r]/g, '');
  }
  return input;
}

/** Index of the first of "/", "?", "#" (and "\" if special) at or behind `from`, or the length. */
function authorityEnd(input, from, special) {
  let i = from;
  for (; i < input.length; i++) {
    const c = input.charCodeAt(i);
    if (c === kSlash || c === kQuestion || c === kHash || (special && c === kBackslash)) break;
  }
  return i;
}

/** Index of the first "?" or "#" at or behind `from`, or the length. */
function pathEnd(input, from) {
  let i = from;
  for (; i < input.length; i++) {
    const c = input.charCodeAt(i);
    if (c === kQuestion || c === kHash) break;
  }
  return i;
}

/** Index of the colon before the port in [from, end), or `end`. */
function portColon(input, from, end) {
  let inBrackets = false;
  for (let i = from; i < end; i++) {
    const c = input.charCodeAt(i);
    if (c === kBracketOpen) inBrackets = true;
    else if (c === kBracketClose) inBrackets = false;
    else if (c === kColon && !inBrackets) return i;
  }
  return end;
}

/** Two characters that are a drive letter and ":" or "|", at `at`. */
function isDriveAt(text, at) {
  if (at + 1 >= text.length || !isAlpha(text.charCodeAt(at))) return false;
  const c = text.charCodeAt(at + 1);
  return c === kColon || c === 0x7c;
}

/** "Starts with a Windows drive letter": the drive is followed by the end or a delimiter. */
function startsWithDrive(text, at) {
  if (!isDriveAt(text, at)) return false;
  if (at + 2 === text.length) return true;
  const c = text.charCodeAt(at + 2);
  return c === kSlash || c === kBackslash || c === kQuestion || c === kHash;
}

/** Removes the last segment, except the drive letter of a file URL. */
function shortenPath(path, scheme) {
  if (scheme === 'file' && path.length === 3 && isAlpha(path.charCodeAt(1)) &&
      path.charCodeAt(2) === kColon) {
    return path;
  }
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '' : path.slice(0, cut);
}

/** How many dots the segment [from, to) consists of (1 or 2, perhaps encoded), or 0. */
function dotSegment(input, from, to) {
  let dots = 0;
  let i = from;
  while (i < to) {
    const c = input.charCodeAt(i);
    if (c === kDot) {
      i++;
    } else if (c === kPercent && i + 2 < to && input.charCodeAt(i + 1) === 0x32 &&
               (input.charCodeAt(i + 2) | 0x20) === 0x65) {
      i += 3;
    } else {
      return 0;
    }
    if (++dots > 2) return 0;
  }
  return dots;
}

/**
 * The path state: appends the segments of [from, to) to `path` ('' is the empty list).
 * @param {string} path
 * @param {string} input
 * @param {number} from first character of the first segment
 * @param {number} to
 * @param {string} scheme
 * @param {boolean} special
 * @returns {string}
 */
function appendSegments(path, input, from, to, scheme, special) {
  for (;;) {
    let end = from;
    while (end < to) {
      const c = input.charCodeAt(end);
      if (c === kSlash || (special && c === kBackslash)) break;
      end++;
    }
    const last = end === to;
    const dots = end - from <= 6 ? dotSegment(input, from, end) : 0;
    if (dots === 2) {
      path = shortenPath(path, scheme);
      if (last) path += '/';
    } else if (dots === 1) {
      if (last) path += '/';
    } else if (path === '' && scheme === 'file' && end - from === 2 && isDriveAt(input, from)) {
      path = `/${input[from]}:`;
    } else {
      path += `/${percentEncode(input.slice(from, end), kSetPath)}`;
    }
    if (last) return path;
    from = end + 1;
  }
}

/**
 * The path start state for [from, to).
 */
function parsePath(path, input, from, to, scheme, special) {
  if (from < to) {
    const c = input.charCodeAt(from);
    if (c === kSlash || (special && c === kBackslash)) from++;
  } else if (!special) {
    return path;
  }
  return appendSegments(path, input, from, to, scheme, special);
}

/** The query from `at` on: null if there is none there. */
function parseQuery(input, at, special) {
  if (at >= input.length || input.charCodeAt(at) !== kQuestion) return null;
  const hash = input.indexOf('#', at);
  return percentEncode(input.slice(at + 1, hash === -1 ? input.length : hash),
                       special ? kSetSpecialQuery : kSetQuery);
}

function parseFragment(input, at) {
  const hash = input.indexOf('#', at);
  return hash === -1 ? null : percentEncode(input.slice(hash + 1), kSetFragment);
}

/**
 * A port's digits to its serialisation: '' for the scheme's default, null on failure.
 */
function parsePort(digits, scheme) {
  let port = 0;
  for (let i = 0; i < digits.length; i++) {
    const c = digits.charCodeAt(i);
    if (!isDigit(c)) return null;
    port = port * 10 + (c - 0x30);
    if (port > 0xffff) return null;
  }
  if (digits.length === 0) return '';
  const text = `${port}`;
  return text === defaultPort(scheme) ? '' : text;
}

/**
 * The authority state: `at` stands behind the slashes.
 * @returns {UrlRecord | null}
 */
function parseAuthority(input, at, scheme, special) {
  const end = authorityEnd(input, at, special);
  let username = '';
  let password = '';
  let hostStart = at;
  const sign = input.lastIndexOf('@', end - 1);
  if (sign >= at && end > at) {
    hostStart = sign + 1;
    if (hostStart === end) return null;
    let colon = input.indexOf(':', at);
    if (colon === -1 || colon > sign) colon = sign;
    username = percentEncode(input.slice(at, colon), kSetUserinfo);
    if (colon < sign) password = percentEncode(input.slice(colon + 1, sign), kSetUserinfo);
  }
  const colon = portColon(input, hostStart, end);
  if (colon === hostStart && (special || colon < end)) return null;
  const host = parseHost(input.slice(hostStart, colon), special);
  if (host === null) return null;
  const port = colon < end ? parsePort(input.slice(colon + 1, end), scheme) : '';
  if (port === null) return null;
  const stop = pathEnd(input, end);
  const path = parsePath('', input, end, stop, scheme, special);
  return compose(null, scheme, username, password, host, port, path,
                 parseQuery(input, stop, special), parseFragment(input, stop));
}

/** Finishes a URL whose path goes from `at` on top of `path`, and whose authority is the base's. */
function finishOn(base, input, at, scheme, special, path) {
  const stop = pathEnd(input, at);
  path = appendSegments(path, input, at, stop, scheme, special);
  return composeOn(base, path, parseQuery(input, stop, special), parseFragment(input, stop));
}

/** Finishes a URL which has no authority but perhaps an empty host. */
function finishPath(input, at, scheme, special, host, path) {
  const stop = pathEnd(input, at);
  path = appendSegments(path, input, at, stop, scheme, special);
  return compose(null, scheme, '', '', host, '', path, parseQuery(input, stop, special),
                 parseFragment(input, stop));
}

/** What a reference without path means: the base with another query or fragment. */
function finishQuery(base, input, at, special) {
  const query = input.charCodeAt(at) === kQuestion ? parseQuery(input, at, special) :
    queryOf(base);
  return composeOn(base, pathOf(base), query, parseFragment(input, at));
}

/**
 * The relative and relative slash states.
 * @returns {UrlRecord | null}
 */
function parseRelative(input, at, base) {
  const scheme = schemeOf(base);
  const special = defaultPort(scheme) !== undefined;
  const c = at < input.length ? input.charCodeAt(at) : kHash;
  if (c === kSlash || (special && c === kBackslash)) {
    const next = at + 1 < input.length ? input.charCodeAt(at + 1) : 0;
    if (special && (next === kSlash || next === kBackslash)) {
      return parseAuthority(input, skipSlashes(input, at), scheme, special);
    }
    if (next === kSlash) return parseAuthority(input, at + 2, scheme, special);
    return finishOn(base, input, at + 1, scheme, special, '');
  }
  if (c === kQuestion || c === kHash) return finishQuery(base, input, at, special);
  return finishOn(base, input, at, scheme, special, shortenPath(pathOf(base), scheme));
}

function skipSlashes(input, at) {
  for (; at < input.length; at++) {
    const c = input.charCodeAt(at);
    if (c !== kSlash && c !== kBackslash) break;
  }
  return at;
}

/**
 * The file, file slash and file host states.
 * @param {string} input
 * @param {number} at behind "file:", or 0
 * @param {UrlRecord | null} base
 * @returns {UrlRecord | null}
 */
function parseFile(input, at, base) {
  if (base !== null && !base.href.startsWith('file:')) base = null;
  const c = at < input.length ? input.charCodeAt(at) : kHash;
  if (c === kSlash || c === kBackslash) {
    const next = at + 1 < input.length ? input.charCodeAt(at + 1) : 0;
    if (next === kSlash || next === kBackslash) return parseFileHost(input, at + 2);
    if (base === null) return finishPath(input, at + 1, 'file', true, '', '');
    // The base's drive stays unless the path names one.
    const basePath = pathOf(base);
    const keepDrive = !startsWithDrive(input, at + 1) && isAlpha(basePath.charCodeAt(1)) &&
      basePath.charCodeAt(2) === kColon &&
      (basePath.length === 3 || basePath.charCodeAt(3) === kSlash);
    return finishOn(base, input, at + 1, 'file', true, keepDrive ? basePath.slice(0, 3) : '');
  }
  if (base === null) return finishPath(input, at, 'file', true, '', '');
  if (c === kQuestion || c === kHash) return finishQuery(base, input, at, true);
  const path = startsWithDrive(input, at) ? '' : shortenPath(pathOf(base), 'file');
  return finishOn(base, input, at, 'file', true, path);
}

function parseFileHost(input, at) {
  const end = authorityEnd(input, at, true);
  if (end - at === 2 && isDriveAt(input, at)) {
    return finishPath(input, at, 'file', true, '', '');
  }
  let host = '';
  if (end > at) {
    host = parseHost(input.slice(at, end), true);
    if (host === null) return null;
    if (host === 'localhost') host = '';
  }
  const stop = pathEnd(input, end);
  const path = parsePath('', input, end, stop, 'file', true);
  return compose(null, 'file', '', '', host, '', path, parseQuery(input, stop, true),
                 parseFragment(input, stop));
}

/**
 * The basic URL parser without state override (section 4.4). Returns null on failure.
 * @param {string} input
 * @param {UrlRecord | null} base
 * @returns {UrlRecord | null}
 */
function parseGeneral(input, base) {
  input = cleanInput(input);
  const colon = schemeLength(input);
  if (colon === -1) {
    if (base === null) return null;
    if (hasOpaquePath(base)) {
      if (input.charCodeAt(0) !== kHash) return null;
      return compose(null, schemeOf(base), '', '', null, '', pathOf(base), queryOf(base),
                     parseFragment(input, 0));
    }
    return base.href.startsWith('file:') ? parseFile(input, 0, base) :
      parseRelative(input, 0, base);
  }
  const scheme = input.slice(0, colon).toLowerCase();
  const at = colon + 1;
  if (scheme === 'file') return parseFile(input, at, base);
  if (defaultPort(scheme) !== undefined) {
    if (base !== null && schemeOf(base) === scheme &&
        !(input.charCodeAt(at) === kSlash && input.charCodeAt(at + 1) === kSlash)) {
      return parseRelative(input, at, base);
    }
    return parseAuthority(input, skipSlashes(input, at), scheme, true);
  }
  if (input.charCodeAt(at) === kSlash) {
    if (input.charCodeAt(at + 1) === kSlash) return parseAuthority(input, at + 2, scheme, false);
    return finishPath(input, at + 1, scheme, false, null, '');
  }
  const stop = pathEnd(input, at);
  const path = percentEncode(input.slice(at, stop), kSetC0);
  return compose(null, scheme, '', '', null, '', path, parseQuery(input, stop, false),
                 parseFragment(input, stop));
}

function parseUrl(input, base) {
  return parseCanonical(input) || parseGeneral(input, base);
}

// URLSearchParams ---------------------------------------------------------------------------------

/**
 * Decodes one name or value of application/x-www-form-urlencoded.
 * @param {string} text
 * @param {boolean} plus whether it contains "+"
 * @param {boolean} percent whether it contains "%"
 * @returns {string}
 */
function decodeFormPart(text, plus, percent) {
  if (plus) text = text.replaceAll('+', ' ');
  if (!percent) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return decodeLossy(text);
  }
}

/**
 * Percent-decodes, with "%" kept where no two hex digits follow, and what is not UTF-8 replaced by
 * U+FFFD as the Encoding Standard's decoder does.
 * @param {string} text
 * @returns {string}
 */
function decodeLossy(text) {
  let out = '';
  let clean = 0; // Where the text begins that has not been copied.
  let needed = 0; // Continuation bytes still expected.
  let codePoint = 0;
  let lower = 0x80;
  let upper = 0xbf;
  for (let i = 0; i < text.length; i++) {
    let byte = -1;
    if (text.charCodeAt(i) === kPercent && i + 2 < text.length) {
      const high = text.charCodeAt(i + 1);
      const low = text.charCodeAt(i + 2);
      if (high < 0x80 && low < 0x80 && (charClass[high] & charClass[low] & kHexDigit) !== 0) {
        byte = (hexValue(high) << 4) | hexValue(low);
      }
    }
    if (byte === -1) {
      if (needed > 0) {
        needed = 0;
        out += '\ufffd';
      }
      continue;
    }
    if (clean < i) out += text.slice(clean, i);
    i += 2;
    clean = i + 1;
    if (needed > 0) {
      if (byte >= lower && byte <= upper) {
        lower = 0x80;
        upper = 0xbf;
        codePoint = (codePoint << 6) | (byte & 0x3f);
        if (--needed === 0) out += String.fromCodePoint(codePoint);
        continue;
      }
      needed = 0;
      out += '\ufffd';
    }
    lower = 0x80;
    upper = 0xbf;
    if (byte < 0x80) {
      out += String.fromCharCode(byte);
    } else if (byte >= 0xc2 && byte <= 0xdf) {
      needed = 1;
      codePoint = byte & 0x1f;
    } else if (byte >= 0xe0 && byte <= 0xef) {
      if (byte === 0xe0) lower = 0xa0;
      else if (byte === 0xed) upper = 0x9f;
      needed = 2;
      codePoint = byte & 0xf;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      if (byte === 0xf0) lower = 0x90;
      else if (byte === 0xf4) upper = 0x8f;
      needed = 3;
      codePoint = byte & 0x7;
    } else {
      out += '\ufffd';
    }
  }
  if (needed > 0) return `${out}\ufffd`;
  return clean < text.length ? out + text.slice(clean) : out;
}

function hexValue(c) {
  return isDigit(c) ? c - 0x30 : (c | 0x20) - 0x57;
}

/**
 * The application/x-www-form-urlencoded parser (section 5.1).
 * @param {string} text
 * @returns {string[]} names and values in turn
 */
function parseForm(text) {
  const list = [];
  const { length } = text;
  let start = 0;
  let equals = -1;
  let plus = false;
  let percent = false;
  let valuePlus = false;
  let valuePercent = false;
  for (let i = 0; i <= length; i++) {
    const c = i < length ? text.charCodeAt(i) : 0x26;
    if (c === 0x26) {
      if (i > start) {
        if (equals === -1) {
          list.push(decodeFormPart(text.slice(start, i), plus, percent), '');
        } else {
          list.push(decodeFormPart(text.slice(start, equals), plus, percent),
                    decodeFormPart(text.slice(equals + 1, i), valuePlus, valuePercent));
        }
      }
      start = i + 1;
      equals = -1;
      plus = percent = valuePlus = valuePercent = false;
    } else if (c === 0x3d) {
      if (equals === -1) equals = i;
    } else if (c === kPlus) {
      if (equals === -1) plus = true;
      else valuePlus = true;
    } else if (c === kPercent) {
      if (equals === -1) percent = true;
      else valuePercent = true;
    }
  }
  return list;
}

/**
 * The application/x-www-form-urlencoded serializer (section 5.2).
 * @param {string[]} list
 * @returns {string}
 */
function serializeForm(list) {
  let out = '';
  for (let i = 0; i < list.length; i += 2) {
    if (i > 0) out += '&';
    out += `${percentEncode(list[i], kSetForm)}=${percentEncode(list[i + 1], kSetForm)}`;
  }
  return out;
}

// Lets URL reach the private parts of URLSearchParams.
let isParams;
let makeParams;
let replaceList;
let listOf;

class URLSearchParams {
  #list = [];
  #record = null; // The record of the URL these belong to.

  static {
    isParams = (value) => typeof value === 'object' && value !== null && #list in value;
    makeParams = (record, query) => {
      const params = new URLSearchParams();
      params.#list = parseForm(query);
      params.#record = record;
      return params;
    };
    replaceList = (params, query) => {
      params.#list = parseForm(query);
    };
    listOf = (params) => params.#list;
  }

  /**
   * WHATWG URL, section 6.2. Throws ERR_ARG_NOT_ITERABLE, ERR_INVALID_TUPLE.
   * @param {string | Iterable<[string, string]> | Record<string, string>} [init]
   */
  constructor(init = undefined) {
    if (init === undefined || init === null) return;
    if (typeof init !== 'object' && typeof init !== 'function') {
      const text = toUSVString(`${init}`);
      this.#list = parseForm(text.charCodeAt(0) === kQuestion ? text.slice(1) : text);
      return;
    }
    const iterator = init[Symbol.iterator];
    if (#list in init && iterator === URLSearchParams.prototype[Symbol.iterator]) {
      this.#list = init.#list.slice();
    } else if (iterator !== undefined && iterator !== null) {
      if (typeof iterator !== 'function') throw new codes.ERR_ARG_NOT_ITERABLE('Query pairs');
      for (const pair of { [Symbol.iterator]: () => iterator.call(init) }) {
        if (pair === null || (typeof pair !== 'object' && typeof pair !== 'function') ||
            typeof pair[Symbol.iterator] !== 'function') {
          throw new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
        }
        const strings = [];
        for (const element of pair) strings.push(toUSVString(`${element}`));
        if (strings.length !== 2) {
          throw new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
        }
        this.#list.push(strings[0], strings[1]);
      }
    } else {
      // A record: names that become equal by conversion to scalar values replace each other.
      const seen = new Map();
      for (const key of Reflect.ownKeys(init)) {
        const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
        if (descriptor === undefined || !descriptor.enumerable) continue;
        const name = toUSVString(`${/** @type {string} */ (key)}`);
        const value = toUSVString(`${init[key]}`);
        const index = seen.get(name);
        if (index === undefined) {
          seen.set(name, this.#list.push(name, value) - 1);
        } else {
          this.#list[index] = value;
        }
      }
    }
  }

  #changed() {
    if (this.#record !== null) this.#record.stale = true;
  }

  [kInspect](depth, options) {
    if (!isParams(this)) throw wrongParams();
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options };
    if (depth !== null) nested.depth = depth - 1;
    const list = this.#list;
    const output = [];
    for (let i = 0; i < list.length; i += 2) {
      output.push(`${inspect(list[i], nested)} => ${inspect(list[i + 1], nested)}`);
    }
    const { name } = this.constructor;
    if (output.length === 0) return `${name} {}`;
    return `${name} {${breakLines(output, options)}}`;
  }

  /**
   * How many pairs there are.
   * @returns {number}
   */
  get size() {
    if (!isParams(this)) throw wrongParams();
    return this.#list.length / 2;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  append(name, value) {
    if (!isParams(this)) throw wrongParams();
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
    name = toUSVString(`${name}`);
    this.#list.push(name, toUSVString(`${value}`));
    this.#changed();
  }

  /**
   * Removes all pairs of the name, or only those that have the value too.
   * @param {string} name
   * @param {string} [value]
   */
  delete(name, value = undefined) {
    if (!isParams(this)) throw wrongParams();
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = toUSVString(`${name}`);
    if (value !== undefined) value = toUSVString(`${value}`);
    const list = this.#list;
    let kept = 0;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) continue;
      list[kept] = list[i];
      list[kept + 1] = list[i + 1];
      kept += 2;
    }
    list.length = kept;
    this.#changed();
  }

  /**
   * The first value of the name.
   * @param {string} name
   * @returns {string | null}
   */
  get(name) {
    if (!isParams(this)) throw wrongParams();
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = toUSVString(`${name}`);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) return list[i + 1];
    }
    return null;
  }

  /**
   * @param {string} name
   * @returns {string[]}
   */
  getAll(name) {
    if (!isParams(this)) throw wrongParams();
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = toUSVString(`${name}`);
    const list = this.#list;
    const values = [];
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) values.push(list[i + 1]);
    }
    return values;
  }

  /**
   * @param {string} name
   * @param {string} [value]
   * @returns {boolean}
   */
  has(name, value = undefined) {
    if (!isParams(this)) throw wrongParams();
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = toUSVString(`${name}`);
    if (value !== undefined) value = toUSVString(`${value}`);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    }
    return false;
  }

  /**
   * Sets the first pair of the name and removes the others, or appends.
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    if (!isParams(this)) throw wrongParams();
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
    name = toUSVString(`${name}`);
    value = toUSVString(`${value}`);
    const list = this.#list;
    let found = false;
    let kept = 0;
    for (let i = 0; i < list.length; i += 2) {
      let own = list[i + 1];
      if (list[i] === name) {
        if (found) continue;
        found = true;
        own = value;
      }
      list[kept] = list[i];
      list[kept + 1] = own;
      kept += 2;
    }
    list.length = kept;
    if (!found) list.push(name, value);
    this.#changed();
  }

  /**
   * Sorts by the names' code units; pairs of equal names keep their order.
   */
  sort() {
    if (!isParams(this)) throw wrongParams();
    const list = this.#list;
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) pairs.push([list[i], list[i + 1]]);
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    for (let i = 0; i < pairs.length; i++) {
      list[2 * i] = pairs[i][0];
      list[2 * i + 1] = pairs[i][1];
    }
    this.#changed();
  }

  /**
   * @returns {IterableIterator<[string, string]>}
   */
  entries() {
    if (!isParams(this)) throw wrongParams();
    return new URLSearchParamsIterator(this, kEntries);
  }

  /**
   * Calls back with (value, name, this). Throws ERR_INVALID_ARG_TYPE.
   * @param {(value: string, name: string, params: URLSearchParams) => void} callback
   * @param {any} [thisArg]
   */
  forEach(callback, thisArg = undefined) {
    if (!isParams(this)) throw wrongParams();
    validateFunction(callback, 'callback');
    // The list may change, or be replaced, while it is walked.
    for (let i = 0; i < this.#list.length; i += 2) {
      callback.call(thisArg, this.#list[i + 1], this.#list[i], this);
    }
  }

  /**
   * @returns {IterableIterator<string>}
   */
  keys() {
    if (!isParams(this)) throw wrongParams();
    return new URLSearchParamsIterator(this, kKeys);
  }

  /**
   * @returns {IterableIterator<string>}
   */
  values() {
    if (!isParams(this)) throw wrongParams();
    return new URLSearchParamsIterator(this, kValues);
  }

  /**
   * @returns {string}
   */
  toString() {
    if (!isParams(this)) throw wrongParams();
    return serializeForm(this.#list);
  }
}

const kEnumerable = { __proto__: null, enumerable: true };
Object.defineProperties(URLSearchParams.prototype, {
  size: kEnumerable,
  append: kEnumerable,
  delete: kEnumerable,
  get: kEnumerable,
  getAll: kEnumerable,
  has: kEnumerable,
  set: kEnumerable,
  sort: kEnumerable,
  entries: kEnumerable,
  forEach: kEnumerable,
  keys: kEnumerable,
  values: kEnumerable,
  toString: kEnumerable,
  [kInspect]: { __proto__: null, enumerable: false },
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams' },
  [Symbol.iterator]: {
    __proto__: null,
    configurable: true,
    writable: true,
    value: URLSearchParams.prototype.entries,
  },
});

function wrongParams() {
  return new codes.ERR_INVALID_THIS('URLSearchParams');
}

/** The inside of the braces: on one line if it fits, else one line for each. */
function breakLines(output, options) {
  const { stripVTControlCharacters } = require('internal/util/inspect');
  let total = 2 * (output.length - 1);
  for (const line of output) total += stripVTControlCharacters(line).length;
  return total > options.breakLength ? `\n  ${output.join(',\n  ')} ` : ` ${output.join(', ')} `;
}

const kEntries = 0;
const kKeys = 1;
const kValues = 2;

class URLSearchParamsIterator {
  #params;
  #kind;
  #index = 0;

  constructor(params, kind) {
    this.#params = params;
    this.#kind = kind;
  }

  #at(list, index) {
    if (this.#kind === kKeys) return list[index];
    if (this.#kind === kValues) return list[index + 1];
    return [list[index], list[index + 1]];
  }

  /** @returns {IteratorResult<any>} */
  next() {
    if (typeof this !== 'object' || this === null || !(#params in this)) {
      throw new codes.ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    const list = listOf(this.#params);
    const index = this.#index;
    if (index >= list.length) return { value: undefined, done: true };
    this.#index = index + 2;
    return { value: this.#at(list, index), done: false };
  }

  [kInspect](depth, options) {
    if (typeof this !== 'object' || this === null || !(#params in this)) {
      throw new codes.ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options };
    if (depth !== null) nested.depth = depth - 1;
    const list = listOf(this.#params);
    const output = [];
    for (let i = this.#index; i < list.length; i += 2) {
      output.push(inspect(this.#at(list, i), nested));
    }
    return `${this[Symbol.toStringTag]} {${breakLines(output, options)}}`;
  }
}

// Users see a prototype like that of the built-in iterators: one which inherits from
// %IteratorPrototype% and gives no way to the constructor.
delete URLSearchParamsIterator.prototype.constructor;
Object.setPrototypeOf(URLSearchParamsIterator.prototype,
                      Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
Object.defineProperties(URLSearchParamsIterator.prototype, {
  next: kEnumerable,
  [Symbol.toStringTag]: {
    __proto__: null,
    configurable: true,
    value: 'URLSearchParams Iterator',
  },
});

// URL ---------------------------------------------------------------------------------------------

/** Writes `query` (null for none) into the record. */
function replaceQuery(record, query) {
  const { href, searchStart, hashStart } = record;
  const search = query === null ? '' : `?${query}`;
  record.href = `${href.slice(0, searchStart)}${search}${href.slice(hashStart)}`;
  record.hashStart = searchStart + search.length;
  if (query === null) stripOpaqueSpaces(record);
}

/** Writes back what was changed through searchParams. */
function flush(record) {
  record.stale = false;
  const query = serializeForm(listOf(record.params));
  replaceQuery(record, query === '' ? null : query);
}

/**
 * Spaces at the end of an opaque path are only kept while a query or fragment follows them.
 */
function stripOpaqueSpaces(record) {
  if (record.searchStart !== record.href.length || !hasOpaquePath(record)) return;
  let end = record.href.length;
  while (end > record.pathStart && record.href.charCodeAt(end - 1) === kSpace) end--;
  record.href = record.href.slice(0, end);
  record.searchStart = record.hashStart = end;
}

/** The digits at the start of `text` as a port, or null for no change. */
function leadingPort(text, scheme) {
  let end = 0;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end === 0 ? null : parsePort(text.slice(0, end), scheme);
}

/**
 * The host and hostname setters.
 * @param {UrlRecord} record
 * @param {string} value
 * @param {boolean} withPort
 */
function setHost(record, value, withPort) {
  if (hasOpaquePath(record)) return;
  value = removeTabs(value);
  const scheme = schemeOf(record);
  const special = defaultPort(scheme) !== undefined;
  const end = authorityEnd(value, 0, special);
  let host = '';
  let port = portOf(record);
  if (scheme === 'file') {
    if (end > 0) host = parseHost(value.slice(0, end), true);
    if (host === 'localhost') host = '';
  } else {
    const colon = portColon(value, 0, end);
    if (colon < end) {
      if (colon === 0 || !withPort) return;
      const given = leadingPort(value.slice(colon + 1, end), scheme);
      if (given !== null) port = given;
    } else if (end === 0 && (special || record.userEnd < record.hostStart || port !== '')) {
      return;
    }
    host = parseHost(value.slice(0, colon), special);
  }
  if (host === null) return;
  compose(record, scheme, usernameOf(record), passwordOf(record), host, port, pathOf(record),
          queryOf(record), fragmentOf(record));
}

function invalidUrl(input, base) {
  const error = new TypeError('Invalid URL');
  Error.captureStackTrace(error, invalidUrl);
  error.code = 'ERR_INVALID_URL';
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

// Modules are resolved against the same few bases over and over: the last one is kept parsed.
let lastBase = '';
let lastBaseRecord = null;

function parseBase(base) {
  if (base === lastBase) return lastBaseRecord;
  lastBaseRecord = parseUrl(base, null);
  lastBase = base;
  return lastBaseRecord;
}

// Lets the functions below make a URL from a record, and look at one.
let fromRecord;
let recordOf;
let makeRecord;

class URL {
  /** @type {UrlRecord} */
  #record;

  static {
    // What the constructor and URL.parse() share: null on failure.
    makeRecord = (input, base) => {
      if (base === undefined) return parseCanonical(input) || parseGeneral(input, null);
      let baseRecord;
      if (typeof base === 'object' && base !== null && #record in base &&
          base.toString === URL.prototype.toString) {
        baseRecord = base.#record;
        if (baseRecord.stale) flush(baseRecord);
      } else {
        baseRecord = parseBase(`${base}`);
        if (baseRecord === null) return null;
      }
      return parseCanonical(input) || parseGeneral(input, baseRecord);
    };
    fromRecord = (record) => new URL(record);
    recordOf = (url) => {
      const record = url.#record;
      if (record.stale) flush(record);
      return record;
    };
  }

  /**
   * WHATWG URL, section 6.1. Throws ERR_INVALID_URL (with `input` and `base`), ERR_MISSING_ARGS.
   * @param {string} input
   * @param {string | URL} [base]
   */
  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    if (input instanceof UrlRecord) {
      this.#record = input;
      return;
    }
    input = `${input}`;
    const record = makeRecord(input, base);
    if (record === null) throw invalidUrl(input, base === undefined ? undefined : `${base}`);
    this.#record = record;
  }

  /**
   * Like the constructor, but null instead of an exception.
   * @param {string} input
   * @param {string | URL} [base]
   * @returns {URL | null}
   */
  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    const record = makeRecord(`${input}`, base);
    return record === null ? null : new URL(record);
  }

  /**
   * Whether the constructor would accept the arguments.
   * @param {string} url
   * @param {string | URL} [base]
   * @returns {boolean}
   */
  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    return makeRecord(`${url}`, base) !== null;
  }

  /**
   * A URL for the blob, valid in this process. Node: URL.createObjectURL(blob).
   * Throws ERR_INVALID_ARG_TYPE.
   * @param {Blob} obj
   * @returns {string}
   */
  static createObjectURL(obj) {
    const { createObjectURL, isBlob } = require('internal/blob');
    if (!isBlob(obj)) throw new codes.ERR_INVALID_ARG_TYPE('obj', 'Blob', obj);
    return createObjectURL(obj);
  }

  /**
   * Forgets a URL made by createObjectURL. Node: URL.revokeObjectURL(id). Throws ERR_MISSING_ARGS.
   * @param {string} url
   */
  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    require('internal/blob').revokeObjectURL(`${url}`);
  }

  [kInspect](depth, options) {
    if (typeof this !== 'object' || this === null || !(#record in this)) throw wrongReceiver();
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const parts = {};
    for (const key of kParts) parts[key] = this[key];
    if (options.showHidden) parts[Symbol('context')] = new URLContext(this.#record);
    return `${this.constructor.name} ${inspect(parts, options)}`;
  }

  #string() {
    const record = this.#record;
    if (record.stale) flush(record);
    return record.href;
  }

  toString() {
    if (!(#record in this)) throw wrongReceiver();
    return this.#string();
  }

  get href() {
    if (!(#record in this)) throw wrongReceiver();
    return this.#string();
  }

  set href(value) {
    const record = this.#record;
    value = `${value}`;
    const next = parseUrl(value, null);
    if (next === null) throw new codes.ERR_INVALID_URL(value);
    const { params } = record;
    Object.assign(record, next);
    record.params = params;
    if (params !== null) replaceList(params, queryOf(record) ?? '');
  }

  get origin() {
    return originOf(this.#record);
  }

  get protocol() {
    const record = this.#record;
    return record.href.slice(0, record.schemeEnd);
  }

  set protocol(value) {
    const record = this.#record;
    value = removeTabs(`${value}`);
    const end = schemeLength(`${value}:`);
    if (end === -1) return;
    const scheme = value.slice(0, end).toLowerCase();
    const old = schemeOf(record);
    const standard = defaultPort(scheme);
    if ((standard === undefined) !== (defaultPort(old) === undefined)) return;
    let port = portOf(record);
    if (scheme === 'file' && (record.userEnd < record.hostStart || port !== '')) return;
    if (old === 'file' && record.hostStart === record.hostEnd) return;
    if (record.stale) flush(record);
    if (port === standard) port = '';
    compose(record, scheme, usernameOf(record), passwordOf(record), hostOf(record), port,
            pathOf(record), queryOf(record), fragmentOf(record));
  }

  get username() {
    return usernameOf(this.#record);
  }

  set username(value) {
    const record = this.#record;
    value = `${value}`;
    if (lacksAuthority(record)) return;
    if (record.stale) flush(record);
    compose(record, schemeOf(record), percentEncode(value, kSetUserinfo), passwordOf(record),
            hostOf(record), portOf(record), pathOf(record), queryOf(record), fragmentOf(record));
  }

  get password() {
    return passwordOf(this.#record);
  }

  set password(value) {
    const record = this.#record;
    value = `${value}`;
    if (lacksAuthority(record)) return;
    if (record.stale) flush(record);
    compose(record, schemeOf(record), usernameOf(record), percentEncode(value, kSetUserinfo),
            hostOf(record), portOf(record), pathOf(record), queryOf(record), fragmentOf(record));
  }

  get host() {
    const record = this.#record;
    return record.hostEnd === record.hostStart ? '' :
      record.href.slice(record.hostStart, record.pathStart);
  }

  set host(value) {
    const record = this.#record;
    value = `${value}`;
    if (record.stale) flush(record);
    setHost(record, value, true);
  }

  get hostname() {
    const record = this.#record;
    return record.href.slice(record.hostStart, record.hostEnd);
  }

  set hostname(value) {
    const record = this.#record;
    value = `${value}`;
    if (record.stale) flush(record);
    setHost(record, value, false);
  }

  get port() {
    return portOf(this.#record);
  }

  set port(value) {
    const record = this.#record;
    value = `${value}`;
    if (lacksAuthority(record)) return;
    const scheme = schemeOf(record);
    const port = value === '' ? '' : leadingPort(removeTabs(value), scheme);
    if (port === null) return;
    if (record.stale) flush(record);
    compose(record, scheme, usernameOf(record), passwordOf(record), hostOf(record), port,
            pathOf(record), queryOf(record), fragmentOf(record));
  }

  get pathname() {
    const record = this.#record;
    return record.href.slice(record.pathStart, record.searchStart);
  }

  set pathname(value) {
    const record = this.#record;
    value = removeTabs(`${value}`);
    if (hasOpaquePath(record)) return;
    if (record.stale) flush(record);
    const scheme = schemeOf(record);
    const host = hostOf(record);
    let path = parsePath('', value, 0, value.length, scheme, defaultPort(scheme) !== undefined);
    if (path === '' && host === null) path = '/';
    compose(record, scheme, usernameOf(record), passwordOf(record), host, portOf(record), path,
            queryOf(record), fragmentOf(record));
  }

  get search() {
    if (!(#record in this)) throw wrongReceiver();
    const record = this.#record;
    if (record.stale) flush(record);
    return record.hashStart - record.searchStart < 2 ? '' :
      record.href.slice(record.searchStart, record.hashStart);
  }

  set search(value) {
    const record = this.#record;
    value = `${value}`;
    record.stale = false;
    let query = null;
    if (value !== '') {
      value = removeTabs(value);
      const special = defaultPort(schemeOf(record)) !== undefined;
      query = percentEncode(value.charCodeAt(0) === kQuestion ? value.slice(1) : value,
                            special ? kSetSpecialQuery : kSetQuery);
    }
    replaceQuery(record, query);
    if (record.params !== null) replaceList(record.params, query ?? '');
  }

  get searchParams() {
    const record = this.#record;
    if (record.params === null) record.params = makeParams(record, queryOf(record) ?? '');
    return record.params;
  }

  get hash() {
    const { href, hashStart } = this.#record;
    return href.length - hashStart < 2 ? '' : href.slice(hashStart);
  }

  set hash(value) {
    const record = this.#record;
    value = `${value}`;
    if (record.stale) flush(record);
    const href = record.href.slice(0, record.hashStart);
    if (value === '') {
      record.href = href;
      stripOpaqueSpaces(record);
    } else {
      value = removeTabs(value);
      const fragment = value.charCodeAt(0) === kHash ? value.slice(1) : value;
      record.href = `${href}#${percentEncode(fragment, kSetFragment)}`;
    }
  }

  toJSON() {
    if (!(#record in this)) throw wrongReceiver();
    return this.#string();
  }
}

Object.defineProperties(URL.prototype, {
  [kInspect]: { __proto__: null, configurable: true, enumerable: false },
  toString: kEnumerable,
  href: kEnumerable,
  origin: kEnumerable,
  protocol: kEnumerable,
  username: kEnumerable,
  password: kEnumerable,
  host: kEnumerable,
  hostname: kEnumerable,
  port: kEnumerable,
  pathname: kEnumerable,
  search: kEnumerable,
  searchParams: kEnumerable,
  hash: kEnumerable,
  toJSON: kEnumerable,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URL' },
});
Object.defineProperties(URL, {
  parse: kEnumerable,
  canParse: kEnumerable,
  createObjectURL: kEnumerable,
  revokeObjectURL: kEnumerable,
});

const kParts = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port',
                'pathname', 'search', 'searchParams', 'hash'];

function wrongReceiver() {
  return new TypeError('Receiver must be an instance of class URL');
}

function originOf(record) {
  const scheme = schemeOf(record);
  if (scheme === 'blob') {
    const inner = parseUrl(pathOf(record), null);
    if (inner === null) return 'null';
    const innerScheme = schemeOf(inner);
    return innerScheme === 'http' || innerScheme === 'https' ? originOf(inner) : 'null';
  }
  // The special schemes that have a port have an origin.
  if (!defaultPort(scheme)) return 'null';
  return `${scheme}://${record.href.slice(record.hostStart, record.pathStart)}`;
}

// Offsets of absent parts, as they are shown.
const kOmitted = 0xffffffff;

/** The offsets as inspection with `showHidden` shows them. */
class URLContext {
  constructor(record) {
    const { href } = record;
    const length = href.length;
    const port = portOf(record);
    this.href = href;
    this.protocol_end = record.schemeEnd;
    this.username_end = record.userEnd;
    this.host_start = record.hostStart === record.userEnd ? record.hostStart :
      record.hostStart - 1;
    this.host_end = record.hostEnd;
    this.pathname_start = record.pathStart;
    this.search_start = record.searchStart < record.hashStart ? record.searchStart : kOmitted;
    this.hash_start = record.hashStart < length ? record.hashStart : kOmitted;
    this.port = port === '' ? kOmitted : Number(port);
    const type = ['http', '', 'https', 'ws', 'ftp', 'wss', 'file'].indexOf(schemeOf(record));
    this.scheme_type = type === -1 ? 1 : type;
  }

  get hasPort() {
    return this.port !== kOmitted;
  }

  get hasSearch() {
    return this.search_start !== kOmitted;
  }

  get hasHash() {
    return this.hash_start !== kOmitted;
  }
}

// Files and hosts ---------------------------------------------------------------------------------

/**
 * Whether the value is a URL object, of this class or one that looks like it; a result of the
 * legacy url.parse() is not.
 * @param {any} value
 * @returns {boolean}
 */
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined &&
                 value.path === undefined);
}

/**
 * The options http.request() understands. Node: url.urlToHttpOptions(url).
 * Throws ERR_INVALID_ARG_TYPE.
 * @param {URL} url
 * @returns {object}
 */
function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) {
    options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  }
  return options;
}

/**
 * The path a file URL names. Node: url.fileURLToPath(url[, options]). Throws ERR_INVALID_ARG_TYPE,
 * ERR_INVALID_URL_SCHEME, ERR_INVALID_FILE_URL_HOST, ERR_INVALID_FILE_URL_PATH.
 * @param {string | URL} path
 * @param {{windows?: boolean}} [options]
 * @returns {string}
 */
function fileURLToPath(path, options = undefined) {
  const windows = options?.windows ?? process.platform === 'win32';
  if (typeof path === 'string') path = new URL(path);
  else if (!isURL(path)) throw new codes.ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (path.protocol !== 'file:') throw new codes.ERR_INVALID_URL_SCHEME('file');
  return windows ? windowsPath(path) : posixPath(path);
}

function posixPath(url) {
  if (url.hostname !== '') throw new codes.ERR_INVALID_FILE_URL_HOST(process.platform);
  const { pathname } = url;
  if (!pathname.includes('%')) return pathname;
  if (/%2f/i.test(pathname)) {
    throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded / characters');
  }
  return decodeURIComponent(pathname);
}

function windowsPath(url) {
  const { hostname } = url;
  let { pathname } = url;
  if (/%(?:2f|5c)/i.test(pathname)) {
    throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters');
  }
  pathname = decodeURIComponent(pathname.replaceAll('/', '\\'));
  if (hostname !== '') return `\\\\${domainToUnicode(hostname)}${pathname}`;
  if (!isAlpha(pathname.charCodeAt(1)) || pathname[2] !== ':') {
    throw new codes.ERR_INVALID_FILE_URL_PATH('must be absolute');
  }
  return pathname.slice(1);
}

/**
 * The file URL of a path, which is resolved first. Node: url.pathToFileURL(path[, options]).
 * Throws ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE.
 * @param {string} filepath
 * @param {{windows?: boolean}} [options]
 * @returns {URL}
 */
function pathToFileURL(filepath, options = undefined) {
  validateString(filepath, 'path');
  const windows = options?.windows ?? process.platform === 'win32';
  const path = require('path');
  if (windows && filepath.startsWith('\\\\')) {
    const url = uncToFileURL(filepath);
    if (url !== null) return url;
    filepath = filepath.slice(4);
  }
  let resolved = (windows ? path.win32 : path.posix).resolve(filepath);
  // resolve() drops the trailing separator, which matters to what is resolved against the URL.
  const last = filepath.charCodeAt(filepath.length - 1);
  if ((last === kSlash || (windows && last === kBackslash)) &&
      !resolved.endsWith(windows ? '\\' : '/')) {
    resolved += '/';
  }
  if (windows) resolved = resolved.replaceAll('\\', '/');
  if (resolved.charCodeAt(0) !== kSlash) resolved = `/${resolved}`;
  return fromRecord(compose(null, 'file', '', '', '', '', percentEncode(resolved, kSetFilePath),
                            null, null));
}

/** "\\\\server\\share\\x" or its extended form; null for a local path in extended form. */
function uncToFileURL(filepath) {
  const path = require('path');
  const extended = filepath.startsWith('\\\\?\\UNC\\');
  if (!extended && filepath.startsWith('\\\\?\\')) return null;
  const start = extended ? 8 : 2;
  const hostEnd = filepath.indexOf('\\', start);
  if (hostEnd === -1) {
    throw new codes.ERR_INVALID_ARG_VALUE('path', filepath, 'Missing UNC resource path');
  }
  if (hostEnd === start) {
    throw new codes.ERR_INVALID_ARG_VALUE('path', filepath, 'Empty UNC servername');
  }
  const host = parseHost(filepath.slice(start, hostEnd), true);
  if (host === null) throw invalidUrl(`file://${filepath.slice(start, hostEnd)}`, undefined);
  const tail = path.win32.normalize(filepath.slice(hostEnd)).replaceAll('\\', '/');
  return fromRecord(compose(null, 'file', '', '', host === 'localhost' ? '' : host, '',
                            percentEncode(tail, kSetFilePath), null, null));
}

/**
 * What fs functions do with a path argument: a URL becomes a path, anything else stays.
 * @template T
 * @param {T} fileURLOrPath
 * @returns {T | string}
 */
function toPathIfFileURL(fileURLOrPath) {
  if (typeof fileURLOrPath === 'string' || !isURL(fileURLOrPath)) return fileURLOrPath;
  return fileURLToPath(fileURLOrPath);
}

/** Parses a domain as the hostname of a special URL; '' on failure. */
function domainToHost(domain) {
  domain = removeTabs(domain);
  const end = authorityEnd(domain, 0, true);
  if (end === 0 || portColon(domain, 0, end) < end) return '';
  return parseHost(domain.slice(0, end), true) ?? '';
}

/**
 * The Punycode form of a domain, or '' if it is invalid. Node: url.domainToASCII(domain).
 * Throws ERR_MISSING_ARGS.
 * @param {string} domain
 * @returns {string}
 */
function domainToASCII(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  return domainToHost(`${domain}`);
}

/**
 * The Unicode form of a domain, or '' if it is invalid. Node: url.domainToUnicode(domain).
 * Throws ERR_MISSING_ARGS.
 * @param {string} domain
 * @returns {string}
 */
function domainToUnicode(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  const host = domainToHost(`${domain}`);
  return host.includes('xn--') ? binding('icu').toUnicode(host) : host;
}

module.exports = {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  isURL,
  pathToFileURL,
  toPathIfFileURL,
  urlToHttpOptions,
};
