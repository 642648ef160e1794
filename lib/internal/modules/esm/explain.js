'use strict';

// What the loader of ES modules adds to errors and says in warnings, so that they name the files
// that are involved and what can be done.

const { codes } = require('internal/errors');
const { Module } = require('internal/modules/cjs/module');
const { findByUrl } = require('internal/modules/esm/module_map');
const { pathOf, urlOf } = require('internal/modules/esm/resolve');
const packageJson = require('internal/modules/package_json_reader');
const { quietly } = require('internal/modules/resolve');
const path = require('path');
const { decorateStack } = require('internal/vm');

const native = binding('esm');

const { defineProperty } = Object;

/**
 * Makes errors of resolution tell what this loader knows.
 * @param {any} error
 * @param {string} specifier
 * @param {Base} base
 * @returns {any} the error, or another in its place
 */
function explainResolution(error, specifier, base) {
  if (error instanceof SyntaxError && typeof error.path === 'string' &&
      error.path.endsWith('/package.json')) {
    const reason = error.message.replace(`Error parsing ${error.path}: `, '');
    return new codes.ERR_INVALID_PACKAGE_CONFIG(
      error.path, `"${specifier}" from ${base.shown}`, reason);
  }
  if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
    addHint(error, specifier, base);
  }
  return error;
}

/** Says what require() would find, in the stack of an error. */
function addHint(error, specifier, base) {
  if (base.path === undefined || typeof error.stack !== 'string') return;
  let found;
  try {
    const parent = new Module(base.path);
    parent.filename = base.path;
    parent.paths = Module._nodeModulePaths(base.dir || '/');
    found = quietly(() => Module._resolveFilename(specifier, parent));
  } catch {
    return;
  }
  if (!found.startsWith('/')) return;
  let hint = found;
  if (specifier.startsWith('.')) {
    hint = path.relative(base.dir || '/', found);
    if (!hint.startsWith('.')) hint = `./${hint}`;
  } else if (!specifier.startsWith('/')) {
    const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    const inside = found.lastIndexOf(`/node_modules/${name}/`);
    hint = inside === -1 ? path.relative(base.dir || '/', found) :
      found.slice(inside + '/node_modules/'.length);
    if (inside === -1 && !hint.startsWith('.')) hint = `./${hint}`;
  }
  hint = encodeURI(hint).replace(/[?#]/g, encodeURIComponent);
  defineProperty(error, 'stack', {
    value: error.stack.replace(/(?=\n {4}at |$)/, () => `\nDid you mean to import "${hint}"?`),
    writable: true, enumerable: false, configurable: true,
  });
}

/** Of packages that have been warned about: paths of package.json. @type {Set<string>} */
const typelessPackages = new Set();

/**
 * Warns, once a package, of a .js file whose syntax alone made it an ES module.
 * @param {string} filename
 * @returns {void}
 */
function warnOfTypelessPackage(filename) {
  const scope =
    packageJson.nearest(path.dirname(filename));
  if (scope === null || typelessPackages.has(scope.path)) return;
  typelessPackages.add(scope.path);
  process.emitWarning(
    `Module type of ${urlOf(filename)} is not specified and it doesn't parse as CommonJS.\n` +
      'Reparsing as ES module because module syntax was detected. This incurs a performance ' +
      'overhead.\n' +
      `To eliminate this warning, add "type": "module" to ${scope.path}.`,
    { code: 'MODULE_TYPELESS_PACKAGE_JSON' });
}

/**
 * Says in the stack of an error which imports led to it, in place of frames of this loader.
 * @param {any} error
 * @param {EsModule} module
 * @param {number} index
 */
function addImporters(error, module, index) {
  try {
    const { stack } = error;
    if (typeof stack !== 'string') return;
    const frames = [];
    for (let from = module, i = index; from !== undefined; i = from.index, from = from.importer) {
      if (from.requests === undefined) break;
      const [line, column] = native.requestLocation(from.handle, i);
      frames.push(
        `\n    at import '${from.requests[2 * i + 1]}' (${from.url}:${line + 1}:${column + 1})`);
    }
    const end = stack.search(/\n {4}at /);
    defineProperty(error, 'stack', {
      value: (end === -1 ? stack : stack.slice(0, end)) + frames.join(''),
      writable: true, enumerable: false, configurable: true,
    });
  } catch {
    // Error.prepareStackTrace threw, or the error is frozen: then it stays as it is.
  }
}

/**
 * A missing export of a CommonJS module: says what else can be done.
 * @param {any} error
 * @returns {any} the same error
 */
function explainMissingExport(error) {
  const match = /^The requested module '(.+)' does not provide an export named '(.+)'$/
    .exec(error?.message);
  if (match === null) return error;
  const [, specifier, name] = match;
  const { stack } = error;
  const place = /^(.+):\d+\n(.*)\n/.exec(stack);
  const importer = place === null ? undefined : findByUrl(place[1]);
  const index = importer?.requests?.indexOf(specifier) ?? -1;
  if (index < 1 || importer.dependencies?.[(index - 1) >> 1]?.format !== 'commonjs') return error;
  const braces = /import\s*(?:[\w$]+\s*,\s*)?(\{[^{}]*\})\s*from/.exec(place[2]);
  const destructuring = braces === null ? '' :
    `const ${braces[1].replace(/\s+as\s+/g, ': ')} = pkg;\n`;
  error.message =
    `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS ` +
    'module, which may not support all module.exports as named exports.\n' +
    'CommonJS modules can always be imported via the default export, for example using:\n\n' +
    `import pkg from '${specifier}';\n${destructuring}`;
  defineProperty(error, 'stack', {
    value: stack.replace(match[0], () => error.message),
    writable: true, enumerable: false, configurable: true,
  });
  return error;
}

/**
 * The names of CommonJS that an ES module lacks: says so.
 * @param {any} error what evaluation threw
 * @returns {void}
 */
function explainCommonJSGlobals(error) {
  if (!(error instanceof ReferenceError)) return;
  const match = /^(module|exports|require|__filename|__dirname) is not defined$/
    .exec(error.message);
  if (match === null) return;
  // Asked for before the stack is read: V8 forgets the place then.
  const place = binding('errors').getErrorSource(error);
  const { stack } = error;
  if (typeof stack !== 'string') return;
  const frame = /\n {4}at (?:.*\()?((?:file:\/\/|data:)[^\n]*?):\d+:\d+\)?(?:\n|$)/.exec(stack);
  if (frame === null || findByUrl(frame[1])?.format !== 'module') return;
  let message = `${match[0]} in ES module scope`;
  if (match[1] === 'require') message += ', you can use import instead';
  const filename = pathOf(frame[1].replace(/[?#].*$/, ''));
  const scope = filename?.endsWith('.js') ?
    packageJson.nearest(path.dirname(filename)) :
    null;
  if (scope?.type === 'module') {
    message += "\nThis file is being treated as an ES module because it has a '.js' file " +
      `extension and '${scope.path}' contains "type": "module". To treat it as a CommonJS ` +
      "script, rename it to use the '.cjs' file extension.";
  }
  error.message = message;
  setStack(error, stack.replace(match[0], () => message), place);
}

/** Gives an error another stack, below the source line of the place that it had. */
function setStack(error, stack, place) {
  defineProperty(error, 'stack', {
    value: stack,
    writable: true, enumerable: false, configurable: true,
  });
  if (place?.sourceLine === undefined) return;
  const indent = place.sourceLine.slice(0, place.startColumn).replace(/[^\t]/g, ' ');
  decorateStack(error, `${place.filename}:${place.line}\n${place.sourceLine}\n${indent}^\n`);
}

/** The way along imports from one module to another: [from, ..., to], or undefined. */
function importPath(from, to) {
  const cameFrom = new Map([[from, undefined]]);
  for (const module of cameFrom.keys()) {
    if (module === to) {
      const way = [];
      for (let at = module; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
      return way;
    }
    for (const next of module.dependencies ?? []) {
      if (!cameFrom.has(next)) cameFrom.set(next, module);
    }
  }
  return undefined;
}

/**
 * A name that is read before the module which exports it has run, in a cycle of imports: says which
 * modules those are. The message stays V8's.
 * @param {any} error what evaluation threw
 * @returns {void}
 */
function explainCycle(error) {
  if (!(error instanceof ReferenceError)) return;
  const match = /^Cannot access '(.+)' before initialization$/.exec(error.message);
  if (match === null) return;
  // Asked for before the stack is read: V8 forgets the place then.
  const place = binding('errors').getErrorSource(error);
  const { stack } = error;
  if (typeof stack !== 'string') return;
  const frame = /\n {4}at (?:.*\()?((?:file:\/\/|data:)[^\n]*?):\d+:\d+\)?(?:\n|$)/.exec(stack);
  const reader = frame === null ? undefined : findByUrl(frame[1]);
  for (const owner of reader?.dependencies ?? []) {
    if (owner.format !== 'module') continue;
    if (!Reflect.ownKeys(native.namespace(owner.handle)).includes(match[1])) continue;
    const way = importPath(owner, reader);
    if (way === undefined) continue;
    const cycle = [reader, ...way].map(({ url }) => url).join('\n  -> ');
    setStack(error, stack.replace(match[0], () =>
      `${match[0]}\n'${match[1]}' is exported by ${owner.url}, which has not run yet, since it ` +
      `waits for this module. The imports form a cycle:\n     ${cycle}`), place);
    return;
  }
  // A name of the module itself.
  setStack(error, stack, place);
}

module.exports = {
  addImporters,
  explainCommonJSGlobals,
  explainCycle,
  explainMissingExport,
  explainResolution,
  warnOfTypelessPackage,
};
