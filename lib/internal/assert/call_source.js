'use strict';

// The source code of the call that failed, for `assert.ok` without a message.
//
// V8 tells the line and column of the call: the column of the last name before the parenthesis.
// From there the text is scanned backwards over the callee (`a.b['c'].ok`), on that line only, and
// forwards to the closing parenthesis. The scanner knows strings, templates, comments and regular
// expressions, and nothing else of the language: finding one balanced pair of parentheses needs no
// parser.
//
// Files are read only for a failure, and each place is looked at once.

const { captureCallSite } = require('internal/errors');

const kMaxCached = 1000;
/** @type {Map<string, string|undefined>} the message by place */
const cache = new Map();

const identifierPart = /[$_\p{ID_Continue}\u200c\u200d]/u;
// After these a slash starts a regular expression.
const regexpAfterPunctuator = '(,=:[!&|?{};+-*%<>~^';
const regexpAfterKeyword =
  /(?:^|[^$\w.])(?:return|typeof|instanceof|in|of|new|delete|void|throw|case|do|else|await|yield)$/;

function isIdentifierPart(character) {
  return character !== undefined && identifierPart.test(character);
}

function isSpace(character) {
  return character !== undefined && character.trim() === '';
}

// ---------------------------------------------------------------------------------------------
// Forwards. Each function takes the index of the first character and returns the index behind the
// last one, or -1 if the text ends before.

function skipString(text, index) {
  const quote = text[index];
  for (let i = index + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
  }
  return -1;
}

function skipTemplate(text, index) {
  for (let i = index + 1; i < text.length; i++) {
    if (text[i] === '\\') {
      i++;
    } else if (text[i] === '`') {
      return i + 1;
    } else if (text[i] === '$' && text[i + 1] === '{') {
      i = skipBrackets(text, i + 1) - 1;
      if (i < 0) return -1;
    }
  }
  return -1;
}

function skipRegExp(text, index) {
  let inClass = false;
  for (let i = index + 1; i < text.length; i++) {
    const character = text[i];
    if (character === '\n') return -1;
    if (character === '\\') i++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return i + 1;
  }
  return -1;
}

function startsRegExp(text, index) {
  let before = index - 1;
  while (before >= 0 && isSpace(text[before])) before--;
  if (before < 0) return true;
  if (regexpAfterPunctuator.includes(text[before])) return true;
  return regexpAfterKeyword.test(text.slice(Math.max(0, before - 11), before + 1));
}

function skipBrackets(text, index) {
  let depth = 0;
  for (let i = index; i < text.length;) {
    switch (text[i]) {
      case '(': case '[': case '{':
        depth++;
        i++;
        break;
      case ')': case ']': case '}':
        i++;
        if (--depth === 0) return i;
        break;
      case '"': case "'":
        i = skipString(text, i);
        break;
      case '`':
        i = skipTemplate(text, i);
        break;
      case '/':
        if (text[i + 1] === '/') {
          const end = text.indexOf('\n', i);
          if (end === -1) return -1;
          i = end;
        } else if (text[i + 1] === '*') {
          const end = text.indexOf('*/', i + 2);
          if (end === -1) return -1;
          i = end + 2;
        } else if (startsRegExp(text, i)) {
          i = skipRegExp(text, i);
        } else {
          i++;
        }
        break;
      default:
        i++;
    }
    if (i === -1) return -1;
  }
  return -1;
}

function findEnd(text, index) {
  let i = index;
  while (isIdentifierPart(text[i])) i++;
  while (isSpace(text[i])) i++;
  if (text[i] === '?' && text[i + 1] === '.') i += 2;
  return text[i] === '(' ? skipBrackets(text, i) : -1;
}

// ---------------------------------------------------------------------------------------------
// Backwards, not before the start of the line. Returns the index of the first character of the
// callee whose last name is at `index`.

function skipBracketsBackwards(text, index) {
  let depth = 0;
  for (let i = index; i >= 0; i--) {
    const character = text[i];
    if (character === ')' || character === ']' || character === '}') {
      depth++;
    } else if (character === '(' || character === '[' || character === '{') {
      if (--depth === 0) return i;
    } else if (character === '"' || character === "'" || character === '`') {
      i = text.lastIndexOf(character, i - 1);
      if (i === -1) return -1;
    }
  }
  return -1;
}

function findStart(text, index, lineStart) {
  let start = index;
  for (;;) {
    let i = start - 1;
    while (i >= lineStart && isSpace(text[i])) i--;
    // At the name behind a dot, or at the parenthesis behind a bracket.
    if (text[i] === '.') {
      i--;
      if (text[i] === '?') i--;
      while (i >= lineStart && isSpace(text[i])) i--;
    } else if (text[start] !== '(' && text[start] !== '[') {
      return start;
    }
    if (i < lineStart) return start;

    if (text[i] === ']' || text[i] === ')') {
      const open = skipBracketsBackwards(text, i);
      if (open < lineStart) return start;
      start = open;
      // A bracket that stands behind a name or another bracket is a part of the same callee.
      const before = text[open - 1];
      if (open > lineStart && (isIdentifierPart(before) || before === ']' || before === ')')) {
        if (isIdentifierPart(before)) {
          start = open - 1;
          while (start > lineStart && isIdentifierPart(text[start - 1])) start--;
        }
        continue;
      }
      return start;
    }
    if (!isIdentifierPart(text[i])) return start;
    start = i;
    while (start > lineStart && isIdentifierPart(text[start - 1])) start--;
  }
}

// ---------------------------------------------------------------------------------------------

function readFile(fileName) {
  const path = fileName.startsWith('file:') ?
    require('internal/url').fileURLToPath(fileName) : fileName;
  return require('fs').readFileSync(path, 'utf8');
}

// Only files of the user: a place in the library has no file, whatever its name is.
function isUserFile(fileName) {
  return typeof fileName === 'string' &&
    (fileName.startsWith('file:') || require('path').isAbsolute(fileName));
}

function findCall(text, lineNumber, columnNumber) {
  let lineStart = 0;
  for (let line = 1; line < lineNumber; line++) {
    lineStart = text.indexOf('\n', lineStart) + 1;
    if (lineStart === 0) return undefined;
  }
  const index = lineStart + columnNumber - 1;
  const end = findEnd(text, index);
  if (end === -1) return undefined;
  const start = findStart(text, index, lineStart);
  return indent(text.slice(start, end), start - lineStart)
    .replace(controlCharacter, escapeControl);
}

const controlCharacter = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g;

function escapeControl(character) {
  if (character === '\b') return '\\b';
  if (character === '\f') return '\\f';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

// Further lines move left as far as the call did, and right by the margin of the message.
function indent(code, column) {
  const lines = code.split('\n');
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i];
    let removed = 0;
    while (removed < column && isSpace(line[removed])) removed++;
    lines[i] = `  ${line.slice(removed)}`;
  }
  return lines.join('\n');
}

/**
 * The message for the call of `fn` that is on the stack.
 * @param {Function} fn
 * @returns {string|undefined} undefined if the source of the call is not there to be read
 */
function falsyMessage(fn) {
  const site = captureCallSite(fn);
  const fileName = site?.getFileName();
  if (!isUserFile(fileName)) return undefined;
  const lineNumber = site.getLineNumber();
  const columnNumber = site.getColumnNumber();

  const place = `${fileName}:${lineNumber}:${columnNumber}`;
  if (cache.has(place)) return cache.get(place);
  let message;
  try {
    const code = findCall(readFile(fileName), lineNumber, columnNumber);
    if (code !== undefined) {
      message = `The expression evaluated to a falsy value:\n\n  ${code}\n`;
    }
  } catch {
    // A file that cannot be read: the value alone is shown.
  }
  if (cache.size >= kMaxCached) cache.clear();
  cache.set(place, message);
  return message;
}

module.exports = { falsyMessage };
