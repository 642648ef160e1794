'use strict';

/*
 * util.inspect and util.format.
 *
 * How a value becomes text, in two steps.
 *   1. Describe. `describe()` asks the engine once what kind of object it has (`kindOf`, one native
 *      call that also recognises proxies) and finds the opening ("Map(2) {", "["), the head that
 *      stands for the value itself ("/re/g", "[Function: f]", an error's stack) and the list of
 *      entries, each already text. Children are described recursively, so the state that says where
 *      the text will stand (indentation, depth, the objects being visited) lives in one `Printer`.
 *   2. Lay out. `layout()` decides from the entries' lengths whether they share a line, stand in
 *      columns (`toColumns`, arrays of more than six short items) or get a line each.
 *
 * Nothing is called on the inspected value but what the documentation promises (its custom inspect
 * function, Symbol.toStringTag, and getters if asked to): properties are read by descriptor, brands
 * by internal slot, and proxies are looked through without triggering traps.
 *
 * Costs: a primitive is one switch; an object costs one native call, one key list, and per property
 * one descriptor and one short string. The names of constructors are found without allocation for
 * plain objects and arrays. A Printer is one object with a fixed shape. Text is only built for what
 * is printed: long arrays, strings and buffers stop at their maximum. `format()` with one string,
 * the common console.log, returns that string at once.
 *
 * Bounds: recursion ends at `depth`; a stack overflow becomes part of the text; and when the text
 * of one indentation level passes 128 MiB, `depth` drops so that the process survives.
 */

const native = binding('util');
const { kindOf, getProxyDetails, getOwnNonIndexProperties, previewEntries } = native;

const { getTypedArrayName } = require('internal/util/types');

const hasOwn = Object.hasOwn;
const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;
const functionPrototype = Function.prototype;
const OriginalArray = Array;
const getPrototypeOf = Object.getPrototypeOf;
const getDescriptor = Object.getOwnPropertyDescriptor;
const objectKeys = Object.keys;
const getOwnPropertyNames = Object.getOwnPropertyNames;
const getOwnPropertySymbols = Object.getOwnPropertySymbols;
const isEnumerable = Function.prototype.call.bind(objectPrototype.propertyIsEnumerable);
const functionToString = Function.prototype.call.bind(Function.prototype.toString);
const errorToString = Function.prototype.call.bind(Error.prototype.toString);
const regExpToString = Function.prototype.call.bind(RegExp.prototype.toString);
const dateToString = Function.prototype.call.bind(Date.prototype.toString);
const dateToISOString = Function.prototype.call.bind(Date.prototype.toISOString);
const dateGetTime = Function.prototype.call.bind(Date.prototype.getTime);
const symbolToString = Function.prototype.call.bind(Symbol.prototype.toString);
const mapSize = Function.prototype.call.bind(getDescriptor(Map.prototype, 'size').get);
const setSize = Function.prototype.call.bind(getDescriptor(Set.prototype, 'size').get);
const mapEntries = Function.prototype.call.bind(Map.prototype.entries);
const setValues = Function.prototype.call.bind(Set.prototype.values);
const mapIteratorNext = Function.prototype.call.bind(
  getPrototypeOf(new Map().entries()).next);
const setIteratorNext = Function.prototype.call.bind(
  getPrototypeOf(new Set().values()).next);
const typedArrayLength = Function.prototype.call.bind(
  getDescriptor(getPrototypeOf(Uint8Array.prototype), 'length').get);

const customInspectSymbol = Symbol.for('nodejs.util.inspect.custom');

// What `kindOf` answers; the native side has the same list.
const kPlain = 0;
const kProxy = 1;
const kFunction = 2;
const kArray = 3;
const kMap = 4;
const kSet = 5;
const kTypedArray = 6;
const kMapIterator = 7;
const kSetIterator = 8;
const kArguments = 9;
const kRegExp = 10;
const kDate = 11;
const kError = 12;
const kArrayBuffer = 13;
const kDataView = 14;
const kPromise = 15;
const kWeakSet = 16;
const kWeakMap = 17;
const kNamespace = 18;
const kBoxed = 19;
const kExternal = 20;

// How an entry is written.
const kKeyed = 0; // `key: value`
const kElement = 1; // the value alone
const kExtraKey = 2; // `key: value` behind the elements of an array

const kPromisePending = 0;
const kPromiseRejected = 2;

const kMaxTextPerLevel = 2 ** 27;
const kMinSplitLength = 16;

const defaultOptions = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

/** The state of one inspection: its options and where in the text and the value it is. */
class Printer {
  constructor() {
    this.stylize = plainStyle;
    this.showHidden = defaultOptions.showHidden;
    this.depth = defaultOptions.depth;
    this.colors = defaultOptions.colors;
    this.customInspect = defaultOptions.customInspect;
    this.showProxy = defaultOptions.showProxy;
    this.maxArrayLength = defaultOptions.maxArrayLength;
    this.maxStringLength = defaultOptions.maxStringLength;
    this.breakLength = defaultOptions.breakLength;
    this.compact = defaultOptions.compact;
    this.sorted = defaultOptions.sorted;
    this.getters = defaultOptions.getters;
    this.numericSeparator = defaultOptions.numericSeparator;

    /** Unknown options; custom inspect functions get to see them. @type {object | undefined} */
    this.userOptions = undefined;
    /** The objects being described, outermost first. @type {object[]} */
    this.visiting = [];
    /** Objects that contain themselves, with their numbers. @type {Map<object, number>} */
    this.circular = undefined;
    /** Column at which continuation lines of the current value begin. */
    this.indentation = 0;
    /** Level of the most recently described object. */
    this.lastLevel = 0;
    /** Text written so far for each indentation. @type {number[] | undefined} */
    this.written = undefined;
  }
}

function plainStyle(text) {
  return text;
}

function colorStyle(text, styleType) {
  const style = inspect.styles[styleType];
  if (style !== undefined) {
    const color = inspect.colors[style];
    if (color !== undefined) return `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
  }
  return text;
}

/**
 * `util.inspect()` (Node documentation, util).
 * @param {unknown} value
 * @param {object | boolean} [options] or, legacy, showHidden, depth, colors as arguments
 * @returns {string}
 */
function inspect(value, options) {
  const printer = new Printer();
  if (arguments.length > 1) {
    if (arguments.length > 2) {
      if (arguments[2] !== undefined) printer.depth = arguments[2];
      if (arguments.length > 3 && arguments[3] !== undefined) printer.colors = arguments[3];
    }
    if (typeof options === 'boolean') {
      printer.showHidden = options;
    } else if (options) {
      applyOptions(printer, options);
    }
  }
  settle(printer);
  return describeValue(printer, value, 0, false);
}

inspect.custom = customInspectSymbol;

Object.defineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() {
    return defaultOptions;
  },
  set(options) {
    require('internal/validators').validateObject(options, 'options');
    Object.assign(defaultOptions, options);
  },
});

function applyOptions(printer, options) {
  const keys = objectKeys(options);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (hasOwn(defaultOptions, key) || key === 'stylize') {
      printer[key] = options[key];
    } else if (printer.userOptions === undefined) {
      printer.userOptions = options;
    }
  }
}

// Brings options into the form the rest of the file relies on.
function settle(printer) {
  if (printer.colors && printer.stylize === plainStyle) printer.stylize = colorStyle;
  if (printer.maxArrayLength === null) printer.maxArrayLength = Infinity;
  if (printer.maxStringLength === null) printer.maxStringLength = Infinity;
}

const foreground = 39;
const background = 49;

inspect.colors = {
  __proto__: null,
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: [30, foreground],
  red: [31, foreground],
  green: [32, foreground],
  yellow: [33, foreground],
  blue: [34, foreground],
  magenta: [35, foreground],
  cyan: [36, foreground],
  white: [37, foreground],
  bgBlack: [40, background],
  bgRed: [41, background],
  bgGreen: [42, background],
  bgYellow: [43, background],
  bgBlue: [44, background],
  bgMagenta: [45, background],
  bgCyan: [46, background],
  bgWhite: [47, background],
  framed: [51, 54],
  overlined: [53, 55],
  gray: [90, foreground],
  redBright: [91, foreground],
  greenBright: [92, foreground],
  yellowBright: [93, foreground],
  blueBright: [94, foreground],
  magentaBright: [95, foreground],
  cyanBright: [96, foreground],
  whiteBright: [97, foreground],
  bgGray: [100, background],
  bgRedBright: [101, background],
  bgGreenBright: [102, background],
  bgYellowBright: [103, background],
  bgBlueBright: [104, background],
  bgMagentaBright: [105, background],
  bgCyanBright: [106, background],
  bgWhiteBright: [107, background],
};

// Other spellings read and write the color they stand for, and are not listed.
for (const [target, aliases] of [
  ['gray', ['grey', 'blackBright']],
  ['bgGray', ['bgGrey', 'bgBlackBright']],
  ['dim', ['faint']],
  ['strikethrough', ['crossedout', 'strikeThrough', 'crossedOut']],
  ['hidden', ['conceal']],
  ['inverse', ['swapColors', 'swapcolors']],
  ['doubleunderline', ['doubleUnderline']],
]) {
  for (const alias of aliases) {
    Object.defineProperty(inspect.colors, alias, {
      __proto__: null,
      get() { return this[target]; },
      set(value) { this[target] = value; },
      configurable: true,
      enumerable: false,
    });
  }
}

inspect.styles = {
  __proto__: null,
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  regexp: 'red',
  module: 'underline',
};

/* ---- Strings, numbers and other primitives ---- */

/* eslint-disable no-control-regex */
const ansiStyle = /\u001b\[\d\d?m/g;
const loneSurrogate = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|' +
  '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const needsEscape = new RegExp(`[\\x00-\\x1f\\x27\\x5c\\x7f-\\x9f]|${loneSurrogate}`);
const escapable = new RegExp(needsEscape.source, 'g');
const escapableButQuote = new RegExp(`[\\x00-\\x1f\\x5c\\x7f-\\x9f]|${loneSurrogate}`, 'g');
const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
/* eslint-enable no-control-regex */

function escapeCharacter(character) {
  switch (character) {
    case '\b': return '\\b';
    case '\t': return '\\t';
    case '\n': return '\\n';
    case '\f': return '\\f';
    case '\r': return '\\r';
    case "'": return "\\'";
    case '\\': return '\\\\';
  }
  const code = character.charCodeAt(0);
  if (code > 0xff) return `\\u${code.toString(16)}`;
  return `\\x${code < 0x10 ? '0' : ''}${code.toString(16).toUpperCase()}`;
}

function escapeText(text) {
  return needsEscape.test(text) ? text.replace(escapable, escapeCharacter) : text;
}

// Single quotes unless another quote avoids escaping.
function quote(text) {
  if (!needsEscape.test(text)) return `'${text}'`;
  if (text.includes("'")) {
    let mark = '';
    if (!text.includes('"')) mark = '"';
    else if (!text.includes('`') && !text.includes('${')) mark = '`';
    if (mark !== '') {
      return `${mark}${text.replace(escapableButQuote, escapeCharacter)}${mark}`;
    }
  }
  return `'${text.replace(escapable, escapeCharacter)}'`;
}

function plural(count) {
  return count > 1 ? 's' : '';
}

function moreItems(count) {
  return `... ${count} more item${plural(count)}`;
}

function spaces(count) {
  return ' '.repeat(count);
}

// `1234567` -> `1_234_567`, from the right; a sign stays where it is.
function groupFromRight(digits) {
  const first = digits[0] === '-' ? 1 : 0;
  let result = '';
  let end = digits.length;
  for (; end - first > 3; end -= 3) result = `_${digits.slice(end - 3, end)}${result}`;
  return digits.slice(0, end) + result;
}

// `12345678` -> `123_456_78`, from the left.
function groupFromLeft(digits) {
  let result = '';
  let start = 0;
  for (; start + 3 < digits.length; start += 3) result += `${digits.slice(start, start + 3)}_`;
  return result + digits.slice(start);
}

function numberText(number, numericSeparator) {
  if (!numericSeparator) return number === 0 && 1 / number < 0 ? '-0' : `${number}`;
  const text = `${number}`;
  if (!Number.isFinite(number) || text.includes('e')) return text;
  const point = text.indexOf('.');
  if (point === -1) return groupFromRight(text);
  return `${groupFromRight(text.slice(0, point))}.${groupFromLeft(text.slice(point + 1))}`;
}

function bigIntText(bigint, numericSeparator) {
  const digits = String(bigint);
  return `${numericSeparator ? groupFromRight(digits) : digits}n`;
}

function describeString(printer, text, stylize) {
  let trailer = '';
  if (text.length > printer.maxStringLength) {
    const remaining = text.length - printer.maxStringLength;
    text = text.slice(0, printer.maxStringLength);
    trailer = `... ${remaining} more character${plural(remaining)}`;
  }
  // Text of several lines is shown as such where it would not fit into one.
  if (printer.compact !== true && text.length > kMinSplitLength &&
      text.length > printer.breakLength - printer.indentation - 4 && text.includes('\n')) {
    const lines = text.match(/[^\n]*\n|[^\n]+$/g);
    for (let i = 0; i < lines.length; i++) lines[i] = stylize(quote(lines[i]), 'string');
    return lines.join(` +\n${spaces(printer.indentation + 2)}`) + trailer;
  }
  return stylize(quote(text), 'string') + trailer;
}

function describePrimitive(printer, value, stylize) {
  switch (typeof value) {
    case 'string': return describeString(printer, value, stylize);
    case 'number': return stylize(numberText(value, printer.numericSeparator), 'number');
    case 'bigint': return stylize(bigIntText(value, printer.numericSeparator), 'bigint');
    case 'boolean': return stylize(`${value}`, 'boolean');
    case 'undefined': return stylize('undefined', 'undefined');
    default: return stylize(symbolToString(value), 'symbol');
  }
}

/* ---- Values ---- */

function describeValue(printer, value, level, bufferOfView) {
  const type = typeof value;
  if (type !== 'object' && type !== 'function' &&
      // Objects that pretend to be undefined (document.all) are objects still.
      (type !== 'undefined' || value === undefined)) {
    return describePrimitive(printer, value, printer.stylize);
  }
  if (value === null) return printer.stylize('null', 'null');

  const outer = value;
  let kind = kindOf(value);
  if (kind === kProxy) {
    if (printer.showProxy) {
      const details = getProxyDetails(value, true);
      if (details[0] === null) return printer.stylize('<Revoked Proxy>', 'special');
      return describeProxy(printer, details, level);
    }
    do {
      value = getProxyDetails(value, false);
      if (value === null) return printer.stylize('<Revoked Proxy>', 'special');
      kind = kindOf(value);
    } while (kind === kProxy);
  }

  if (printer.customInspect) {
    const custom = value[customInspectSymbol];
    if (typeof custom === 'function' && custom !== inspect) {
      // A prototype is shown as the object it is: the method is meant for instances.
      const constructor = getDescriptor(value, 'constructor')?.value;
      if (!(constructor?.prototype === value)) {
        return describeCustom(printer, custom, value, outer, kind, level);
      }
    }
  }

  if (printer.visiting.includes(value)) return describeCircular(printer, value);
  return describe(printer, value, kind, level, bufferOfView);
}

function describeCircular(printer, value) {
  printer.circular ??= new Map();
  let index = printer.circular.get(value);
  if (index === undefined) {
    index = printer.circular.size + 1;
    printer.circular.set(value, index);
  }
  return printer.stylize(`[Circular *${index}]`, 'special');
}

function describeProxy(printer, details, level) {
  if (level > printer.depth && printer.depth !== null) {
    return printer.stylize('Proxy [Array]', 'special');
  }
  printer.indentation += 2;
  const entries = [
    describeValue(printer, details[0], level + 1, false),
    describeValue(printer, details[1], level + 1, false),
  ];
  printer.indentation -= 2;
  return layout(printer, entries, '', 'Proxy [', ']', kExtraKey, level + 1, undefined);
}

function describeCustom(printer, custom, value, outer, kind, level) {
  const depth = printer.depth === null ? null : printer.depth - level;
  // Objects of this realm must not leak into code of another one, nor into a proxy's handler.
  const foreign = outer !== value || !(outer instanceof Object);
  const result = Reflect.apply(
    custom, outer, [depth, customOptions(printer, foreign), inspect]);
  if (result === outer) {
    if (printer.visiting.includes(value)) return describeCircular(printer, value);
    return describe(printer, value, kind, level, false);
  }
  const text = typeof result !== 'object' ?
    `${result}` : describeValue(printer, result, level, false);
  return text.replaceAll('\n', `\n${spaces(printer.indentation)}`);
}

function customOptions(printer, foreign) {
  const options = {
    stylize: printer.stylize,
    showHidden: printer.showHidden,
    depth: printer.depth,
    colors: printer.colors,
    customInspect: printer.customInspect,
    showProxy: printer.showProxy,
    maxArrayLength: printer.maxArrayLength,
    maxStringLength: printer.maxStringLength,
    breakLength: printer.breakLength,
    compact: printer.compact,
    sorted: printer.sorted,
    getters: printer.getters,
    numericSeparator: printer.numericSeparator,
    ...printer.userOptions,
  };
  if (foreign) {
    Object.setPrototypeOf(options, null);
    for (const key of objectKeys(options)) {
      const option = options[key];
      if (option !== null && (typeof option === 'object' || typeof option === 'function')) {
        delete options[key];
      }
    }
    options.stylize = Object.setPrototypeOf((text, styleType) => {
      let styled;
      try {
        styled = `${printer.stylize(text, styleType)}`;
      } catch {
        // An error object of this realm must not get out either; the text stays as it is.
      }
      return typeof styled === 'string' ? styled : text;
    }, null);
  }
  return options;
}

/* ---- Names ---- */

// Constructors whose prototypes' properties are of no interest: those of ECMAScript.
function isBuiltInName(name) {
  return typeof name === 'string' && ecmaScriptGlobals.test(name);
}
const ecmaScriptGlobals = new RegExp('^(?:' +
  'Object|Function|Array|Number|Boolean|String|Symbol|Date|Promise|RegExp|BigInt|' +
  '(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error|' +
  '(?:Float(?:16|32|64)|(?:Int|Uint)(?:8|16|32)|Uint8Clamped|Big(?:Int|Uint)64)Array|' +
  '(?:Shared)?ArrayBuffer|DataView|Map|Set|WeakMap|WeakSet|WeakRef|FinalizationRegistry|Proxy|' +
  'Iterator|JSON|Math|Intl|Atomics|Reflect|WebAssembly)$');

function isInstance(value, constructor) {
  try {
    return value instanceof constructor;
  } catch {
    // A constructor may have no object as its prototype, or a throwing Symbol.hasInstance.
    return false;
  }
}

// The name of the constructor that `object`, a link of the prototype chain of `value`, names.
function ownConstructorName(value, object) {
  // These two hold whatever a program does to the `constructor` properties.
  if (object !== value) {
    if (object === objectPrototype) return 'Object';
    if (object === functionPrototype) return 'Function';
  }
  const constructor = getDescriptor(object, 'constructor')?.value;
  if (typeof constructor === 'function' && constructor.name !== '' &&
      isInstance(value, constructor)) {
    return constructor.name;
  }
  return undefined;
}

// The name of the constructor an object shows, null if it has no prototype. With `protoEntries`
// also collects the entries of prototypes that a program defined.
function constructorName(printer, value, level, protoEntries) {
  let object = value;
  let firstPrototype;
  while (object !== null) {
    const name = ownConstructorName(value, object);
    if (name !== undefined) {
      if (protoEntries !== undefined && (firstPrototype !== object || !isBuiltInName(name))) {
        addPrototypeEntries(printer, value, firstPrototype || value, level, protoEntries);
      }
      return String(name);
    }
    object = getPrototypeOf(object);
    if (firstPrototype === undefined) firstPrototype = object;
  }

  if (firstPrototype === null) return null;

  const name = native.getConstructorName(value);
  if (level > printer.depth && printer.depth !== null) return `${name} <Complex prototype>`;
  const prototypeName = constructorName(printer, firstPrototype, level + 1, protoEntries);
  if (prototypeName !== null) return `${name} <${prototypeName}>`;
  const nested = derive(printer);
  nested.customInspect = false;
  nested.depth = -1;
  return `${name} <${describeValue(nested, firstPrototype, 0, false)}>`;
}

// A fresh printer with the same options.
function derive(printer) {
  const copy = new Printer();
  copy.stylize = printer.stylize;
  for (const key of objectKeys(defaultOptions)) copy[key] = printer[key];
  copy.userOptions = printer.userOptions;
  return copy;
}

// Own properties of up to three prototypes that a program made, except methods and what a nearer
// object shadows. Accessors run on `value`, as if it had been asked.
function addPrototypeEntries(printer, value, object, level, entries) {
  const shadowed = new Set(Reflect.ownKeys(value)).add('constructor');
  for (let distance = 0; distance < 3; distance++) {
    if (distance !== 0 || value === object) {
      object = getPrototypeOf(object);
      if (object === null) return;
      const constructor = getDescriptor(object, 'constructor')?.value;
      if (typeof constructor === 'function' && isBuiltInName(constructor.name)) return;
    }
    const keys = Reflect.ownKeys(object);
    printer.visiting.push(value);
    for (const key of keys) {
      if (shadowed.has(key)) continue;
      const descriptor = getDescriptor(object, key);
      if (typeof descriptor.value === 'function') continue;
      const entry = describeProperty(printer, object, level, key, kKeyed, descriptor, value);
      entries.push(printer.colors ? `\u001b[2m${entry}\u001b[22m` : entry);
    }
    printer.visiting.pop();
    for (const key of keys) shadowed.add(key);
  }
}

// 'Map(2) ', 'Foo(2) [Map] ', '[Map(2): null prototype] ', ...
function prefixOf(constructor, tag, fallback, size) {
  if (constructor === null) {
    if (tag !== '' && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== '' && constructor !== tag) return `${constructor}${size} [${tag}] `;
  return `${constructor}${size} `;
}

/* ---- Objects ---- */

function enumerableSymbols(value) {
  const symbols = getOwnPropertySymbols(value);
  if (symbols.length === 0) return symbols;
  return symbols.filter((symbol) => isEnumerable(value, symbol));
}

function keysOf(value, showHidden, kind) {
  if (showHidden) {
    const names = getOwnPropertyNames(value);
    const symbols = getOwnPropertySymbols(value);
    return symbols.length === 0 ? names : names.concat(symbols);
  }
  let names;
  if (kind === kNamespace) {
    try {
      names = objectKeys(value);
    } catch {
      // Bindings that are not initialised yet make Object.keys throw; they are shown as such.
      names = getOwnPropertyNames(value);
    }
  } else {
    names = objectKeys(value);
  }
  const symbols = enumerableSymbols(value);
  return symbols.length === 0 ? names : names.concat(symbols);
}

// Own keys that are not elements. Asking the engine avoids listing an array's indices.
function keysBesideElements(value, showHidden) {
  return getOwnNonIndexProperties(value, showHidden ? 0 : 2);
}

function describe(printer, value, kind, level, bufferOfView) {
  let protoEntries;
  let constructor;
  const prototype = getPrototypeOf(value);
  if (prototype === objectPrototype && !hasOwn(value, 'constructor')) {
    constructor = 'Object';
  } else if (prototype === arrayPrototype && arrayPrototype.constructor === OriginalArray &&
             !hasOwn(value, 'constructor')) {
    constructor = 'Array';
  } else {
    if (printer.showHidden && (level <= printer.depth || printer.depth === null)) {
      protoEntries = [];
    }
    constructor = constructorName(printer, value, level, protoEntries);
    if (protoEntries !== undefined && protoEntries.length === 0) protoEntries = undefined;
  }

  let tag = value[Symbol.toStringTag];
  // An own tag is listed among the properties already.
  if (typeof tag !== 'string' || (tag !== '' && (printer.showHidden ?
    hasOwn(value, Symbol.toStringTag) : isEnumerable(value, Symbol.toStringTag)))) {
    tag = '';
  }

  const { showHidden } = printer;
  let head = '';
  let open = '{';
  let close = '}';
  let keys;
  let content = kPlain;
  let entryStyle = kKeyed;

  // Containers whose prototype is not iterable any more are shown as the plain objects that their
  // users see.
  if (kind >= kArray && kind <= kSetIterator &&
      constructor !== null && !(Symbol.iterator in value)) {
    kind = kPlain;
  }

  // As for any other object, being an Error is a matter of the prototype; only for functions,
  // regular expressions and dates is what they are of more interest.
  if ((kind === kPlain || kind >= kArrayBuffer || kind === kArguments) &&
      constructor !== 'Object' && value instanceof Error) {
    kind = kError;
  }

  switch (kind) {
    case kArray: {
      const prefix = constructor !== 'Array' || tag !== '' ?
        prefixOf(constructor, tag, 'Array', `(${value.length})`) : '';
      keys = keysBesideElements(value, showHidden);
      open = `${prefix}[`;
      close = ']';
      if (value.length === 0 && keys.length === 0 && protoEntries === undefined) return `${open}]`;
      entryStyle = kExtraKey;
      content = kArray;
      break;
    }
    case kSet:
    case kMap: {
      const size = kind === kSet ? setSize(value) : mapSize(value);
      const prefix = prefixOf(constructor, tag, kind === kSet ? 'Set' : 'Map', `(${size})`);
      keys = keysOf(value, showHidden, kind);
      if (size === 0 && keys.length === 0 && protoEntries === undefined) return `${prefix}{}`;
      open = `${prefix}{`;
      content = kind;
      break;
    }
    case kTypedArray: {
      const length = typedArrayLength(value);
      const fallback = constructor === null ? getTypedArrayName(value) : '';
      keys = keysBesideElements(value, showHidden);
      open = `${prefixOf(constructor, tag, fallback, `(${length})`)}[`;
      close = ']';
      if (length === 0 && keys.length === 0 && !showHidden) return `${open}]`;
      entryStyle = kExtraKey;
      content = kTypedArray;
      break;
    }
    case kMapIterator:
    case kSetIterator: {
      const name = kind === kMapIterator ? 'Map' : 'Set';
      keys = keysOf(value, showHidden, kind);
      open = tag !== `${name} Iterator` && tag !== '' ?
        `[${tag}] [${name} Iterator] {` : `[${name} Iterator] {`;
      content = kind;
      break;
    }
    default: {
      keys = keysOf(value, showHidden, kind);
      const bare = keys.length === 0 && protoEntries === undefined;
      if (constructor === 'Object' && kind !== kFunction) {
        if (kind === kArguments) open = '[Arguments] {';
        else if (tag !== '') open = `${prefixOf(constructor, tag, 'Object', '')}{`;
        if (kind !== kExternal) {
          // It goes by the name of Object, so it is shown as one, whatever slots it has.
          if (bare) return `${open}}`;
          break;
        }
      }
      switch (kind) {
        case kFunction:
          head = functionHead(value, constructor, tag);
          if (bare) return printer.stylize(head, 'special');
          break;
        case kRegExp: {
          head = regExpToString(constructor !== null ? value : new RegExp(value));
          const prefix = prefixOf(constructor, tag, 'RegExp', '');
          if (prefix !== 'RegExp ') head = `${prefix}${head}`;
          if (bare || (level > printer.depth && printer.depth !== null)) {
            return printer.stylize(head, 'regexp');
          }
          break;
        }
        case kDate: {
          head = Number.isNaN(dateGetTime(value)) ? dateToString(value) : dateToISOString(value);
          const prefix = prefixOf(constructor, tag, 'Date', '');
          if (prefix !== 'Date ') head = `${prefix}${head}`;
          if (bare) return printer.stylize(head, 'date');
          break;
        }
        case kError:
          head = errorHead(printer, value, constructor, tag, keys);
          if (keys.length === 0 && protoEntries === undefined) return head;
          break;
        case kArrayBuffer: {
          const type = native.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer';
          const prefix = prefixOf(constructor, tag, type, '');
          if (!bufferOfView) {
            content = kArrayBuffer;
          } else if (bare) {
            const length = printer.stylize(numberText(value.byteLength, false), 'number');
            return `${prefix}{ byteLength: ${length} }`;
          }
          open = `${prefix}{`;
          keys.unshift('byteLength');
          break;
        }
        case kDataView:
          open = `${prefixOf(constructor, tag, 'DataView', '')}{`;
          keys.unshift('byteLength', 'byteOffset', 'buffer');
          break;
        case kPromise:
          open = `${prefixOf(constructor, tag, 'Promise', '')}{`;
          content = kPromise;
          break;
        case kWeakSet:
        case kWeakMap:
          open = `${prefixOf(constructor, tag, kind === kWeakSet ? 'WeakSet' : 'WeakMap', '')}{`;
          content = kind;
          break;
        case kNamespace:
          open = `${prefixOf(constructor, tag, 'Module', '')}{`;
          content = kNamespace;
          break;
        case kBoxed:
          head = boxedHead(printer, value, constructor, tag, keys);
          if (keys.length === 0 && protoEntries === undefined) return head;
          break;
        default:
          if (kind === kExternal && bare) {
            const address = native.getExternalValue(value).toString(16);
            return printer.stylize(`[External: ${address}]`, 'special');
          }
          if (!printer.customInspect && isURL(value) &&
              !(level > printer.depth && printer.depth !== null)) {
            head = value.href;
            if (bare) return head;
          }
          if (bare) {
            return `${prefixOf(constructor, tag, fallbackName(value, constructor, tag), '')}{}`;
          }
          open = `${prefixOf(constructor, tag, fallbackName(value, constructor, tag), '')}{`;
      }
    }
  }

  if (level > printer.depth && printer.depth !== null) {
    const name = prefixOf(constructor, tag, fallbackName(value, constructor, tag), '').slice(0, -1);
    return printer.stylize(constructor === null ? name : `[${name}]`, 'special');
  }

  level++;
  printer.visiting.push(value);
  printer.lastLevel = level;
  const { indentation } = printer;
  let entries;
  try {
    switch (content) {
      case kPlain: entries = []; break;
      case kArray: entries = arrayEntries(printer, value, level); break;
      case kSet: entries = setEntries(printer, value, level); break;
      case kMap: entries = mapEntryTexts(printer, value, level); break;
      case kTypedArray: entries = typedArrayEntries(printer, value, level); break;
      case kMapIterator:
      case kSetIterator: {
        const [items, isKeyValue] = previewEntries(value, true);
        if (isKeyValue) {
          open = open.replace(/ Iterator] {$/, ' Entries] {');
          entries = pairEntries(printer, items, level);
        } else {
          entries = itemEntries(printer, items, level);
        }
        break;
      }
      case kArrayBuffer: entries = bufferEntries(printer, value); break;
      case kPromise: entries = promiseEntries(printer, value, level); break;
      case kWeakSet:
      case kWeakMap: entries = weakEntries(printer, value, level, content); break;
      case kNamespace: entries = namespaceEntries(printer, value, level, keys); keys = []; break;
    }
    for (let i = 0; i < keys.length; i++) {
      entries.push(describeProperty(printer, value, level, keys[i], entryStyle));
    }
    if (protoEntries !== undefined) entries.push(...protoEntries);
  } catch (error) {
    return describeOverflow(printer, error, value, constructor, tag, indentation);
  }

  if (printer.circular !== undefined) {
    const index = printer.circular.get(value);
    if (index !== undefined) {
      const reference = printer.stylize(`<ref *${index}>`, 'special');
      if (printer.compact !== true) head = head === '' ? reference : `${reference} ${head}`;
      else open = `${reference} ${open}`;
    }
  }
  printer.visiting.pop();

  if (printer.sorted) sortEntries(printer, entries, entryStyle, keys.length);

  const text = layout(printer, entries, head, open, close, entryStyle, level, value);
  limitText(printer, text.length);
  return text;
}

// The name an object without prototype goes by. The engine's answer says who made it, but is the
// tag if the object has one.
function fallbackName(value, constructor, tag) {
  if (constructor !== null) return 'Object';
  const name = native.getConstructorName(value);
  return name === tag || name === '' ? 'Object' : name;
}

function describeOverflow(printer, error, value, constructor, tag, indentation) {
  if (!isStackOverflow(error)) throw error;
  printer.visiting.pop();
  printer.indentation = indentation;
  const name = prefixOf(constructor, tag, 'Object', '').slice(0, -1);
  return printer.stylize(
    `[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
}

// A regular expression that is compiled when the stack is nearly full throws a SyntaxError whose
// message ends like that of the RangeError.
function isStackOverflow(error) {
  return native.isNativeError(error) && typeof error.message === 'string' &&
    error.message.endsWith('Maximum call stack size exceeded');
}

function sortEntries(printer, entries, entryStyle, keyCount) {
  const compare = printer.sorted === true ? undefined : printer.sorted;
  if (entryStyle === kKeyed) {
    entries.sort(compare);
  } else if (keyCount > 1) {
    const sorted = entries.slice(entries.length - keyCount).sort(compare);
    entries.splice(entries.length - keyCount, keyCount, ...sorted);
  }
}

// A value may refer to the same objects so often that its text grows exponentially with depth.
function limitText(printer, length) {
  const written = printer.written ??= [];
  const total = (written[printer.indentation] ?? 0) + length;
  written[printer.indentation] = total;
  if (total > kMaxTextPerLevel) printer.depth = -1;
}

// Without its custom inspect function a URL would be an empty object.
function isURL(value) {
  return require('internal/url').isURL(value);
}

/* ---- Heads ---- */

// A class has a read-only own `prototype`, which no other function written in JavaScript has.
function isClass(fn) {
  const descriptor = getDescriptor(fn, 'prototype');
  return descriptor !== undefined && descriptor.writable === false &&
    functionToString(fn).startsWith('class');
}

function functionHead(fn, constructor, tag) {
  const tagText = tag !== '' && constructor !== tag ? ` [${tag}]` : '';
  if (isClass(fn)) {
    const name = (hasOwn(fn, 'name') && fn.name) || '(anonymous)';
    let head = `class ${name}`;
    if (constructor !== 'Function' && constructor !== null) head += ` [${constructor}]`;
    head += tagText;
    if (constructor === null) {
      head += ' extends [null prototype]';
    } else {
      const parent = getPrototypeOf(fn).name;
      if (parent) head += ` extends ${parent}`;
    }
    return `[${head}]`;
  }
  let type = 'Function';
  if (native.isGeneratorFunction(fn)) type = `Generator${type}`;
  if (native.isAsyncFunction(fn)) type = `Async${type}`;
  let head = `[${type}`;
  if (constructor === null) head += ' (null prototype)';
  const { name } = fn;
  head += name === '' ? ' (anonymous)]' : `: ${String(name)}]`;
  if (constructor !== type && constructor !== null) head += ` ${constructor}`;
  return head + tagText;
}

function boxedHead(printer, value, constructor, tag, keys) {
  let type;
  let primitive;
  if (native.isNumberObject(value)) {
    type = 'Number';
    primitive = Number.prototype.valueOf.call(value);
  } else if (native.isStringObject(value)) {
    type = 'String';
    primitive = String.prototype.valueOf.call(value);
    // The characters are shown as the string and not one by one.
    keys.splice(0, primitive.length);
  } else if (native.isBooleanObject(value)) {
    type = 'Boolean';
    primitive = Boolean.prototype.valueOf.call(value);
  } else if (native.isBigIntObject(value)) {
    type = 'BigInt';
    primitive = BigInt.prototype.valueOf.call(value);
  } else {
    type = 'Symbol';
    primitive = Symbol.prototype.valueOf.call(value);
  }
  let head = `[${type}`;
  if (constructor === null) head += ' (null prototype)';
  else if (constructor !== type) head += ` (${constructor})`;
  head += `: ${describePrimitive(printer, primitive, plainStyle)}]`;
  if (tag !== '' && tag !== constructor) head += ` [${tag}]`;
  if (keys.length !== 0 || printer.stylize === plainStyle) return head;
  return printer.stylize(head, type.toLowerCase());
}

/* ---- Errors ---- */

function stackOf(error) {
  return error.stack ? String(error.stack) : errorToString(error);
}

function errorHead(printer, error, constructor, tag, keys) {
  const name = error.name != null ? String(error.name) : 'Error';
  let stack = stackOf(error);
  dropRepeatedKeys(printer, keys, error, stack);
  if ('cause' in error && !keys.includes('cause')) keys.push('cause');
  if (Array.isArray(error.errors) && !keys.includes('errors')) keys.push('errors');
  stack = withFullName(stack, constructor, name, tag);

  // The frames begin after the message, which may itself look like a frame.
  let messageEnd = (error.message && stack.indexOf(error.message)) || -1;
  if (messageEnd !== -1) messageEnd += error.message.length;
  const framesStart = stack.indexOf('\n    at', messageEnd);
  if (framesStart === -1) {
    stack = `[${stack}]`;
  } else {
    let text = stack.slice(0, framesStart);
    const frames = framesWithoutCauses(printer, error, stack.slice(framesStart + 1));
    if (printer.colors) {
      const directory = currentDirectory();
      for (const frame of frames) text += `\n${colorFrame(printer, frame, directory)}`;
    } else {
      text += `\n${frames.join('\n')}`;
    }
    stack = text;
  }
  if (printer.indentation !== 0) {
    stack = stack.replaceAll('\n', `\n${spaces(printer.indentation)}`);
  }
  return stack;
}

// Enumerable name, message and stack need no line of their own if the stack shows them.
function dropRepeatedKeys(printer, keys, error, stack) {
  if (printer.showHidden || keys.length === 0) return;
  for (const key of ['name', 'message', 'stack']) {
    const index = keys.indexOf(key);
    if (index !== -1 && stack.includes(String(error[key]))) {
      keys.splice(index, 1);
    }
  }
}

// The stack was written when the error was made, with the name it had then; this adds the class,
// the tag and the missing prototype where they say more.
function withFullName(stack, constructor, name, tag) {
  let length = name.length;
  if (constructor !== null && !(name.endsWith('Error') && stack.startsWith(name) &&
      (stack.length === length || stack[length] === ':' || stack[length] === '\n'))) {
    return stack;
  }
  let fallback = 'Error';
  if (constructor === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ??
      /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = start?.[1] ?? '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = prefixOf(constructor, tag, fallback, '').slice(0, -1);
  if (name === prefix) return stack;
  if (!prefix.includes(name)) return `${prefix} [${name}]${stack.slice(length)}`;
  return length === 0 ? `${prefix}: ${stack}` : `${prefix}${stack.slice(length)}`;
}

function framesWithoutCauses(printer, error, text) {
  const frames = text.split('\n');
  let { cause } = error;
  if (cause === null || typeof cause !== 'object' || !isErrorObject(cause)) return frames;
  cause = stackOf(cause);
  const start = cause.indexOf('\n    at');
  if (start === -1) return frames;
  const { length, offset } = commonRun(frames, cause.slice(start + 1).split('\n'));
  if (length > 3) {
    const skipped = length - 2;
    const note = `    ... ${skipped} lines matching cause stack trace ...`;
    frames.splice(offset + 1, skipped, printer.stylize(note, 'undefined'));
  }
  return frames;
}

function isErrorObject(value) {
  return native.isNativeError(value) || value instanceof Error;
}

// The first run of frames, of more than three, that also stands in the cause's stack.
function commonRun(frames, causeFrames) {
  for (let offset = 0; offset < frames.length - 3; offset++) {
    const position = causeFrames.indexOf(frames[offset]);
    if (position === -1) continue;
    const rest = causeFrames.length - position;
    if (rest <= 3) continue;
    const maximum = Math.min(rest, frames.length - offset);
    let length = 1;
    while (length < maximum && frames[offset + length] === causeFrames[position + length]) {
      length++;
    }
    if (length > 3) return { length, offset };
  }
  return { length: 0, offset: 0 };
}

function currentDirectory() {
  try {
    return process.cwd();
  } catch {
    // The directory may have been removed; then no frame lies in it.
    return undefined;
  }
}

// Frames of the library are gray, as is the working directory; names of packages are underlined.
function colorFrame(printer, frame, directory) {
  if (/^ {4}at (?:[^/\\(]* \(|[^(]* \[as [^\]]*\] \()?node:/.test(frame)) {
    return printer.stylize(frame, 'undefined');
  }
  let text = '';
  let position = 0;
  const packages = /[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)(?=[/\\])/g;
  for (let match = packages.exec(frame); match !== null; match = packages.exec(frame)) {
    const nameStart = match.index + match[0].length - match[1].length;
    text += frame.slice(position, nameStart);
    text += printer.stylize(match[1], 'module');
    position = nameStart + match[1].length;
  }
  text += frame.slice(position);
  return directory === undefined ? text : grayDirectory(printer, text, directory);
}

function grayDirectory(printer, frame, directory) {
  let shown = directory;
  let start = frame.indexOf(shown);
  if (start === -1) {
    shown = require('internal/url').pathToFileURL(directory).href;
    start = frame.indexOf(shown);
    if (start === -1) return frame;
  } else if (frame.startsWith('file://', start - 7)) {
    start -= 7;
    shown = `file://${shown}`;
  }
  const end = start + shown.length;
  if (frame[end] !== '/' && frame[end] !== '\\') return frame;
  const parenthesis = frame[start - 1] === '(' && frame.endsWith(')');
  if (parenthesis) start--;
  const gray = printer.stylize(frame.slice(start, end + 1), 'undefined');
  const rest = parenthesis ?
    frame.slice(end + 1, -1) + printer.stylize(')', 'undefined') : frame.slice(end + 1);
  return frame.slice(0, start) + gray + rest;
}

/* ---- Contents of containers ---- */

function shownLength(printer, length) {
  return Math.min(Math.max(0, printer.maxArrayLength), length);
}

function arrayEntries(printer, array, level) {
  const { length } = array;
  const shown = shownLength(printer, length);
  const entries = [];
  for (let i = 0; i < shown; i++) {
    const descriptor = getDescriptor(array, i);
    if (descriptor === undefined) return sparseEntries(printer, array, level, shown, entries, i);
    entries.push(describeElement(printer, array, level, i, descriptor));
  }
  if (length > shown) entries.push(moreItems(length - shown));
  return entries;
}

// The common element is a data property; everything else takes the long way.
function describeElement(printer, array, level, index, descriptor) {
  const { value } = descriptor;
  switch (typeof value) {
    case 'number':
      return printer.stylize(numberText(value, printer.numericSeparator), 'number');
    case 'boolean':
      return printer.stylize(value ? 'true' : 'false', 'boolean');
    default:
      return describeProperty(printer, array, level, index, kElement, descriptor);
  }
}

// Goes on where the first hole was found; runs of holes count as one entry.
function sparseEntries(printer, array, level, shown, entries, index) {
  const keys = objectKeys(array);
  const { length } = array;
  const stylize = printer.stylize;
  for (let i = index; i < keys.length && entries.length < shown; i++) {
    const key = Number(keys[i]);
    if (!Number.isInteger(key) || key < index || key >= length || keys[i] !== `${key}`) break;
    if (key !== index) {
      const holes = key - index;
      entries.push(stylize(`<${holes} empty item${plural(holes)}>`, 'undefined'));
      index = key;
      if (entries.length === shown) break;
    }
    entries.push(describeProperty(printer, array, level, keys[i], kElement));
    index++;
  }
  const remaining = length - index;
  if (remaining > 0) {
    entries.push(entries.length === shown ? moreItems(remaining) :
      stylize(`<${remaining} empty item${plural(remaining)}>`, 'undefined'));
  }
  return entries;
}

function typedArrayEntries(printer, array, level) {
  const length = typedArrayLength(array);
  const shown = shownLength(printer, length);
  const entries = new Array(shown);
  const { numericSeparator, stylize } = printer;
  if (typeof array[0] === 'number') {
    for (let i = 0; i < shown; i++) {
      entries[i] = stylize(numberText(array[i], numericSeparator), 'number');
    }
  } else {
    for (let i = 0; i < shown; i++) {
      entries[i] = stylize(bigIntText(array[i], numericSeparator), 'bigint');
    }
  }
  if (length > shown) entries.push(moreItems(length - shown));
  if (printer.showHidden) {
    printer.indentation += 2;
    for (const [key, value] of typedArrayFields(array, length)) {
      entries.push(`[${key}]: ${describeValue(printer, value, level, true)}`);
    }
    printer.indentation -= 2;
  }
  return entries;
}

// Read from the slots: the array may have lost its prototype.
function typedArrayFields(array, length) {
  const prototype = getPrototypeOf(Uint8Array.prototype);
  const read = (key) => getDescriptor(prototype, key).get.call(array);
  return [
    ['BYTES_PER_ELEMENT', globalThis[getTypedArrayName(array)].BYTES_PER_ELEMENT],
    ['length', length],
    ['byteLength', read('byteLength')],
    ['byteOffset', read('byteOffset')],
    ['buffer', read('buffer')],
  ];
}

const hexDigits = '0123456789abcdef';

function bufferEntries(printer, buffer) {
  let bytes;
  try {
    bytes = new Uint8Array(buffer);
  } catch {
    return [printer.stylize('(detached)', 'special')];
  }
  const shown = shownLength(printer, bytes.length);
  let hex = '';
  for (let i = 0; i < shown; i++) {
    if (i !== 0) hex += ' ';
    hex += hexDigits[bytes[i] >> 4] + hexDigits[bytes[i] & 15];
  }
  const remaining = bytes.length - shown;
  if (remaining > 0) hex += ` ... ${remaining} more byte${plural(remaining)}`;
  return [`${printer.stylize('[Uint8Contents]', 'special')}: <${hex}>`];
}

function setEntries(printer, set, level) {
  const size = setSize(set);
  const shown = shownLength(printer, size);
  const entries = [];
  const iterator = setValues(set);
  printer.indentation += 2;
  for (let i = 0; i < shown; i++) {
    const { done, value } = setIteratorNext(iterator);
    if (done) break;
    entries.push(describeValue(printer, value, level, false));
  }
  printer.indentation -= 2;
  if (size > shown) entries.push(moreItems(size - shown));
  return entries;
}

function mapEntryTexts(printer, map, level) {
  const size = mapSize(map);
  const shown = shownLength(printer, size);
  const entries = [];
  const iterator = mapEntries(map);
  printer.indentation += 2;
  for (let i = 0; i < shown; i++) {
    const { done, value } = mapIteratorNext(iterator);
    if (done) break;
    const key = describeValue(printer, value[0], level, false);
    entries.push(`${key} => ${describeValue(printer, value[1], level, false)}`);
  }
  printer.indentation -= 2;
  if (size > shown) entries.push(moreItems(size - shown));
  return entries;
}

// The items an iterator has still to deliver.
function itemEntries(printer, items, level) {
  const shown = shownLength(printer, items.length);
  const entries = [];
  printer.indentation += 2;
  for (let i = 0; i < shown; i++) entries.push(describeValue(printer, items[i], level, false));
  printer.indentation -= 2;
  if (items.length > shown) entries.push(moreItems(items.length - shown));
  return entries;
}

// The same for iterators over pairs; `items` is flat.
function pairEntries(printer, items, level) {
  const length = items.length / 2;
  const shown = shownLength(printer, length);
  const entries = [];
  printer.indentation += 2;
  for (let i = 0; i < shown; i++) {
    const pair = [
      describeValue(printer, items[2 * i], level, false),
      describeValue(printer, items[2 * i + 1], level, false),
    ];
    entries.push(layout(printer, pair, '', '[', ']', kExtraKey, level, undefined));
  }
  printer.indentation -= 2;
  if (length > shown) entries.push(moreItems(length - shown));
  return entries;
}

// The order of a weak collection means nothing, so the text is sorted to be reproducible.
function weakEntries(printer, value, level, kind) {
  if (!printer.showHidden) return [printer.stylize('<items unknown>', 'special')];
  const items = previewEntries(value);
  const width = kind === kWeakMap ? 2 : 1;
  const length = items.length / width;
  const shown = shownLength(printer, length);
  const entries = [];
  printer.indentation += 2;
  for (let i = 0; i < shown; i++) {
    const item = describeValue(printer, items[i * width], level, false);
    entries.push(kind === kWeakMap ?
      `${item} => ${describeValue(printer, items[i * width + 1], level, false)}` : item);
  }
  printer.indentation -= 2;
  if (!printer.sorted) entries.sort();
  if (length > shown) entries.push(moreItems(length - shown));
  return entries;
}

function promiseEntries(printer, promise, level) {
  const [state, result] = native.getPromiseDetails(promise);
  if (state === kPromisePending) return [printer.stylize('<pending>', 'special')];
  printer.indentation += 2;
  const text = describeValue(printer, result, level, false);
  printer.indentation -= 2;
  if (state !== kPromiseRejected) return [text];
  return [`${printer.stylize('<rejected>', 'special')} ${text}`];
}

function namespaceEntries(printer, namespace, level, keys) {
  const entries = [];
  for (const key of keys) {
    let descriptor;
    try {
      descriptor = getDescriptor(namespace, key);
    } catch {
      // A binding in its temporal dead zone.
      const name = describeProperty(printer, { [key]: '' }, level, key, kKeyed);
      entries.push(name.slice(0, name.lastIndexOf(' ') + 1) +
        printer.stylize('<uninitialized>', 'special'));
      continue;
    }
    entries.push(describeProperty(printer, namespace, level, key, kKeyed, descriptor));
  }
  return entries;
}

/* ---- Properties ---- */

function describeProperty(printer, object, level, key, entryStyle,
                          descriptor = getDescriptor(object, key), receiver = object) {
  if (descriptor === undefined) {
    descriptor = { value: object[key], configurable: true, enumerable: true };
  }
  const { stylize } = printer;
  const { value } = descriptor;
  let separator = ' ';
  let text;
  if (value !== undefined) {
    const compactObject = printer.compact === true && entryStyle === kKeyed;
    const width = compactObject ? 3 : 2;
    printer.indentation += width;
    text = describeValue(printer, value, level, false);
    if (compactObject && printer.breakLength < getStringWidth(text, printer.colors)) {
      separator = `\n${spaces(printer.indentation)}`;
    }
    printer.indentation -= width;
  } else if (descriptor.get !== undefined) {
    text = describeGetter(printer, descriptor, receiver, level);
  } else if (descriptor.set !== undefined) {
    text = stylize('[Setter]', 'special');
  } else {
    text = stylize('undefined', 'undefined');
  }
  if (entryStyle === kElement) return text;

  let name;
  if (typeof key === 'symbol') {
    name = `[${stylize(escapeText(symbolToString(key)), 'symbol')}]`;
  } else if (key === '__proto__') {
    name = "['__proto__']";
  } else if (descriptor.enumerable === false) {
    name = `[${escapeText(key)}]`;
  } else if (identifier.test(key)) {
    name = stylize(key, 'name');
  } else {
    name = stylize(quote(key), 'string');
  }
  return `${name}:${separator}${text}`;
}

function describeGetter(printer, descriptor, receiver, level) {
  const { stylize, getters } = printer;
  const hasSetter = descriptor.set !== undefined;
  const label = hasSetter ? 'Getter/Setter' : 'Getter';
  if (getters !== true && !(getters === 'get' && !hasSetter) && !(getters === 'set' && hasSetter)) {
    return stylize(`[${label}]`, 'special');
  }
  let text;
  try {
    const value = Reflect.apply(descriptor.get, receiver, []);
    printer.indentation += 2;
    if (value !== null && typeof value === 'object') {
      text = `${stylize(`[${label}]`, 'special')} ${describeValue(printer, value, level, false)}`;
    } else {
      const primitive = value === null ?
        stylize('null', 'null') : describePrimitive(printer, value, stylize);
      text = `${stylize(`[${label}:`, 'special')} ${primitive}${stylize(']', 'special')}`;
    }
    printer.indentation -= 2;
  } catch (error) {
    const message = `<Inspection threw (${error.message})>`;
    text = `${stylize(`[${label}:`, 'special')} ${message}${stylize(']', 'special')}`;
  }
  return text;
}

/* ---- Layout ---- */

function visibleLength(text, colors) {
  return colors ? text.replace(ansiStyle, '').length : text.length;
}

// Do the entries, the separators and what stands before them fit into one line?
function fits(printer, entries, start, head) {
  let total = entries.length + start;
  if (total + entries.length > printer.breakLength) return false;
  for (let i = 0; i < entries.length; i++) {
    total += visibleLength(entries[i], printer.colors);
    if (total > printer.breakLength) return false;
  }
  return head === '' || !head.includes('\n');
}

// Array.prototype.join copies the text of each level into the next one, which for deep values is
// quadratic; adding makes V8 link the pieces, and they are copied once, when the text is used.
function joinEntries(entries, separator) {
  let text = '';
  for (let i = 0; i < entries.length; i++) {
    if (i !== 0) text += separator;
    text += entries[i];
  }
  return text;
}

function layout(printer, entries, head, open, close, entryStyle, level, value) {
  const { compact } = printer;
  const lead = head === '' ? '' : `${head} `;
  if (compact !== true) {
    if (typeof compact === 'number' && compact >= 1) {
      const count = entries.length;
      if (entryStyle === kExtraKey && count > 6) entries = toColumns(printer, entries, value);
      // The innermost `compact` levels share a line, unless they were put into columns.
      if (printer.lastLevel - level < compact && count === entries.length) {
        const start = entries.length + printer.indentation + open.length + head.length + 10;
        if (fits(printer, entries, start, head)) {
          const line = joinEntries(entries, ', ');
          if (!line.includes('\n')) return `${lead}${open} ${line} ${close}`;
        }
      }
    }
    const newLine = `\n${spaces(printer.indentation)}`;
    return `${lead}${open}${newLine}  ${joinEntries(entries, `,${newLine}  `)}${newLine}${close}`;
  }

  if (fits(printer, entries, 0, head)) {
    return `${open}${head === '' ? '' : ` ${head}`} ${joinEntries(entries, ', ')} ${close}`;
  }
  const newLine = `\n${spaces(printer.indentation)}`;
  const first = head === '' && open.length === 1 ?
    ' ' : `${head === '' ? '' : ` ${head}`}${newLine}  `;
  return `${open}${first}${joinEntries(entries, `,${newLine}  `)} ${close}`;
}

// Puts short entries into columns of equal width, numbers to the right. The number of columns is
// chosen so that the block is about two and a half times as wide as high, entries being counted
// with a bias towards the average length, and never more than fifteen or four times `compact`.
function toColumns(printer, entries, value) {
  // The note about more items gets a line of its own.
  const hasNote = printer.maxArrayLength < entries.length;
  const count = hasNote ? entries.length - 1 : entries.length;
  const gap = 2;
  const lengths = new Array(count);
  let total = 0;
  let longest = 0;
  for (let i = 0; i < count; i++) {
    const length = getStringWidth(entries[i], printer.colors);
    lengths[i] = length;
    total += length + gap;
    if (length > longest) longest = length;
  }
  const width = longest + gap;
  if (width * 3 + printer.indentation >= printer.breakLength ||
      (total / width <= 5 && longest > 6)) {
    return entries;
  }

  const bias = Math.sqrt(width - total / entries.length);
  const biasedWidth = Math.max(width - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biasedWidth * count) / biasedWidth),
    Math.floor((printer.breakLength - printer.indentation) / width),
    printer.compact * 4,
    15);
  if (columns <= 1) return entries;

  const widths = [];
  for (let column = 0; column < columns; column++) {
    let widest = 0;
    for (let i = column; i < count; i += columns) {
      if (lengths[i] > widest) widest = lengths[i];
    }
    widths.push(widest + gap);
  }

  const alignRight = value !== undefined && isAllNumbers(value, entries.length);
  const lines = [];
  for (let start = 0; start < count; start += columns) {
    const last = Math.min(start + columns, count) - 1;
    let line = '';
    for (let i = start; i < last; i++) {
      const padding = spaces(widths[i - start] - lengths[i] - gap);
      line += alignRight ? `${padding}${entries[i]}, ` : `${entries[i]}, ${padding}`;
    }
    if (alignRight) line += spaces(widths[last - start] - gap - lengths[last]);
    lines.push(line + entries[last]);
  }
  if (hasNote) lines.push(entries[count]);
  return lines;
}

function isAllNumbers(value, length) {
  for (let i = 0; i < length; i++) {
    if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') return false;
  }
  return true;
}

/* ---- Widths and control sequences ---- */

// eslint-disable-next-line no-control-regex
const printableAscii = /^[\x20-\x7e]*$/;

/**
 * How many columns of a terminal the text takes.
 * @param {string} text
 * @param {boolean} [removeControlChars] leave escape sequences out first
 * @returns {number}
 */
function getStringWidth(text, removeControlChars = true) {
  if (printableAscii.test(text)) return text.length;
  if (removeControlChars) {
    text = stripVTControlCharacters(text);
    if (printableAscii.test(text)) return text.length;
  }
  return require('internal/util/string_width').wideStringWidth(text);
}

// Control sequences: CSI and OSC introducers, parameters, intermediate and final bytes (ECMA-48),
// and OSC strings up to BEL, ESC \ or ST.
const controlSequences = new RegExp(
  '[\\u001B\\u009B][[\\]()#;?]*' +
  '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*' +
  '|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?' +
  '(?:\\u0007|\\u001B\\u005C|\\u009C))' +
  '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?' +
  '[\\dA-PR-TZcf-nq-uy=><~]))', 'g');

/**
 * `util.stripVTControlCharacters()` (Node documentation, util).
 * @param {string} text throws ERR_INVALID_ARG_TYPE for anything else
 * @returns {string}
 */
function stripVTControlCharacters(text) {
  if (typeof text !== 'string') require('internal/validators').validateString(text, 'str');
  if (!text.includes('\u001b') && !text.includes('\u009b')) return text;
  return text.replace(controlSequences, '');
}

/* ---- format ---- */

/**
 * `util.format()` (Node documentation, util).
 * @param {...unknown} args
 * @returns {string}
 */
function format(...args) {
  return formatArguments(undefined, args);
}

/**
 * `util.formatWithOptions()` (Node documentation, util).
 * @param {object} inspectOptions throws ERR_INVALID_ARG_TYPE for what is no object
 * @param {...unknown} args
 * @returns {string}
 */
function formatWithOptions(inspectOptions, ...args) {
  if ((typeof inspectOptions !== 'object' && typeof inspectOptions !== 'function') ||
      inspectOptions === null) {
    require('internal/validators').validateObject(inspectOptions, 'inspectOptions');
  }
  return formatArguments(inspectOptions, args);
}

function inspectWith(options, value, overrides) {
  if (options === undefined && overrides === undefined) return inspect(value);
  return inspect(value, overrides === undefined ? options : { ...options, ...overrides });
}

/**
 * `format` for callers that have the arguments as an array already.
 * @param {object | undefined} options
 * @param {unknown[]} args
 * @returns {string}
 */
function formatArguments(options, args) {
  const { length } = args;
  if (length === 0) return '';
  const first = args[0];
  let text = '';
  let next = 0;
  if (typeof first === 'string') {
    if (length === 1) return first;
    next = 1;
    if (first.includes('%')) {
      const replaced = expandDirectives(options, first, args);
      text = replaced.text;
      next = replaced.next;
    } else {
      text = first;
    }
    if (next < length) text += ' ';
  }
  while (next < length) {
    const value = args[next++];
    text += typeof value === 'string' ? value : inspectWith(options, value, undefined);
    if (next < length) text += ' ';
  }
  return text;
}

function expandDirectives(options, template, args) {
  let text = '';
  let copied = 0;
  let next = 1;
  const last = template.length - 1;
  for (let i = template.indexOf('%'); i !== -1 && i < last; i = template.indexOf('%', i + 1)) {
    const directive = template.charCodeAt(i + 1);
    if (directive === 0x25) { // %%
      text += template.slice(copied, i + 1);
      copied = i + 2;
      i++;
      continue;
    }
    // Directives without argument stay as they are, but %% behind them is still one.
    if (next === args.length) continue;
    let value;
    switch (directive) {
      case 0x73: // %s
        value = stringDirective(options, args[next]);
        break;
      case 0x6a: // %j
        value = jsonDirective(args[next]);
        break;
      case 0x64: // %d
        value = numberDirective(options, args[next], Number);
        break;
      case 0x69: // %i
        value = numberDirective(options, args[next], Number.parseInt);
        break;
      case 0x66: // %f
        value = typeof args[next] === 'symbol' ? 'NaN' :
          numberText(Number.parseFloat(args[next]), separatorOf(options));
        break;
      case 0x4f: // %O
        value = inspectWith(options, args[next], undefined);
        break;
      case 0x6f: // %o
        value = inspectWith(options, args[next], { showHidden: true, showProxy: true, depth: 4 });
        break;
      case 0x63: // %c
        value = '';
        break;
      default:
        continue;
    }
    text += template.slice(copied, i) + value;
    copied = i + 2;
    next++;
    i++;
  }
  return { text: text + template.slice(copied), next };
}

function separatorOf(options) {
  return options?.numericSeparator ?? defaultOptions.numericSeparator;
}

function numberDirective(options, value, convert) {
  if (typeof value === 'bigint') return bigIntText(value, separatorOf(options));
  if (typeof value === 'symbol') return 'NaN';
  return numberText(convert(value), separatorOf(options));
}

function stringDirective(options, value) {
  switch (typeof value) {
    case 'number':
      return numberText(value, separatorOf(options));
    case 'bigint':
      return bigIntText(value, separatorOf(options));
    case 'object':
      if (value !== null && hasBuiltInToString(value)) {
        return inspectWith(options, value, { depth: 0, colors: false, compact: 3 });
      }
  }
  return String(value);
}

// Would String(value) say no more than "[object Object]" or the like?
function hasBuiltInToString(value) {
  while (kindOf(value) === kProxy) {
    value = getProxyDetails(value, false);
    if (value === null) return true;
  }
  if (typeof value[Symbol.toPrimitive] === 'function' && kindOf(value) !== kDate) return false;
  if (typeof value.toString !== 'function') return true;
  if (hasOwn(value, 'toString')) return false;
  let owner = value;
  do {
    owner = getPrototypeOf(owner);
  } while (!hasOwn(owner, 'toString'));
  const constructor = getDescriptor(owner, 'constructor')?.value;
  return typeof constructor === 'function' && isBuiltInName(constructor.name);
}

function jsonDirective(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof TypeError && /circular structure/.test(error.message)) {
      return '[Circular]';
    }
    throw error;
  }
}

module.exports = {
  customInspectSymbol,
  describeProperty,
  format,
  formatArguments,
  formatWithOptions,
  getStringWidth,
  hasBuiltInToString,
  inspect,
  inspectDefaultOptions: defaultOptions,
  quote,
  stripVTControlCharacters,
};
