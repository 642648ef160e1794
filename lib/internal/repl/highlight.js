'use strict';

// The colours of a text that is being typed, and how deep its lines are indented. Both from acorn's
// tokens, of a text that need not be well-formed: behind what is no token it goes on.

const { tokenize } = require('internal/repl/parse');

/** A text this long is not looked at while it is typed. */
const kMaxLength = 16 * 1024;
const kIndent = 2;

const styles = {
  bigint: ['\u001b[33m', '\u001b[39m'],
  command: ['\u001b[35m', '\u001b[39m'],
  comment: ['\u001b[90m', '\u001b[39m'],
  keyword: ['\u001b[36m', '\u001b[39m'],
  number: ['\u001b[33m', '\u001b[39m'],
  regexp: ['\u001b[31m', '\u001b[39m'],
  string: ['\u001b[32m', '\u001b[39m'],
};

/** Words that acorn's tokenizer takes for names. */
const words = new Set(['async', 'await', 'let', 'of', 'static', 'yield']);
const values = new Set(['Infinity', 'NaN', 'undefined']);

/** The text of `.command argument`: where the argument begins; 0 for other texts. */
function commandLength(text) {
  return /^\s*\.[a-z]\w*(?:\s+|$)/i.exec(text)?.[0].length ?? 0;
}

function styleOf(token, text, previous) {
  if (token.isComment) return styles.comment;
  const { label, keyword } = token.type;
  if (token.isOpen) return styles.string;
  switch (label) {
    case 'num': return /n$/.test(text) ? styles.bigint : styles.number;
    case 'string':
    case 'template':
    case 'invalidTemplate':
    case '`':
      return styles.string;
    case 'regexp': return styles.regexp;
    case 'name':
      if (previous === '.' || previous === '?.') return undefined;
      if (words.has(text)) return styles.keyword;
      return values.has(text) ? styles.number : undefined;
  }
  if (keyword === undefined || previous === '.' || previous === '?.') return undefined;
  return /^(?:true|false|null)$/.test(text) ? styles.number : styles.keyword;
}

let lastText = '';
let lastSpans = [];

/**
 * @param {string} text
 * @returns {{ start: number, end: number, open: string, close: string }[]} in order
 */
function highlight(text) {
  if (text === lastText) return lastSpans;
  lastText = text;
  lastSpans = [];
  if (text.length > kMaxLength) return lastSpans;
  const add = (start, end, style) => {
    if (style === undefined || start === end) return;
    const previous = lastSpans.at(-1);
    if (previous?.end === start && previous.open === style[0]) previous.end = end;
    else lastSpans.push({ start, end, open: style[0], close: style[1] });
  };
  const skipped = commandLength(text);
  if (skipped > 0) {
    const word = text.slice(0, skipped).trimEnd();
    add(word.length - word.trimStart().length, word.length, styles.command);
  }
  let previous = '';
  for (const token of tokensOf(text, skipped)) {
    const own = text.slice(token.start, token.end);
    add(token.start, token.end, styleOf(token, own, previous));
    if (!token.isComment) previous = own;
  }
  return lastSpans;
}

/** The tokens from a place on; what is open at the end is one as well. */
function tokensOf(text, from) {
  const result = [];
  while (from < text.length) {
    const { tokens, end, error } = tokenize(text.slice(from));
    for (const token of tokens) {
      result.push({
        type: token.type,
        isComment: token.isComment === true,
        start: from + token.start,
        end: from + token.end,
      });
    }
    if (error === undefined) break;
    const place = from + (error.pos ?? end);
    if (/^Unterminated (?:string|template|comment|regular)/.test(error.message)) {
      const isComment = error.message.includes('comment');
      // A string or a regular expression ends with its line.
      const lineEnd = text.indexOf('\n', place);
      const isOpenLine = /^Unterminated (?:string|regular)/.test(error.message) && lineEnd !== -1;
      const close = isOpenLine ? lineEnd : text.length;
      const start = Math.max(from + end, Math.min(place, close));
      result.push({ type: {}, isComment, isOpen: true, start, end: close });
      from = close + 1;
    } else {
      from = Math.max(from + end, place) + 1;
    }
  }
  return result;
}

const closers = { ')': '(', ']': '[', '}': '{' };

/**
 * The brackets that are open at the end of a text.
 * @param {string} text
 * @returns {{ open: number[], isInside: boolean }} their places; isInside: the end of the text is
 *   within a template or a comment
 */
function openBrackets(text) {
  const open = [];
  let isInside = false;
  for (const token of tokensOf(text, 0)) {
    isInside = token.isOpen === true && token.end === text.length;
    if (token.isComment || token.isOpen) continue;
    const { label } = token.type;
    const own = text.slice(token.start, token.end);
    if (label === '${' || own === '(' || own === '[' || own === '{') open.push(token.start);
    else if (Object.hasOwn(closers, own) && label === own) open.pop();
  }
  return { open, isInside };
}

/** The blanks with which the line begins that a place is in. */
function indentAt(text, place) {
  const start = text.lastIndexOf('\n', place - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start))[0];
}

/**
 * How a line is to be indented.
 * @param {string} text what stands above it
 * @param {string} next what the line begins with
 * @returns {string}
 */
function indentOf(text, next) {
  if (text.length > kMaxLength) return indentAt(text, text.length);
  const { open, isInside } = openBrackets(text);
  if (isInside || open.length === 0) return '';
  const indent = indentAt(text, open.at(-1));
  return /^\s*[)\]}]/.test(next) ? indent : indent + ' '.repeat(kIndent);
}

module.exports = { commandLength, highlight, indentOf };
