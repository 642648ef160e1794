'use strict';

// `.doc`: what a name is. The texts are those that stand above the functions of lib/, whose sources
// the executable has with it; for what V8 brings, and for the rest of the story, there is the place
// in the reference that people look things up in: MDN for the language, Node.js for its modules.

const acorn = require('internal/deps/acorn');

const kMdn = 'https://developer.mozilla.org/docs/Web/JavaScript/Reference';
const kNode = 'https://nodejs.org/docs/latest-v20.x/api';
const kMaxParameter = 40;
/** A function shorter than this looks like many others. */
const kMinSource = 24;

const functionText = Function.prototype.toString;

// --- Signatures ---

/** acorn's node of a function or a class, from its text. */
function nodeOf(text) {
  for (const [before, after, get] of [
    ['(', ')', (tree) => tree.body[0].expression],
    ['({', '})', (tree) => tree.body[0].expression.properties[0].value],
  ]) {
    try {
      const code = before + text + after;
      const node = get(acorn.parse(code, { ecmaVersion: 'latest' }));
      return { node, code };
    } catch {
      // The other form.
    }
  }
  return undefined;
}

function parametersOf(node, code) {
  return node.params.map((each) => {
    const text = code.slice(each.start, each.end).replace(/\s+/g, ' ');
    return text.length > kMaxParameter ? `${text.slice(0, kMaxParameter - 3)}...` : text;
  }).join(', ');
}

/**
 * @param {Function} value
 * @returns {{ parameters: string, type: string }} type as `.type` shows it
 */
function signatureOf(value) {
  const text = Reflect.apply(functionText, value, []);
  const name = Reflect.getOwnPropertyDescriptor(value, 'name')?.value;
  const length = Reflect.getOwnPropertyDescriptor(value, 'length')?.value ?? 0;
  const counted = `${length} argument${length === 1 ? '' : 's'}`;
  const found = /\{ \[native code\] \}$/.test(text) ? undefined : nodeOf(text);
  if (found === undefined) return { parameters: counted, type: `(${counted}) => any` };
  const { node, code } = found;
  if (/^Class/.test(node.type)) {
    const maker = node.body.body.find((each) => each.kind === 'constructor');
    const parameters = maker === undefined ? '' : parametersOf(maker.value, code);
    const base = node.superClass;
    return {
      parameters,
      type: `class ${name || ''}`.trimEnd() +
        (base ? ` extends ${code.slice(base.start, base.end)}` : '') + `, new (${parameters})`,
    };
  }
  const parameters = parametersOf(node, code);
  let result = node.async ? 'Promise' : 'any';
  if (node.generator) result = node.async ? 'AsyncGenerator' : 'Generator';
  return { parameters, type: `(${parameters}) => ${result}` };
}

// --- Texts above functions ---

/** The comment above a place, as lines without its marks; undefined for none. */
function commentAbove(text, place) {
  const head = text.slice(0, place);
  const end = head.lastIndexOf('*/');
  const gap = head.slice(end + 2);
  if (end === -1 || gap.length > 120 || /[;{}]/.test(gap)) return undefined;
  const start = head.lastIndexOf('/**', end);
  if (start === -1) return undefined;
  return head.slice(start + 3, end).split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .filter((line, i, all) => line !== '' || (i > 0 && i < all.length - 1));
}

function sourceOf(id) {
  return Reflect.apply(functionText, binding('builtins').compile(id, false), []);
}

/** Where a function of lib/ is defined: { id, comment }; undefined for others. */
function findInLib(value) {
  const source = Reflect.apply(functionText, value, []);
  if (source.length < kMinSource || /\{ \[native code\] \}$/.test(source)) return undefined;
  for (const id of require('internal/bootstrap/builtins').loadedIds()) {
    if (id === 'internal/bootstrap/builtins') continue;
    const text = sourceOf(id);
    const place = text.indexOf(source);
    if (place !== -1) return { id, comment: commentAbove(text, place) };
  }
  return undefined;
}

/** The comment that a file of lib/ begins with. */
function headOf(id) {
  // `process` is one without a file.
  if (!binding('builtins').ids().includes(id)) return [];
  const lines = sourceOf(id).split('\n');
  const start = lines.findIndex((line) => line.startsWith('//'));
  if (start === -1) return [];
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('//'));
  return lines.slice(start, end).map((line) => line.replace(/^\/\/ ?/, ''));
}

// --- Names ---

const statements = {
  async: 'async_function', break: 'break', catch: 'try...catch', class: 'class', const: 'const',
  continue: 'continue', debugger: 'debugger', do: 'do...while', else: 'if...else',
  export: 'export', finally: 'try...catch', for: 'for', function: 'function', if: 'if...else',
  import: 'import', let: 'let', of: 'for...of', return: 'return', switch: 'switch',
  throw: 'throw', try: 'try...catch', var: 'var', while: 'while', with: 'with',
};
const operators = {
  await: 'await', delete: 'delete', in: 'in', instanceof: 'instanceof', new: 'new', null: 'null',
  super: 'super', this: 'this', typeof: 'typeof', void: 'void', yield: 'yield',
};

const languageNames = [
  'AggregateError', 'Array', 'ArrayBuffer', 'Atomics', 'BigInt', 'BigInt64Array',
  'BigUint64Array', 'Boolean', 'DataView', 'Date', 'Error', 'EvalError', 'FinalizationRegistry',
  'Float32Array', 'Float64Array', 'Function', 'Infinity', 'Int16Array', 'Int32Array',
  'Int8Array', 'Intl', 'Iterator', 'JSON', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise',
  'Proxy', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer',
  'String', 'Symbol', 'SyntaxError', 'TypeError', 'URIError', 'Uint16Array', 'Uint32Array',
  'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet', 'decodeURI',
  'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'eval', 'globalThis',
  'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined', 'unescape',
];

let language;

/** Objects and functions of the language -> their names, e.g. 'Array.prototype.map'. */
function languageTable() {
  if (language !== undefined) return language;
  language = new Map();
  const add = (value, name, depth) => {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    if ((!isObject && typeof value !== 'symbol') || language.has(value)) return;
    language.set(value, name);
    if (depth === 0 || !isObject) return;
    for (const key of Reflect.ownKeys(value)) {
      if (key === 'constructor') continue;
      const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
      const member = typeof key === 'symbol' ? `${name}[${key.description}]` : `${name}.${key}`;
      for (const each of [descriptor.value, descriptor.get]) add(each, member, depth - 1);
    }
  };
  add(Reflect.getPrototypeOf(Int8Array), 'TypedArray', 2);
  for (const name of languageNames) {
    const value = Reflect.getOwnPropertyDescriptor(globalThis, name)?.value;
    if (value === globalThis) language.set(value, name);
    else add(value, name, name === 'Intl' ? 3 : 2);
  }
  return language;
}

function languageUrl(name) {
  const path = name.replace('.prototype', '').replace(/\[(.*)\]$/, '/$1')
    .replace(/\.(?!\w+$)|(?<!Symbol)\./g, '/');
  return `${kMdn}/Global_Objects/${path}`;
}

/** The page of Node's documentation on a global that is none of the language. */
const pages = {
  Buffer: 'buffer', Event: 'events', EventTarget: 'events', TextDecoder: 'util',
  TextEncoder: 'util', URL: 'url', URLSearchParams: 'url', clearImmediate: 'timers',
  clearInterval: 'timers', clearTimeout: 'timers', console: 'console', crypto: 'webcrypto',
  exports: 'modules', module: 'modules', performance: 'perf_hooks', process: 'process',
  require: 'modules', setImmediate: 'timers', setInterval: 'timers', setTimeout: 'timers',
};

/**
 * The value of an expression, without running anything of the user's.
 * @param {object} server
 * @param {string} name
 * @returns {{ value: any } | { error: any } | undefined} undefined when that cannot be
 */
function lookUp(server, name) {
  const { evaluateEagerly } = require('internal/repl/evaluate');
  const answer = evaluateEagerly(server.context, `(${name}\n)`);
  if (answer !== undefined) return answer;
  // Interfaces of the Web and modules are loaded by their first use, which has a side effect: ours.
  const [root, ...members] = name.split('.');
  const descriptor = Reflect.getOwnPropertyDescriptor(server.context, root);
  if (descriptor?.get === undefined || findInLib(descriptor.get) === undefined) return undefined;
  let value = Reflect.get(server.context, root);
  for (const member of members) {
    const own = Object(value) === value && propertyOf(value, member);
    if (!own || !('value' in own)) return undefined;
    ({ value } = own);
  }
  return { value };
}

function propertyOf(object, key) {
  for (let at = object; at !== null; at = Reflect.getPrototypeOf(at)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(at, key);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

function page(title, lines, url) {
  const first = lines.findIndex((line) => line !== '');
  const text = (first === -1 ? [] : lines.slice(first))
    .map((line) => (line === '' ? '' : `  ${line}`));
  if (url !== undefined) text.push(`  ${url}`);
  return `${[title, ...text].join('\n')}\n`;
}

function moduleOf(name, value, isKnown) {
  const { builtinId, requireBuiltin } = require('internal/modules/helpers');
  const id = builtinId(name.replace(/^['"](.*)['"]$/, '$1'));
  if (id === undefined || (isKnown && requireBuiltin(id) !== value)) return undefined;
  const count = Object.keys(requireBuiltin(id)).length;
  return page(`module '${id}'`, [...headOf(id), '', `It exports ${count} names.`],
    `${kNode}/${id.split('/')[0]}.html`);
}

/** The page of Node's documentation for a name that begins with a module or a global. */
function nodeUrl(name, id) {
  const { builtinId } = require('internal/modules/helpers');
  const root = name.split(/[.[(]/)[0];
  const found = builtinId(root) ?? pages[root] ??
    (id === undefined || id.startsWith('internal/') ? 'globals' : id);
  return `${kNode}/${found.split('/')[0]}.html`;
}

function docOfFunction(server, name, value) {
  const { parameters, type } = signatureOf(value);
  const title = type.startsWith('class ') ? `class ${name}(${parameters})` :
    `${name}(${parameters})`;
  const known = languageTable().get(value);
  const own = findInLib(value);
  if (known !== undefined) {
    const lines = own?.comment ?? ['Built into the language.'];
    return page(`${known}(${parameters})`, lines, languageUrl(known));
  }
  if (own !== undefined) return page(title, own.comment ?? [], nodeUrl(name, own.id));
  const source = Reflect.apply(functionText, value, []);
  for (const [file, text] of server._texts) {
    const place = text.indexOf(source);
    if (place !== -1) {
      return page(title, [...(commentAbove(text, place) ?? []), `Entered as ${file}.`]);
    }
  }
  return page(title, /\{ \[native code\] \}$/.test(source) ?
    ['Built in; there is no more to read here.'] : ['Nothing is known of it but this.']);
}

/**
 * @param {object} server
 * @param {string} name an expression; what it is, without running it
 * @returns {string}
 */
function describe(server, name) {
  if (Object.hasOwn(statements, name)) {
    return page(`${name} (a word of the language)`, [], `${kMdn}/Statements/${statements[name]}`);
  }
  if (Object.hasOwn(operators, name)) {
    return page(`${name} (a word of the language)`, [], `${kMdn}/Operators/${operators[name]}`);
  }
  const answer = lookUp(server, name);
  const isKnown = answer !== undefined && 'value' in answer;
  const ofModule = moduleOf(name, answer?.value, isKnown);
  if (ofModule !== undefined) return ofModule;
  if (!isKnown) {
    // An accessor of a prototype throws without its object.
    if ([...languageTable().values()].includes(name)) {
      return page(name, ['Built into the language.'], languageUrl(name));
    }
    return `${name} is not known, or cannot be looked at without running something.\n`;
  }
  const { value } = answer;
  if (typeof value === 'function') return docOfFunction(server, name, value);
  const { describeType } = require('internal/repl/types');
  const known = languageTable().get(value) ?? (languageNames.includes(name) ? name : undefined);
  if (known !== undefined) return page(known, ['Built into the language.'], languageUrl(known));
  if (Object.hasOwn(pages, name)) return page(name, [], `${kNode}/${pages[name]}.html`);
  return page(`${name}: ${describeType(value)}`, []);
}

module.exports = { describe, lookUp, signatureOf };
