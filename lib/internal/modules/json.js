'use strict';

// Why a text is no JSON, in the words that V8 has for it since version 11: they say what is
// expected, not only what was found. The loaders ask when JSON.parse() has thrown.

/** Where and why a text is no JSON. Never escapes this file. */
class Fault {
  constructor(message) {
    this.message = message;
  }
}

/** Reads a text up to its first fault. */
class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /** @returns {Fault} */
  fault(what, at = this.at) {
    return new Fault(`${what} in JSON at position ${at}`);
  }

  /** @returns {Fault} for a character that can't stand where it stands */
  unexpected() {
    const { text, at } = this;
    if (at >= text.length) return new Fault('Unexpected end of JSON input');
    if (text[at] === '"') return this.fault('Unexpected string');
    if (/[-0-9]/.test(text[at])) return this.fault('Unexpected number');
    // A long text is shown with ten characters on each side.
    const isLong = text.length > 20;
    const start = isLong ? Math.max(at - 10, 0) : 0;
    const end = isLong ? Math.min(at + 10, text.length) : text.length;
    const shown = `${start > 0 ? '...' : ''}"${text.slice(start, end)}"${
      end < text.length ? '...' : ''}`;
    return new Fault(`Unexpected token '${text[at]}', ${shown} is not valid JSON`);
  }

  /** @returns {string | undefined} the next character that is no white space */
  next() {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at++;
    return this.text[this.at];
  }

  /** Passes over what a sticky pattern matches. @returns {boolean} whether it does */
  skip(pattern) {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  whole() {
    this.value();
    if (this.next() === undefined) return;
    throw new Fault(`Unexpected non-whitespace character after JSON at position ${this.at}`);
  }

  value() {
    const first = this.next();
    if (first === '{') this.object();
    else if (first === '[') this.array();
    else if (first === '"') this.string();
    else if (first !== undefined && /[-0-9]/.test(first)) this.number();
    else this.word();
  }

  word() {
    for (const word of ['true', 'false', 'null']) {
      if (word[0] !== this.text[this.at]) continue;
      for (const letter of word) {
        if (this.text[this.at] !== letter) throw this.unexpected();
        this.at++;
      }
      return;
    }
    throw this.unexpected();
  }

  object() {
    this.at++;
    if (this.next() === '}') {
      this.at++;
      return;
    }
    for (let wanted = "property name or '}'"; ; wanted = 'double-quoted property name') {
      if (this.next() !== '"') throw this.fault(`Expected ${wanted}`);
      this.string();
      if (this.next() !== ':') throw this.fault("Expected ':' after property name");
      this.at++;
      this.value();
      const end = this.next();
      if (end !== ',' && end !== '}') throw this.fault("Expected ',' or '}' after property value");
      this.at++;
      if (end === '}') return;
    }
  }

  array() {
    this.at++;
    if (this.next() === ']') {
      this.at++;
      return;
    }
    for (;;) {
      this.value();
      const end = this.next();
      if (end !== ',' && end !== ']') throw this.fault("Expected ',' or ']' after array element");
      this.at++;
      if (end === ']') return;
    }
  }

  string() {
    this.at++;
    for (;;) {
      this.skip(/[^"\\\0-\x1f]*/y);
      const stop = this.text[this.at];
      if (stop === undefined) throw this.fault('Unterminated string');
      if (stop === '"') break;
      if (stop !== '\\') throw this.fault('Bad control character in string literal');
      this.at++;
      if (this.text[this.at] === undefined) throw this.fault('Unterminated string');
      if (this.text[this.at] === 'u') {
        if (!this.skip(/u[0-9a-fA-F]{4}/y)) throw this.fault('Bad Unicode escape');
      } else if (!this.skip(/["\\/bfnrt]/y)) {
        throw this.fault('Bad escaped character');
      }
    }
    this.at++;
  }

  number() {
    if (this.text[this.at] === '-') {
      this.at++;
      if (!/[0-9]/.test(this.text[this.at] ?? '')) throw this.fault('No number after minus sign');
    }
    if (this.text[this.at] === '0') {
      this.at++;
      if (/[0-9]/.test(this.text[this.at] ?? '')) throw this.unexpected();
    }
    this.skip(/[0-9]+/y);
    if (this.skip(/\./y) && !this.skip(/[0-9]+/y)) {
      throw this.fault('Unterminated fractional number');
    }
    if (this.skip(/[eE][-+]?/y) && !this.skip(/[0-9]+/y)) {
      throw this.fault('Exponent part is missing a number');
    }
  }
}

/**
 * Why a text is no JSON.
 * @param {string} text
 * @returns {string | undefined} undefined when it is, or is nested too deeply
 */
function explain(text) {
  try {
    new Reader(text).whole();
  } catch (fault) {
    // Anything else is an overflow of the stack.
    if (fault instanceof Fault) return fault.message;
  }
  return undefined;
}

module.exports = { explain };
