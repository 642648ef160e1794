'use strict';

// MIMEType and MIMEParams (Node documentation, util), after the WHATWG MIME Sniffing Standard,
// sections 4.4 "Parsing a MIME type" and 4.5 "Serializing a MIME type".

const kWhitespace = '\t\n\r ';

// HTTP token code points, and the complement of HTTP quoted-string token code points (section 2).
const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notQuotedString = /[^\t\u0020-~\u0080-\u00FF]/;

function isWhitespace(character) {
  return kWhitespace.includes(character);
}

function skipWhitespace(text, position) {
  while (position < text.length && isWhitespace(text[position])) position++;
  return position;
}

function trimWhitespaceEnd(text) {
  let end = text.length;
  while (end > 0 && isWhitespace(text[end - 1])) end--;
  return text.slice(0, end);
}

function toAsciiLowerCase(text) {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function invalidSyntax(production, text, index) {
  const { codes } = require('internal/errors');
  return new codes.ERR_INVALID_MIME_SYNTAX(production, text, index);
}

// The index of the first position at or after `position` of one of two characters, or the end.
function findEither(text, position, first, second) {
  while (position < text.length && text[position] !== first && text[position] !== second) {
    position++;
  }
  return position;
}

/** Throws unless `part` is a token; the error shows `text`, of which it is a part. */
function checkToken(production, part, text) {
  const index = part.search(notToken);
  if (part === '' || index !== -1) throw invalidSyntax(production, text, index);
}

function serializeValue(value) {
  if (value !== '' && !notToken.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

class MIMEParams {
  /** @type {Map<string, string>} */
  #entries = new Map();

  /** @param {string} name */
  delete(name) {
    this.#entries.delete(name);
  }

  /** @param {string} name @returns {string | null} */
  get(name) {
    return this.#entries.get(name) ?? null;
  }

  /** @param {string} name @returns {boolean} */
  has(name) {
    return this.#entries.has(name);
  }

  /**
   * @param {string} name
   * @param {string} value
   * @throws ERR_INVALID_MIME_SYNTAX
   */
  set(name, value) {
    const entries = this.#entries;
    name = `${name}`;
    value = `${value}`;
    checkToken('parameter name', name, name);
    const index = value.search(notQuotedString);
    if (index !== -1) throw invalidSyntax('parameter value', value, index);
    entries.set(name, value);
  }

  /** @returns {IterableIterator<[string, string]>} */
  *entries() {
    yield* this.#entries.entries();
  }

  /** @returns {IterableIterator<string>} */
  *keys() {
    yield* this.#entries.keys();
  }

  /** @returns {IterableIterator<string>} */
  *values() {
    yield* this.#entries.values();
  }

  /** @returns {string} */
  toString() {
    let text = '';
    for (const [name, value] of this.#entries) {
      if (text !== '') text += ';';
      text += `${name}=${serializeValue(value)}`;
    }
    return text;
  }

  /**
   * Fills `params` from `text`, which begins at the first semicolon's right side. Parameters that
   * are malformed or repeated are left out.
   * @param {string} text
   * @param {MIMEParams} params
   */
  static parse(text, params) {
    const entries = params.#entries;
    let position = 0;
    while (position < text.length) {
      position = skipWhitespace(text, position);
      const nameEnd = findEither(text, position, ';', '=');
      const name = toAsciiLowerCase(text.slice(position, nameEnd));
      position = nameEnd + 1;
      if (text[nameEnd] !== '=') continue;
      if (position >= text.length) break;

      let value;
      if (text[position] === '"') {
        ({ value, position } = parseQuotedString(text, position + 1));
        position = findEither(text, position, ';', ';') + 1;
      } else {
        const end = findEither(text, position, ';', ';');
        value = trimWhitespaceEnd(text.slice(position, end));
        position = end + 1;
        if (value === '') continue;
      }
      if (name !== '' && !notToken.test(name) && !notQuotedString.test(value) &&
          !entries.has(name)) {
        entries.set(name, value);
      }
    }
  }
}

Object.defineProperties(MIMEParams.prototype, {
  [Symbol.iterator]: {
    __proto__: null, value: MIMEParams.prototype.entries, writable: true, configurable: true,
  },
  toJSON: {
    __proto__: null, value: MIMEParams.prototype.toString, writable: true, configurable: true,
  },
});

const parseParams = MIMEParams.parse;
delete MIMEParams.parse;

// From behind the opening quote; a missing closing one ends the string at the end of the text.
function parseQuotedString(text, position) {
  let value = '';
  while (position < text.length) {
    const end = findEither(text, position, '"', '\\');
    value += text.slice(position, end);
    position = end + 1;
    if (text[end] !== '\\') break;
    if (position >= text.length) {
      value += '\\';
      break;
    }
    value += text[position++];
  }
  return { value, position };
}

class MIMEType {
  #type;
  #subtype;
  #params = new MIMEParams();

  /**
   * @param {string} input
   * @throws ERR_INVALID_MIME_SYNTAX
   */
  constructor(input) {
    const text = `${input}`;
    const start = skipWhitespace(text, 0);
    const slash = text.indexOf('/', start);
    const type = text.slice(start, slash === -1 ? text.length : slash);
    if (slash === -1 || type === '' || notToken.test(type)) {
      throw invalidSyntax('type', text, type.search(notToken));
    }
    const semicolon = findEither(text, slash + 1, ';', ';');
    const subtype = trimWhitespaceEnd(text.slice(slash + 1, semicolon));
    checkToken('subtype', subtype, text);
    this.#type = toAsciiLowerCase(type);
    this.#subtype = toAsciiLowerCase(subtype);
    parseParams(text.slice(semicolon + 1), this.#params);
  }

  /** @returns {string} */
  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    checkToken('type', value, value);
    this.#type = toAsciiLowerCase(value);
  }

  /** @returns {string} */
  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    checkToken('subtype', value, value);
    this.#subtype = toAsciiLowerCase(value);
  }

  /** @returns {string} type and subtype */
  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  /** @returns {MIMEParams} */
  get params() {
    return this.#params;
  }

  /** @returns {string} */
  toString() {
    const params = this.#params.toString();
    return params === '' ? this.essence : `${this.essence};${params}`;
  }
}

Object.defineProperty(MIMEType.prototype, 'toJSON', {
  __proto__: null, value: MIMEType.prototype.toString, writable: true, configurable: true,
});

module.exports = { MIMEParams, MIMEType };
