'use strict';

// String.prototype.isWellFormed and toWellFormed (ECMA-262 22.1.3.10, 22.1.3.30), RegExp.escape
// (22.2.5.1). O(length); text without lone surrogates is returned as it is.

const { addMissing, uncurryThis } = require('internal/polyfills/intrinsics');

const codeAt = uncurryThis(String.prototype.charCodeAt);
const slice = uncurryThis(String.prototype.slice);
const toStringRadix = uncurryThis(Number.prototype.toString);

function receiver(value, name) {
  if (value === undefined || value === null) {
    throw new TypeError(`String.prototype.${name} called on null or undefined`);
  }
  return `${value}`;
}

/** Index of the first lone surrogate at or behind `from`, or -1. */
function loneSurrogate(text, from) {
  for (let i = from; i < text.length; i++) {
    const code = codeAt(text, i);
    if ((code & 0xf800) !== 0xd800) continue;
    if (code > 0xdbff || i + 1 === text.length || (codeAt(text, i + 1) & 0xfc00) !== 0xdc00) {
      return i;
    }
    i++;
  }
  return -1;
}

const stringMethods = {
  isWellFormed() {
    return loneSurrogate(receiver(this, 'isWellFormed'), 0) === -1;
  },

  toWellFormed() {
    const text = receiver(this, 'toWellFormed');
    let out = '';
    let from = 0;
    for (let i = loneSurrogate(text, 0); i !== -1; i = loneSurrogate(text, from)) {
      out += `${slice(text, from, i)}\ufffd`;
      from = i + 1;
    }
    return from === 0 ? text : out + slice(text, from);
  },
};

const controlEscapes = { '__proto__': null, '\t': 't', '\n': 'n', '\v': 'v', '\f': 'f', '\r': 'r' };

function setOf(characters) {
  const set = { __proto__: null };
  for (const c of characters) set[c] = true;
  return set;
}
const syntaxCharacters = setOf('^$\\.*+?()[]{}|/');
// Punctuators that mean something in some place of a pattern, white space and line terminators.
const hexEscaped = setOf(
  ',-=<>#&!%:;@~\'`" \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007' +
  '\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff');

function hexEscape(code) {
  const hex = toStringRadix(code, 16);
  if (code <= 0xff) return `\\x${code < 16 ? '0' : ''}${hex}`;
  return `\\u${slice('000', hex.length - 1)}${hex}`;
}

function isAlphanumeric(code) {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a);
}

const regExpMethods = {
  escape(S) {
    if (typeof S !== 'string') throw new TypeError('Argument must be a string');
    let out = '';
    for (let i = 0; i < S.length; i++) {
      const c = S[i];
      const code = codeAt(S, i);
      if (i === 0 && isAlphanumeric(code)) {
        // Else it could become part of an escape before it.
        out += hexEscape(code);
      } else if (syntaxCharacters[c]) {
        out += `\\${c}`;
      } else if (controlEscapes[c] !== undefined) {
        out += `\\${controlEscapes[c]}`;
      } else if (hexEscaped[c]) {
        out += hexEscape(code);
      } else if ((code & 0xf800) === 0xd800) {
        if (loneSurrogate(S, i) === i) {
          out += hexEscape(code);
        } else {
          out += c + S[++i];
        }
      } else {
        out += c;
      }
    }
    return out;
  },
};

/** @param {object} global */
function install({ String, RegExp }) {
  addMissing(String.prototype, stringMethods);
  addMissing(RegExp, regExpMethods);
}

module.exports = { install };
