'use strict';

// Completion: commands, module names, paths in strings, members, and names in scope.
//
// What stands before a dot is evaluated by the inspector, which refuses everything that could have
// a side effect; and of its value only names of properties are read.

const path = require('path');
const { evaluateEagerly, lexicalNames } = require('internal/repl/evaluate');
const { tokenize } = require('internal/repl/parse');
const { isProxy } = require('internal/util/types');

const keywords = [
  'async', 'await', 'break', 'case', 'catch', 'const', 'continue', 'debugger', 'default', 'delete',
  'do', 'else', 'export', 'false', 'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof',
  'let', 'new', 'null', 'return', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void',
  'while', 'with', 'yield',
];

const isName = (name) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

/** The names of each group that begin with `prefix`, in any case. */
function beginningWith(groups, prefix) {
  const lower = prefix.toLowerCase();
  return groups.map((group) => group.filter((name) => name.toLowerCase().startsWith(lower)));
}

/** Groups of candidates as one list, '' between them; no name twice. */
function joined(groups) {
  const seen = new Set();
  const result = [];
  for (const group of groups) {
    const fresh = group.filter((each) => !seen.has(each)).sort();
    if (fresh.length === 0) continue;
    if (result.length > 0) result.push('');
    for (const each of fresh) {
      seen.add(each);
      result.push(each);
    }
  }
  return result;
}

/**
 * @param {object} server
 * @param {string} text up to the cursor
 * @param {(error: Error | null, result?: [string[], string]) => void} callback
 * @returns {void}
 */
function complete(server, text, callback) {
  let result;
  try {
    result = candidates(server, text);
  } catch {
    result = [[], text];
  }
  callback(null, result);
}

function candidates(server, text) {
  const command = /^\s*\.(\w*)$/.exec(text);
  if (command !== null && !server.editorMode) {
    const names = Object.keys(server.commands).filter((name) => name.startsWith(command[1]));
    if (names.length > 0 || server._bufferedCommand === '') return [names.sort(), command[1]];
  }
  const specifier = /\b(?:require|import)\s*\(\s*(['"`])([^'"`]*)(['"`])?$/.exec(text) ??
    /^\s*import\b[^'"`]*(['"])([^'"`]*)(['"])?$/.exec(text);
  if (specifier !== null) {
    if (specifier[3] !== undefined) return [[], undefined];
    const isImport = specifier[0].trimStart().startsWith('import');
    return [moduleNames(specifier[2], isImport), specifier[2]];
  }
  const { kind, content } = endOf(text);
  if (kind === 'string') {
    const before = text.slice(0, text.length - content.length);
    const isPath = content.includes('/') && !/^\w+:\/\//.test(content);
    return isPath || takesPath(before) ? filePaths(content, before.at(-1)) : [[], text];
  }
  return kind === 'code' ? names(server, text) : [[], text];
}

/**
 * Where a text ends: in code, in a string literal of which `content` is there, or in something else
 * that has no names in it.
 */
function endOf(text) {
  const { tokens, error } = tokenize(text);
  if (error === undefined) {
    const last = tokens.at(-1);
    const isOver = !last?.isComment || last.end < text.length ||
      text.slice(last.start, last.end).endsWith('*/');
    return { kind: isOver ? 'code' : 'comment' };
  }
  const { message, pos } = error;
  if (/^Unterminated string/.test(message)) {
    return { kind: 'string', content: text.slice(pos + 1) };
  }
  if (/^Unterminated template/.test(message)) {
    return text[pos - 1] === '`' ?
      { kind: 'string', content: text.slice(pos) } : { kind: 'template' };
  }
  return { kind: /^Unterminated (?:comment|regular)/.test(message) ? 'other' : 'code' };
}

/** Whether a text ends with a call, up to the quote, whose argument is a path. */
function takesPath(text) {
  const callee = /(\w+)\s*\(\s*['"`]$/.exec(text)?.[1];
  if (callee === undefined) return false;
  return callee === 'chdir' || typeof require('fs')[callee] === 'function';
}

// --- Names and members ---

function names(server, text) {
  const match = /(?:(\?\.|\.)\s*)?([\p{ID_Start}$_][\p{ID_Continue}$]*)?$/u.exec(text);
  const prefix = match[2] ?? '';
  if (match[1] === undefined) {
    if (prefix === '' && text.trim() !== '') {
      // Behind an operator or a bracket anything may begin; behind a value nothing does.
      return [[], text];
    }
    return [scopeNames(server, prefix), prefix];
  }
  const before = text.slice(0, match.index);
  const base = lastOperand(before);
  if (base === '') return [[], text];
  const head = `${base}${match[0].slice(0, match[0].length - prefix.length)}`;
  const on = `${head}${prefix}`;
  const answer = evaluateEagerly(server.context, base);
  if (answer === undefined || answer.error !== undefined || !('value' in answer)) return [[], on];
  const { value } = answer;
  if (value === undefined || value === null) return [[], on];
  const groups = beginningWith(memberGroups(value), prefix)
    .map((group) => group.map((name) => head + name));
  return [groups.every((each) => each.length === 0) ? [] : membersJoined(groups), on];
}

/** Inherited members before own ones, of each name the nearest one only. */
function membersJoined(groups) {
  const seen = new Set();
  const fresh = [];
  for (const group of groups) {
    fresh.unshift(group.filter((each) => !seen.has(each) && seen.add(each)));
  }
  return joined(fresh);
}

function memberGroups(value) {
  const groups = [];
  let object = Object(value);
  for (let depth = 0; object !== null && depth < 1000; depth++) {
    // A trap of a proxy is code of the user.
    if (isProxy(object)) break;
    groups.push(ownNames(object));
    object = Object.getPrototypeOf(object);
  }
  return groups;
}

function ownNames(object) {
  const { getOwnNonIndexProperties } = binding('util');
  const all = Array.isArray(object) || ArrayBuffer.isView(object) ?
    getOwnNonIndexProperties(object, 0) :
    Object.getOwnPropertyNames(object);
  return all.filter((name) => typeof name === 'string' && isName(name) &&
    !/^__(?:define|lookup)(?:G|S)etter__$/.test(name));
}

function scopeNames(server, prefix) {
  const { context } = server;
  const vm = require('vm');
  const groups = [];
  let global = server.useGlobal ? globalThis : vm.runInContext('globalThis', context);
  const own = ownNames(global);
  if (!server.useGlobal) own.push(...ownNames(context));
  groups.push([...new Set([...own, ...lexicalNames(context)])]);
  for (global = Object.getPrototypeOf(global); global !== null;
    global = Object.getPrototypeOf(global)) {
    groups.push(ownNames(global));
  }
  return joined(beginningWith([keywords, ...groups], prefix));
}

const closers = new Map([[')', '('], [']', '['], ['}', '{'], ['`', '`']]);

/** The expression without operators in which a text ends: what a dot behind it would apply to. */
function lastOperand(text) {
  const { tokens, end, error } = tokenize(text);
  if (error !== undefined && end < text.trimEnd().length) return '';
  const real = tokens.filter((token) => !token.isComment);
  let index = real.length - 1;
  const textOf = (token) => text.slice(token.start, token.end);
  let start = -1;
  while (index >= 0) {
    const token = real[index];
    const mark = textOf(token);
    if (mark === ')' || mark === ']' || mark === '`') {
      index = openerOf(real, index, textOf);
      if (index < 0) return '';
      ({ start } = real[index]);
      index--;
      // What is called, or indexed, stands right before it.
      const previous = real[index];
      if (previous !== undefined && mark !== '`' &&
          (/^(?:name|\)|\]|privateId|string|template)$/.test(previous.type.label) ||
           textOf(previous) === '`') && !isOperatorWord(textOf(previous))) {
        continue;
      }
      if (previous !== undefined && mark === '`' && previous.type.label === 'name') continue;
    } else if (token.type.keyword !== undefined ||
               /^(?:name|string|num|regexp|privateId|this|true|false|super)$/
                 .test(token.type.label)) {
      ({ start } = token);
      index--;
    } else {
      break;
    }
    const dot = real[index];
    if (dot === undefined || (textOf(dot) !== '.' && textOf(dot) !== '?.')) break;
    index--;
  }
  return start === -1 ? '' : text.slice(start);
}

function isOperatorWord(word) {
  return /^(?:return|typeof|await|yield|in|of|instanceof|void|delete|new|case|do|else)$/.test(word);
}

function openerOf(tokens, index, textOf) {
  const stack = [];
  for (let i = index; i >= 0; i--) {
    const mark = textOf(tokens[i]);
    if (mark === '`') {
      if (stack.at(-1) === '`') stack.pop();
      else stack.push('`');
    } else if (closers.has(mark)) {
      stack.push(closers.get(mark));
    } else if (mark === '(' || mark === '[' || mark === '{' || mark === '${') {
      if (stack.pop() !== (mark === '${' ? '{' : mark)) return -1;
    }
    if (stack.length === 0) return i;
  }
  return -1;
}

// --- Modules and files ---

function moduleNames(prefix, isImport) {
  const { builtinModules } = require('repl');
  const known = new Set(require('internal/modules/helpers').builtinModules());
  const builtins = builtinModules.filter((id) => id.startsWith(prefix));
  const withScheme = builtinModules.filter((id) => known.has(id)).map((id) => `node:${id}`)
    .filter((id) => id.startsWith(prefix));
  const files = prefix.startsWith('node:') ? [] : moduleFiles(prefix, isImport);
  return joined([withScheme, builtins, files]);
}

function moduleFiles(prefix, isImport) {
  if (prefix === '.') return ['./', '../'];
  if (prefix === '..') return ['../'];
  const isRelative = /^\.{0,2}\//.test(prefix);
  const cut = prefix.lastIndexOf('/') + 1;
  const folder = prefix.slice(0, cut);
  const start = prefix.slice(cut);
  const roots = isRelative ?
    [path.resolve(folder)] :
    require('internal/modules/cjs/loader').Module._nodeModulePaths(process.cwd())
      .map((each) => path.join(each, folder));
  const extensions = new Set(Object.keys(require('module')._extensions));
  const result = [];
  for (const root of roots) {
    const exported = isRelative ? undefined : exportsOf(root, folder);
    if (exported !== undefined) {
      result.push(...exported.filter((each) => each.startsWith(prefix)));
      continue;
    }
    for (const entry of entriesOf(root)) {
      if (!entry.name.startsWith(start) || entry.name === 'node_modules') continue;
      if (!isRelative && entry.name.startsWith('.')) continue;
      const extension = path.extname(entry.name);
      if (isFolder(entry, root)) {
        result.push(`${folder}${entry.name}/`);
        if (!isRelative || hasIndex(path.join(root, entry.name), extensions)) {
          result.push(`${folder}${entry.name}`);
        }
      } else if (isImport && isRelative) {
        if (extensions.has(extension) || ['.mjs', '.cjs'].includes(extension)) {
          result.push(`${folder}${entry.name}`);
        }
      } else if (extensions.has(extension) || extension === '.cjs') {
        result.push(`${folder}${isRelative && extension !== '.cjs' ?
          entry.name.slice(0, -extension.length) : entry.name}`);
      }
    }
  }
  return [...new Set(result)];
}

/** The specifiers of a package whose package.json says which there are; `root` is its folder. */
function exportsOf(root, folder) {
  const name = /^(?:@[^/]+\/)?[^/@]+(?=\/$)/.exec(folder)?.[0];
  if (name === undefined) return undefined;
  let declared;
  try {
    declared = JSON.parse(require('fs').readFileSync(path.join(root, 'package.json'))).exports;
  } catch {
    return undefined;
  }
  if (declared === undefined || declared === null) return undefined;
  return Object.keys(Object(declared))
    .filter((key) => key.startsWith('./') && !key.includes('*') && declared[key] !== null)
    .map((key) => `${name}${key.slice(1)}`);
}

function hasIndex(folder, extensions) {
  return entriesOf(folder).some(({ name }) =>
    name.startsWith('index') && extensions.has(name.slice(5)));
}

function entriesOf(folder) {
  try {
    return require('fs').readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFolder(entry, root) {
  if (entry.isDirectory()) return true;
  if (!entry.isSymbolicLink()) return false;
  try {
    return require('fs').statSync(path.join(root, entry.name)).isDirectory();
  } catch {
    return false;
  }
}

/** Names of files that a string literal may go on with, `quote` being its mark. */
function filePaths(content, quote) {
  const text = content.replace(/\\(.)/g, '$1');
  const expanded = text.startsWith('~/') ? require('os').homedir() + text.slice(1) : text;
  let folder = expanded.slice(0, expanded.lastIndexOf('/') + 1);
  let start = expanded.slice(folder.length);
  let separator = '';
  const { statSync } = require('fs');
  if (start !== '' && statSync(expanded, { throwIfNoEntry: false })?.isDirectory()) {
    folder = expanded;
    start = '';
    separator = '/';
  }
  const inLiteral = (name) =>
    name.replaceAll('\\', '\\\\').replaceAll(quote, () => `\\${quote}`);
  const found = entriesOf(folder === '' ? '.' : folder)
    .filter(({ name }) => name.startsWith(start))
    .map((entry) =>
      `${separator}${inLiteral(entry.name)}${isFolder(entry, folder) ? '/' : ''}`);
  return [found.sort(), inLiteral(start)];
}

module.exports = { complete };
