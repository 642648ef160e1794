'use strict';

// Glob patterns for path.matchesGlob(), as the shell and minimatch understand them.
//
// A pattern goes through three steps. Braces are expanded into alternatives; each alternative is
// split at the separators; each segment becomes a string to be compared, a regular expression or
// the globstar `**`, which stands for any number of segments. The result is cached under the
// pattern.
//
// Wildcards never match a separator, and match a leading dot only where the pattern has one.
// A backslash is a separator, not an escape. Matching is O(path) unless globstars have to be tried
// at several places; the segments behind the last globstar are then matched once for each.

const kMaxCached = 64;
const kMaxExpansions = 10000;
const kGlobstar = Symbol('**');

/** @type {Map<string, Array<Array<string | RegExp | symbol>>>} */
const compiled = new Map();

const kPosixClasses = {
  '__proto__': null,
  'alnum': '\\p{L}\\p{Nl}\\p{Nd}',
  'alpha': '\\p{L}\\p{Nl}',
  'ascii': '\\x00-\\x7f',
  'blank': '\\p{Zs}\\t',
  'cntrl': '\\p{Cc}',
  'digit': '\\p{Nd}',
  'graph': '\\x21-\\x7e',
  'lower': '\\p{Ll}',
  'print': '\\P{C}',
  'punct': '\\p{P}',
  'space': '\\p{Z}\\t\\r\\n\\v\\f',
  'upper': '\\p{Lu}',
  'word': '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}',
  'xdigit': 'A-Fa-f0-9',
};

function escapeForRegExp(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Index of the brace that closes the one at `open`, or -1. */
function closingBrace(pattern, open) {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '{') depth++;
    else if (pattern[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

function splitAtCommas(text) {
  const parts = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '{') {
      depth++;
    } else if (c === '}') {
      depth--;
    } else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** The elements of "1..3", "a..e..2", "00..10"; null if the text is no sequence. */
function expandSequence(text) {
  const match = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/.exec(text);
  if (match === null) return null;
  const numeric = /\d$/.test(match[1]);
  if (numeric !== /\d$/.test(match[2])) return null;
  const first = numeric ? Number(match[1]) : match[1].charCodeAt(0);
  const last = numeric ? Number(match[2]) : match[2].charCodeAt(0);
  const step = Math.max(Math.abs(Number(match[3] ?? 1)), 1);
  if (Math.abs(last - first) / step > kMaxExpansions) return null;
  const padded = numeric && (/^-?0\d/.test(match[1]) || /^-?0\d/.test(match[2]));
  const width = padded ? Math.max(match[1].length, match[2].length) : 0;
  const out = [];
  for (let i = first; first <= last ? i <= last : i >= last; i += first <= last ? step : -step) {
    if (!numeric) out.push(String.fromCharCode(i));
    else if (!padded) out.push(`${i}`);
    else out.push(i < 0 ? `-${`${-i}`.padStart(width - 1, '0')}` : `${i}`.padStart(width, '0'));
  }
  return out;
}

/**
 * Brace expansion; a pair of braces without a comma or a sequence stands for itself.
 * @param {string} pattern
 * @returns {string[]}
 */
function expandBraces(pattern) {
  for (let open = pattern.indexOf('{'); open !== -1; open = pattern.indexOf('{', open + 1)) {
    const close = closingBrace(pattern, open);
    if (close === -1) continue;
    const inner = pattern.slice(open + 1, close);
    const parts = splitAtCommas(inner);
    const choices = parts.length > 1 ? parts.flatMap(expandBraces) : expandSequence(inner);
    if (choices === null) continue;
    const head = pattern.slice(0, open);
    const tails = expandBraces(pattern.slice(close + 1));
    if (choices.length * tails.length > kMaxExpansions) return [pattern];
    return choices.flatMap((choice) => tails.map((tail) => head + choice + tail));
  }
  return [pattern];
}

/**
 * Parses a bracket expression at `at`.
 * @returns {{source: string, end: number} | null} null if it is none, so that "[" is itself
 */
function parseClass(pattern, at) {
  let i = at + 1;
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  let source = '';
  const first = i;
  while (i < pattern.length && (pattern[i] !== ']' || i === first)) {
    if (pattern[i] === '[' && pattern[i + 1] === ':') {
      const end = pattern.indexOf(':]', i + 2);
      const name = end === -1 ? undefined : kPosixClasses[pattern.slice(i + 2, end)];
      if (name !== undefined) {
        source += name;
        i = end + 2;
        continue;
      }
    }
    const low = String.fromCodePoint(/** @type {number} */ (pattern.codePointAt(i)));
    i += low.length;
    if (pattern[i] === '-' && i + 1 < pattern.length && pattern[i + 1] !== ']') {
      const high = String.fromCodePoint(/** @type {number} */ (pattern.codePointAt(i + 1)));
      i += 1 + high.length;
      // A range the wrong way round is empty.
      if (low <= high) source += `${escapeForRegExp(low)}-${escapeForRegExp(high)}`;
    } else {
      source += escapeForRegExp(low);
    }
  }
  if (i >= pattern.length) return null;
  if (source === '') return { source: negated ? '[^/]' : '(?!)', end: i + 1 };
  return { source: negated ? `[^/${source}]` : `[${source}]`, end: i + 1 };
}

/**
 * Splits a segment into literals, wildcards, classes and extended groups such as "@(a|b)".
 * @param {string} pattern
 * @param {number} at
 * @param {boolean} inGroup whether "|" and ")" end the list
 * @returns {{nodes: object[], end: number}}
 */
function parseSegment(pattern, at, inGroup) {
  const nodes = [];
  let i = at;
  while (i < pattern.length) {
    const c = pattern[i];
    if (inGroup && (c === '|' || c === ')')) break;
    if (pattern[i + 1] === '(' && '?*+@!'.includes(c)) {
      const alternatives = [];
      let end = i + 1;
      do {
        const alternative = parseSegment(pattern, end + 1, true);
        alternatives.push(alternative.nodes);
        end = alternative.end;
      } while (pattern[end] === '|');
      if (pattern[end] === ')') {
        nodes.push({ kind: 'group', operator: c, alternatives });
        i = end + 1;
        continue;
      }
    }
    if (c === '*') {
      while (pattern[i + 1] === '*' && pattern[i + 2] !== '(') i++;
      nodes.push({ kind: 'regexp', source: '[^/]*?' });
      i++;
    } else if (c === '?') {
      nodes.push({ kind: 'regexp', source: '[^/]' });
      i++;
    } else {
      const parsed = c === '[' ? parseClass(pattern, i) : null;
      if (parsed !== null) {
        nodes.push({ kind: 'regexp', source: parsed.source });
        i = parsed.end;
      } else {
        const text = String.fromCodePoint(/** @type {number} */ (pattern.codePointAt(i)));
        nodes.push({ kind: 'text', text });
        i += text.length;
      }
    }
  }
  return { nodes, end: i };
}

/**
 * The source of a regular expression for the nodes, given that of what follows them: a negated
 * group has to look ahead over it.
 */
function emit(nodes, rest) {
  let out = '';
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i];
    if (node.kind === 'text') {
      out = escapeForRegExp(node.text) + out;
    } else if (node.kind === 'regexp') {
      out = node.source + out;
    } else {
      const after = out + rest;
      const any = node.alternatives.map((list) => emit(list, after)).join('|');
      if (node.operator === '!') {
        out = `(?:(?!(?:${any})${after}$)[^/]*?)${out}`;
      } else {
        out = `(?:${any})${node.operator === '@' ? '' : node.operator}${out}`;
      }
    }
  }
  return out;
}

function startsWithDot(nodes) {
  if (nodes.length === 0) return false;
  const [node] = nodes;
  if (node.kind === 'text') return node.text === '.';
  if (node.kind !== 'group' || node.operator === '!') return false;
  const optional = node.operator === '?' || node.operator === '*';
  return node.alternatives.some(startsWithDot) || (optional && startsWithDot(nodes.slice(1)));
}

function compileSegment(segment) {
  if (segment === '**') return kGlobstar;
  const { nodes } = parseSegment(segment, 0, false);
  if (nodes.every((node) => node.kind === 'text')) return segment;
  const guard = startsWithDot(nodes) ? '(?!\\.{1,2}$)' : '(?!\\.)';
  return new RegExp(`^(?=.)${guard}${emit(nodes, '')}$`, 'su');
}

/** Splits at separators; drops empty segments except the first and the last. */
function splitPath(text) {
  const parts = text.split('/');
  return parts.filter((part, i) => part !== '' || i === 0 || i === parts.length - 1);
}

/** Removes each name that a following ".." undoes. */
function resolveDots(parts) {
  const out = [];
  for (const part of parts) {
    const last = out[out.length - 1];
    if (part === '..' && out.length > 0 && last !== '..' && last !== '' && last !== '.') out.pop();
    else out.push(part);
  }
  return out;
}

/**
 * @param {string} pattern
 * @returns {Array<Array<string | RegExp | symbol>>} for each alternative its segments: a name, a
 *   pattern of names, or kGlobstar; '' at the beginning for an absolute path, at the end for a
 *   folder
 */
function compile(pattern) {
  let sets = compiled.get(pattern);
  if (sets === undefined) {
    sets = expandBraces(pattern.replaceAll('\\', '/'))
      .map((alternative) => resolveDots(splitPath(alternative)).map(compileSegment));
    if (compiled.size >= kMaxCached) compiled.clear();
    compiled.set(pattern, sets);
  }
  return sets;
}

function matchSegments(parts, partAt, set, setAt) {
  for (; setAt < set.length; setAt++, partAt++) {
    const wanted = set[setAt];
    if (wanted === kGlobstar) {
      while (set[setAt + 1] === kGlobstar) setAt++;
      const last = setAt + 1 === set.length;
      // As the last segment it needs something to stand for.
      if (last && partAt >= parts.length) return false;
      for (let i = partAt; ; i++) {
        if (last ? i === parts.length : matchSegments(parts, i, set, setAt + 1)) return true;
        if (i === parts.length || parts[i][0] === '.') return false;
      }
    }
    if (partAt >= parts.length) return false;
    const part = parts[partAt];
    if (typeof wanted === 'string' ? part !== wanted : !wanted.test(part)) return false;
  }
  // A path may end with a separator that the pattern does not mention.
  return partAt === parts.length || (partAt === parts.length - 1 && parts[partAt] === '');
}

/**
 * @param {string} path
 * @param {string} pattern
 * @param {string} separator the path's own; "/" always separates
 * @returns {boolean}
 */
function matchesGlob(path, pattern, separator) {
  if (pattern === '') return path === '';
  if (separator !== '/') path = path.replaceAll(separator, '/');
  const parts = resolveDots(splitPath(path));
  return compile(pattern).some((set) => matchSegments(parts, 0, set, 0));
}

module.exports = { compile, kGlobstar, matchesGlob };
