'use strict';

// The url module: the legacy parser, which programs use for its leniency, and the exports of the
// URL Standard's implementation in internal/url.
//
// How the legacy parser works. It cuts a string at its delimiters from the outside in: protocol,
// authority (when the protocol or the string asks for one), then hash, search and path in what is
// left. It validates little, keeps most characters as they are, and never loses one: what does not
// fit into the host goes to the path. Requests such as "/path?query" take a short cut.
//
// resolve() works on the parts of two parsed URLs and on lists of path segments.
//
// Cost: O(length), one object and a slice for each part.

const { codes } = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');
const { makeKeepTable, percentEncode } = require('internal/querystring');
const internalUrl = require('internal/url');

const { URL, URLSearchParams, domainToASCII, domainToUnicode, fileURLToPath, pathToFileURL,
        urlToHttpOptions } = internalUrl;

const kMaxHostname = 255;

const kProtocol = /^[a-z0-9.+-]+:/i;
const kPort = /:[0-9]*$/;
const kRequestPath = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
const kAuthorityWithUser = /^\/\/[^@/]+@[^@/]+/;
let warnedInvalidPort = false;

// What ends a host although it does not end the authority.
const kNotInHost = /[\t\n\r "%';<>\\^`{|}]/;
// What no host may contain once it has been converted.
const kForbiddenInHost = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const kForbiddenInIPv6 = /[\0\t\n\r #%/<>?@\\^|]/;
const kToEscape = /[\t\n\r "'<>\\^`{|}]/g;
const kKeepInAuth = makeKeepTable('!\'()*-._~:');

// Protocols with an authority even without "//", and those whose relative references have paths.
const kSlashed = new Set(['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss']
  .flatMap((name) => [name, `${name}:`]));

function isSlashed(protocol) {
  return kSlashed.has(protocol);
}

function isJavaScript(protocol) {
  return protocol === 'javascript:' || protocol === 'javascript';
}

function isBlank(code) {
  return code <= 32 || code === 0xa0 || code === 0xfeff;
}

/** Trims blanks, and turns backslashes into slashes up to the query or hash, as browsers do. */
function normalizeInput(text) {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (start > 0 || end < text.length) text = text.slice(start, end);
  if (!text.includes('\\')) return text;
  const split = text.search(/[?#]/);
  if (split === -1) return text.replaceAll('\\', '/');
  return text.slice(0, split).replaceAll('\\', '/') + text.slice(split);
}

/** Index of the first character that can't be in a host name, or the length. */
function hostnameEnd(hostname) {
  const end = hostname.search(/[/\\#?:]/);
  return end === -1 ? hostname.length : end;
}

function escapeCharacter(c) {
  return c === '\'' ? '%27' : encodeURIComponent(c);
}

/**
 * A legacy URL object. Node: "Legacy URL API", urlObject.
 * @constructor
 */
function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

let warnedOfParse = false;

// DEP0169 is a documentation-only deprecation, which --pending-deprecation makes audible.
function warnOfParse() {
  warnedOfParse = true;
  if (!require('internal/options').getOptionValue('--pending-deprecation')) return;
  process.emitWarning(
    '`url.parse()` behavior is not standardized and prone to errors that have security ' +
    'implications. Use the WHATWG URL API instead. CVEs are not issued for `url.parse()` ' +
    'vulnerabilities.', 'DeprecationWarning', 'DEP0169');
}

/**
 * The legacy parser. Node: url.parse(urlString[, parseQueryString[, slashesDenoteHost]]).
 * Throws ERR_INVALID_ARG_TYPE, ERR_INVALID_URL; URIError for a malformed username or password.
 * @param {string | Url} url
 * @param {boolean} [parseQueryString] whether `query` becomes an object
 * @param {boolean} [slashesDenoteHost] whether "//a/b" has the host "a"
 * @returns {Url}
 */
function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (!warnedOfParse) warnOfParse();
  if (url instanceof Url) return url;
  const parsed = new Url();
  parsed.parse(url, parseQueryString, slashesDenoteHost);
  return parsed;
}

function setQuery(url, search, parseQueryString) {
  url.search = search;
  const query = search.slice(1);
  url.query = parseQueryString ? require('querystring').parse(query) : query;
}

/** @see urlParse */
Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = normalizeInput(url);

  if (!slashesDenoteHost && rest.charCodeAt(0) === 0x2f && !rest.includes('#')) {
    const request = kRequestPath.exec(rest);
    if (request !== null && !request[1].includes('@')) {
      this.path = this.href = rest;
      this.pathname = request[1];
      if (request[2]) {
        setQuery(this, request[2], parseQueryString);
      } else if (parseQueryString) {
        this.search = null;
        this.query = { __proto__: null };
      }
      return this;
    }
  }

  let protocol = '';
  let needsHost = false; // Only lower case names are known to do without.
  const scheme = kProtocol.exec(rest);
  if (scheme !== null) {
    needsHost = !isSlashed(scheme[0]);
    protocol = this.protocol = scheme[0].toLowerCase();
    rest = rest.slice(protocol.length);
  }

  let slashes = false;
  if (slashesDenoteHost || protocol !== '' || kAuthorityWithUser.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !isJavaScript(protocol)) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!isJavaScript(protocol) && (slashes || needsHost)) {
    rest = parseAuthority(this, rest, url);
  }

  if (!isJavaScript(protocol)) rest = rest.replace(kToEscape, escapeCharacter);

  let end = rest.indexOf('#');
  if (end === -1) end = rest.length;
  else this.hash = rest.slice(end);
  const question = rest.lastIndexOf('?', end) === -1 ? -1 : rest.indexOf('?');
  if (question !== -1 && question < end) {
    setQuery(this, rest.slice(question, end), parseQueryString);
    end = question;
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  if (end > 0) this.pathname = rest.slice(0, end);
  if (isSlashed(protocol) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

/**
 * Cuts the authority off the start of `rest` and returns what is behind it.
 * @param {Url} target
 * @param {string} rest
 * @param {string} url the whole input, for messages
 * @returns {string}
 */
function parseAuthority(target, rest, url) {
  let end = rest.search(/[/?#]/);
  if (end === -1) end = rest.length;
  // Like the URL Standard, this parser ignores tabs and newlines here.
  const authority = rest.slice(0, end).replace(/[\t\n\r]/g, '');
  rest = rest.slice(end);
  const at = authority.lastIndexOf('@');
  if (at !== -1) target.auth = decodeURIComponent(authority.slice(0, at));
  let host = authority.slice(at + 1);
  const foreign = host.search(kNotInHost);
  if (foreign !== -1) {
    rest = host.slice(foreign) + rest;
    host = host.slice(0, foreign);
  }
  target.host = host;
  target.parseHost();
  let hostname = target.hostname ?? '';
  const ipv6 = hostname.startsWith('[') && hostname.endsWith(']');
  if (!ipv6) {
    const valid = hostnameEnd(hostname);
    if (valid < hostname.length) {
      warnInvalidPort(url);
      rest = `/${hostname.slice(valid)}${rest}`;
      hostname = hostname.slice(0, valid);
    }
  }
  if (hostname.length > kMaxHostname) hostname = '';
  else hostname = hostname.toLowerCase();
  if (hostname !== '') {
    if (ipv6) {
      if (kForbiddenInIPv6.test(hostname)) throw new codes.ERR_INVALID_URL(url);
    } else {
      // Lenient: a name that is not valid is taken as far as it could be converted.
      hostname = require('internal/idna').toASCII(hostname, false);
      if (hostname === '' || kForbiddenInHost.test(hostname)) throw new codes.ERR_INVALID_URL(url);
    }
  }
  target.hostname = hostname;
  target.host = target.port ? `${hostname}:${target.port}` : hostname;
  if (ipv6) {
    target.hostname = hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

function warnInvalidPort(url) {
  if (warnedInvalidPort) return;
  warnedInvalidPort = true;
  process.emitWarning(
    `The URL ${url} is invalid. Future versions of Node.js will throw an error.`,
    'DeprecationWarning', 'DEP0170');
}

/** Splits `host` into `hostname` and `port`. */
Url.prototype.parseHost = function parseHost() {
  let { host } = this;
  const match = kPort.exec(host);
  if (match !== null) {
    const [port] = match;
    if (port !== ':') this.port = port.slice(1);
    host = host.slice(0, host.length - port.length);
  }
  if (host) this.hostname = host;
};

/**
 * A URL as a string. Node: url.format(URL[, options]), url.format(urlObject).
 * Throws ERR_INVALID_ARG_TYPE.
 * @param {string | URL | object} urlObject
 * @param {{auth?: boolean, fragment?: boolean, search?: boolean, unicode?: boolean}} [options]
 * @returns {string}
 */
function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = urlParse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new codes.ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  } else if (urlObject instanceof URL) {
    return formatStandard(urlObject, options);
  }
  return Url.prototype.format.call(urlObject);
}

function formatStandard(url, options) {
  const shown = { auth: true, fragment: true, search: true, unicode: false };
  if (options) {
    validateObject(options, 'options');
    for (const key of Object.keys(shown)) {
      if (options[key] != null) shown[key] = Boolean(options[key]);
    }
  }
  let out = url.protocol;
  const { host, hostname, username, password, pathname } = url;
  if (host !== '' || url.href.startsWith('//', out.length)) {
    out += '//';
    if (shown.auth && (username !== '' || password !== '')) {
      out += password === '' ? `${username}@` : `${username}:${password}@`;
    }
    if (shown.unicode) {
      out += domainToUnicode(hostname);
      if (url.port !== '') out += `:${url.port}`;
    } else {
      out += host;
    }
  } else if (pathname.startsWith('//')) {
    out += '/.';
  }
  out += pathname;
  if (shown.search) out += url.search;
  if (shown.fragment) out += url.hash;
  return out;
}

/** @see urlFormat */
Url.prototype.format = function format() {
  const auth = this.auth ? `${percentEncode(this.auth, kKeepInAuth)}@` : '';
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    const { hostname } = this;
    const bare = hostname.includes(':') && !(hostname.startsWith('[') && hostname.endsWith(']'));
    host = auth + (bare ? `[${hostname}]` : hostname);
    if (this.port) host += `:${this.port}`;
  }
  let query = '';
  if (this.query !== null && typeof this.query === 'object') {
    query = require('querystring').stringify(this.query);
  }
  let search = this.search || (query && `?${query}`) || '';

  if (protocol && !protocol.endsWith(':')) protocol += ':';
  pathname = pathname.replace(/[?#]/g, (c) => (c === '?' ? '%3F' : '%23'));
  if (this.slashes || isSlashed(protocol)) {
    if (this.slashes || host) {
      if (pathname && !pathname.startsWith('/')) pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol === 'file:') {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && !hash.startsWith('#')) hash = `#${hash}`;
  if (search && !search.startsWith('?')) search = `?${search}`;
  return `${protocol}${host}${pathname}${search}${hash}`;
};

/**
 * Resolves a reference against a base as an anchor would. Node: url.resolve(from, to).
 * Throws ERR_INVALID_ARG_TYPE, ERR_INVALID_URL.
 * @param {string} source
 * @param {string} relative
 * @returns {string}
 */
function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

/** @see urlResolve */
Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

/**
 * Like urlResolve, but gives the legacy URL object.
 * @param {string | Url} source
 * @param {string | Url} relative
 * @returns {Url | string}
 */
function urlResolveObject(source, relative) {
  return source ? urlParse(source, false, true).resolveObject(relative) : relative;
}

/** The first segment stands for an authority, perhaps with a user before "@". */
function takeAuthority(target, segment) {
  target.host = target.hostname = segment;
  if (segment && segment.indexOf('@') > 0) {
    const [auth, host] = segment.split('@');
    target.auth = auth;
    target.host = target.hostname = host;
  }
}

function joinPath(target) {
  if (target.pathname === null && target.search === null) return;
  target.path = (target.pathname || '') + (target.search || '');
}

function copyParts(from, to, keys) {
  for (const key of keys) to[key] = from[key];
}

/** @see urlResolve */
Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string') relative = urlParse(relative, false, true);
  const result = new Url();
  Object.assign(result, this);
  // A reference has its own hash or none.
  result.hash = relative.hash;

  if (relative.href === '') {
    result.href = result.format();
    return result;
  }

  // "//host/path": only the protocol comes from the base.
  if (relative.slashes && !relative.protocol) {
    copyParts(relative, result, Object.keys(relative).filter((key) => key !== 'protocol'));
    if (isSlashed(result.protocol) && result.hostname && !result.pathname) {
      result.path = result.pathname = '/';
    }
    result.href = result.format();
    return result;
  }

  if (relative.protocol && relative.protocol !== result.protocol) {
    return resolveOtherProtocol(result, relative);
  }
  return resolvePath(result, relative);
};

function resolveOtherProtocol(result, relative) {
  // An unknown protocol says nothing of how to resolve: the reference is taken as a whole.
  if (!isSlashed(relative.protocol)) {
    Object.assign(result, relative);
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  let { host, hostname, pathname } = relative;
  if (!host && !/^file:?$/.test(relative.protocol) && !isJavaScript(relative.protocol)) {
    // "http:a/b": the first name in the path is the host.
    const segments = (pathname || '').split('/');
    while (segments.length > 0 && !host) host = segments.shift();
    host ||= '';
    hostname ||= '';
    if (segments[0] !== '') segments.unshift('');
    if (segments.length < 2) segments.unshift('');
    pathname = segments.join('/');
    // The object passed in shows what was found, too.
    relative.host = host;
    relative.hostname = hostname;
  }
  result.pathname = pathname;
  copyParts(relative, result, ['search', 'query', 'auth', 'port']);
  result.host = host || '';
  result.hostname = hostname || host;
  if (result.pathname || result.search) result.path = (pathname || '') + (result.search || '');
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
}

function resolvePath(result, relative) {
  const baseAbsolute = Boolean(result.pathname) && result.pathname.startsWith('/');
  const absolute = Boolean(relative.host) ||
    (Boolean(relative.pathname) && relative.pathname.startsWith('/'));
  let mustBeAbsolute = absolute || baseAbsolute || Boolean(result.host && relative.pathname);
  const dropLeadingDots = mustBeAbsolute;
  let segments = (result.pathname && result.pathname.split('/')) || [];
  const added = (relative.pathname && relative.pathname.split('/')) || [];
  // Without "//" in the protocol what looks like a host is the start of the path: it is treated as
  // a segment, and put back in the end.
  const hostInPath = Boolean(result.protocol) && !isSlashed(result.protocol);
  if (hostInPath) {
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (segments[0] === '') segments[0] = result.host;
      else segments.unshift(result.host);
    }
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (added[0] === '') added[0] = relative.host;
        else added.unshift(relative.host);
      }
      relative.host = null;
    }
    mustBeAbsolute = mustBeAbsolute && (added[0] === '' || segments[0] === '');
  }

  if (absolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    copyParts(relative, result, ['search', 'query']);
    segments = added;
  } else if (added.length > 0) {
    segments.pop();
    segments = segments.concat(added);
    copyParts(relative, result, ['search', 'query']);
  } else if (relative.search !== null && relative.search !== undefined) {
    // A query replaces the base's; the path stays as it is.
    if (hostInPath) takeAuthority(result, segments.shift());
    copyParts(relative, result, ['search', 'query']);
    joinPath(result);
    result.href = result.format();
    return result;
  }

  if (segments.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }

  const last = segments[segments.length - 1];
  const trailingSlash = last === '' ||
    ((result.host || relative.host || segments.length > 1) && (last === '.' || last === '..'));

  segments = removeDots(segments, !mustBeAbsolute && !dropLeadingDots);
  if (mustBeAbsolute && segments[0] !== '' && !segments[0]?.startsWith('/')) segments.unshift('');
  if (trailingSlash && !segments.join('/').endsWith('/')) segments.push('');
  const isAbsolute = segments[0] === '' || Boolean(segments[0]?.startsWith('/'));
  if (hostInPath) {
    takeAuthority(result, isAbsolute || segments.length === 0 ? '' : segments.shift());
  }
  if ((mustBeAbsolute || (result.host && segments.length > 0)) && !isAbsolute) {
    segments.unshift('');
  }
  if (segments.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = segments.join('/');
  }
  joinPath(result);
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
}

/**
 * Removes "." and, with the segment before it, "..".
 * @param {string[]} segments
 * @param {boolean} keepLeading whether a ".." with nothing before it stays
 * @returns {string[]}
 */
function removeDots(segments, keepLeading) {
  const kept = [];
  let climbs = 0;
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i];
    if (segment === '.') continue;
    if (segment === '..') climbs++;
    else if (climbs > 0) climbs--;
    else kept.push(segment);
  }
  if (keepLeading) {
    for (; climbs > 0; climbs--) kept.push('..');
  }
  return kept.reverse();
}

module.exports = {
  // The legacy API.
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,

  // The URL Standard.
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,

  // Conversions.
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
