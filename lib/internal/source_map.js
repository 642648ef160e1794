'use strict';

// Source maps (ECMA-426, "Source map format"): module.SourceMap, and the maps of loaded files.
//
// The mappings of a map are decoded once, at the first question, into one flat array of numbers
// sorted by generated position; an answer is a binary search. Maps of files are read only with
// --enable-source-maps: finding one costs a search in the text of each file that is loaded.

const { validateObject } = require('internal/validators');

const kLine = 0;
const kColumn = 1;
const kSource = 2;
const kOriginalLine = 3;
const kOriginalColumn = 4;
const kName = 5;
const fieldCount = 6;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digits = new Int8Array(128).fill(-1);
for (let i = 0; i < alphabet.length; i++) digits[alphabet.charCodeAt(i)] = i;

/** Reads the numbers of one `mappings` text. */
class MappingReader {
  constructor(text) {
    this.text = text;
    this.position = 0;
  }

  /** @returns {boolean} whether another number stands before the next ',' or ';' */
  hasNumber() {
    const code = this.text.charCodeAt(this.position);
    return code < 128 && digits[code] !== -1;
  }

  /** @returns {number} a base64 variable-length quantity; the lowest bit is the sign */
  number() {
    let value = 0;
    let shift = 0;
    let digit;
    do {
      digit = this.hasNumber() ? digits[this.text.charCodeAt(this.position++)] : 0;
      value += (digit & 31) * 2 ** shift;
      shift += 5;
    } while ((digit & 32) !== 0);
    const magnitude = Math.floor(value / 2);
    if (value % 2 === 0) return magnitude;
    // "Minus zero" stands for the smallest integer.
    return magnitude === 0 ? -2147483648 : -magnitude;
  }
}

/**
 * Appends the mappings of one (section of a) map.
 * @param {any} map
 * @param {{ line: number, column: number }} offset where the section starts
 * @param {number[][]} entries
 * @param {(string | undefined)[]} sources
 * @param {string[]} names
 */
function decode(map, offset, entries, sources, names) {
  const firstSource = sources.length;
  const firstName = names.length;
  const root = map.sourceRoot ?? '';
  for (const source of map.sources ?? []) sources.push(resolveSource(root, source));
  names.push(...(map.names ?? []));

  const reader = new MappingReader(String(map.mappings ?? ''));
  const { text } = reader;
  let line = offset.line;
  let column = offset.column;
  let source = 0;
  let originalLine = 0;
  let originalColumn = 0;
  let name = 0;
  while (reader.position < text.length) {
    if (!reader.hasNumber()) {
      // ',' ends a mapping, ';' a line; anything else is malformed and skipped.
      if (text[reader.position] === ';') {
        line++;
        column = 0;
      }
      reader.position++;
      continue;
    }
    column += reader.number();
    const entry = [line, column, -1, 0, 0, -1];
    if (reader.hasNumber()) {
      source += reader.number();
      originalLine += reader.number();
      originalColumn += reader.number();
      entry[kSource] = firstSource + source;
      entry[kOriginalLine] = originalLine;
      entry[kOriginalColumn] = originalColumn;
      if (reader.hasNumber()) {
        name += reader.number();
        entry[kName] = firstName + name;
      }
    }
    entries.push(entry);
  }
}

function resolveSource(root, source) {
  if (source === null || source === undefined) return undefined;
  if (root === '') return source;
  return root.endsWith('/') ? root + source : `${root}/${source}`;
}

function compareEntries(a, b) {
  return a[kLine] - b[kLine] || a[kColumn] - b[kColumn];
}

/**
 * A source map. Node.js documentation, "Modules: node:module API", Class: module.SourceMap.
 */
class SourceMap {
  #payload;
  #lineLengths;
  #sources = [];
  #names = [];
  /** @type {Float64Array | undefined} */
  #entries;

  /**
   * @param {object} payload a parsed source map, version 3
   * @param {{ lineLengths?: number[] }} [options] lengths of the lines of the generated code
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  constructor(payload, { lineLengths } = {}) {
    validateObject(payload, 'payload');
    this.#payload = copyPayload(payload);
    this.#lineLengths = lineLengths === undefined ? undefined : [...lineLengths];
  }

  /** @returns {object} a copy of the map */
  get payload() {
    return copyPayload(this.#payload);
  }

  /** @returns {number[] | undefined} */
  get lineLengths() {
    return this.#lineLengths === undefined ? undefined : [...this.#lineLengths];
  }

  #decoded() {
    if (this.#entries !== undefined) return this.#entries;
    const entries = [];
    const { sections } = this.#payload;
    if (Array.isArray(sections)) {
      for (const { offset, map } of sections) {
        decode(map, offset, entries, this.#sources, this.#names);
      }
    } else {
      decode(this.#payload, { line: 0, column: 0 }, entries, this.#sources, this.#names);
    }
    entries.sort(compareEntries);
    const flat = new Float64Array(entries.length * fieldCount);
    for (let i = 0; i < entries.length; i++) flat.set(entries[i], i * fieldCount);
    this.#entries = flat;
    return flat;
  }

  /**
   * What a position in the generated code comes from.
   * @param {number} lineOffset from 0
   * @param {number} columnOffset from 0
   * @returns {object} { generatedLine, generatedColumn, originalSource, originalLine,
   *   originalColumn, name }, or {} where nothing is mapped
   */
  findEntry(lineOffset, columnOffset) {
    const entries = this.#decoded();
    // The last entry that does not stand behind the position.
    let low = 0;
    let high = entries.length / fieldCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = entries[middle * fieldCount + kLine];
      const isBehind = line > lineOffset ||
        (line === lineOffset && entries[middle * fieldCount + kColumn] > columnOffset);
      if (isBehind) high = middle;
      else low = middle + 1;
    }
    if (low === 0) return {};
    const at = (low - 1) * fieldCount;
    const source = entries[at + kSource];
    const name = entries[at + kName];
    return {
      generatedLine: entries[at + kLine],
      generatedColumn: entries[at + kColumn],
      originalSource: source === -1 ? undefined : this.#sources[source],
      originalLine: source === -1 ? undefined : entries[at + kOriginalLine],
      originalColumn: source === -1 ? undefined : entries[at + kOriginalColumn],
      name: name === -1 ? undefined : this.#names[name],
    };
  }

  /**
   * The same for positions as stack traces have them.
   * @param {number} lineNumber from 1
   * @param {number} columnNumber from 1
   * @returns {object} { name, fileName, lineNumber, columnNumber }, or {}
   */
  findOrigin(lineNumber, columnNumber) {
    const entry = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (entry.originalSource === undefined) return {};
    // A position behind the start of its mapping lies as far behind the start of the original.
    const distance = columnNumber - 1 - entry.generatedColumn;
    return {
      name: entry.name,
      fileName: entry.originalSource,
      lineNumber: entry.originalLine + 1,
      columnNumber: entry.originalColumn + 1 + distance,
    };
  }
}

function copyPayload(payload) {
  const copy = { ...payload };
  for (const key of Object.keys(copy)) {
    if (Array.isArray(copy[key])) copy[key] = [...copy[key]];
  }
  return copy;
}

/** File name -> { content, isModule }, until its map is asked for; then the SourceMap or null. */
const files = new Map();

/**
 * Remembers that a file may have a source map. The loaders call it with --enable-source-maps.
 * @param {string} filename
 * @param {string} content
 * @param {boolean} isModule an ES module
 * @returns {void}
 */
function registerFile(filename, content, isModule) {
  if (content.includes('sourceMappingURL=')) files.set(filename, { content, isModule });
}

/** @returns {string | undefined} the value of the last comment `//# sourceMappingURL=` */
function urlOf(content, isModule) {
  const matches = [...content.matchAll(/\/[*/]#\s+sourceMappingURL=([^\s*]+)/g)];
  for (const match of matches.reverse()) {
    if (isComment(content, match.index, isModule)) return match[1];
  }
  return undefined;
}

/**
 * Whether a comment begins at a position of a text that compiles, rather than that a string says
 * so: something else in the place of the comment is an error.
 */
function isComment(content, position, isModule) {
  const probe = `${content.slice(0, position)}@@${content.slice(position + 2)}`;
  try {
    if (isModule) {
      binding('esm').compile(probe, '', 0, 0, undefined, null, undefined, undefined);
    } else {
      binding('contextify').compileFunction(
        probe, '', 0, 0, undefined, false, null, undefined, undefined, undefined, undefined);
    }
    return false;
  } catch {
    return true;
  }
}

/** @returns {any} the parsed map at a URL that is relative to a file; sources made absolute */
function readMap(filename, url) {
  const { URL, pathToFileURL, fileURLToPath } = require('internal/url');
  const { readFileUtf8 } = binding('fs');
  const location = new URL(url, pathToFileURL(filename));
  let text;
  if (location.protocol === 'data:') {
    const comma = location.pathname.indexOf(',');
    const body = location.pathname.slice(comma + 1);
    const isBase64 = location.pathname.slice(0, comma).endsWith(';base64');
    text = isBase64 ?
      require('buffer').Buffer.from(body, 'base64').toString('utf8') :
      decodeURIComponent(body);
  } else if (location.protocol === 'file:') {
    text = readFileUtf8(fileURLToPath(location));
  } else {
    return undefined;
  }
  const map = JSON.parse(text);
  const base = location.protocol === 'data:' ? pathToFileURL(filename) : location;
  makeAbsolute(map, base, URL);
  for (const section of map.sections ?? []) makeAbsolute(section.map, base, URL);
  return map;
}

function makeAbsolute(map, base, URL) {
  if (!Array.isArray(map?.sources)) return;
  map.sources = map.sources.map((source) => {
    if (typeof source !== 'string') return source;
    try {
      return new URL(resolveSource(map.sourceRoot ?? '', source), base).href;
    } catch {
      return source;
    }
  });
  delete map.sourceRoot;
}

/**
 * The source map of a loaded file. module.findSourceMap().
 * @param {string} filename path or file: URL
 * @returns {SourceMap | undefined} undefined when it has none, or without --enable-source-maps
 */
function findSourceMap(filename) {
  if (typeof filename === 'string' && filename.startsWith('file:')) {
    filename = require('internal/url').fileURLToPath(filename);
  }
  const known = files.get(filename);
  if (known === undefined || known === null || known instanceof SourceMap) {
    return known ?? undefined;
  }
  const { content, isModule } = known;
  let sourceMap = null;
  try {
    const url = urlOf(content, isModule);
    const map = url === undefined ? undefined : readMap(filename, url);
    if (map !== undefined) {
      const lineLengths = content.replace(/\n$/, '').split('\n').map((line) => line.length);
      sourceMap = new SourceMap(map, { lineLengths });
    }
  } catch {
    // A map that is missing or broken is as good as none.
  }
  files.set(filename, sourceMap);
  return sourceMap ?? undefined;
}

/** @returns {string} one line of a stack, by its place in the original source if there is one */
function mappedFrame(site) {
  const text = `${site}`;
  const filename = site.getFileName();
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (typeof filename !== 'string' || line === null || column === null) return text;
  const origin = findSourceMap(filename)?.findOrigin(line, column);
  if (origin?.fileName === undefined) return text;
  let { fileName } = origin;
  if (fileName.startsWith('file:')) fileName = require('internal/url').fileURLToPath(fileName);
  return text.replace(`${filename}:${line}:${column}`,
                      () => `${fileName}:${origin.lineNumber}:${origin.columnNumber}`);
}

/**
 * Makes stacks name the original sources (--enable-source-maps). A frame whose file has no map, or
 * a broken one, stays as it is.
 * @returns {void}
 */
function mapStacks() {
  const { errorHead, setInternalPrepareStackTrace } = require('internal/errors');
  setInternalPrepareStackTrace((_, error, trace) => {
    let stack = errorHead(error);
    for (const site of trace) stack += `\n    at ${mappedFrame(site)}`;
    return stack;
  });
}

module.exports = { SourceMap, findSourceMap, mapStacks, registerFile };
