'use strict';

// Runs program text that is not in a file: -e, -p and standard input.
//
// Such a text runs as a *script*, not as the body of a function, so that its declarations are
// global, and what a module gets as arguments (`require`, `module`, ...) is put on the global
// object.

const path = require('path');

/**
 * Puts every public builtin on an object under its name, loaded when first read. For -e, -p and the
 * REPL.
 * @param {object} target
 * @returns {void}
 */
function defineBuiltinGlobals(target) {
  const { builtinModules, requireBuiltin } = require('internal/modules/helpers');
  for (const id of builtinModules()) {
    if (id.startsWith('_') || id.includes('/') || Object.hasOwn(target, id)) continue;
    const replace = (value) => {
      Object.defineProperty(target, id, {
        value, writable: true, enumerable: false, configurable: true,
      });
    };
    Object.defineProperty(target, id, {
      get() {
        const value = requireBuiltin(id);
        replace(value);
        return value;
      },
      set: replace,
      enumerable: false,
      configurable: true,
    });
  }
}

/**
 * Compiles a text as a script.
 * @param {string} name '[eval]' or '[stdin]': the name in stack traces
 * @param {string} source
 * @returns {import('vm').Script}
 * @throws {SyntaxError}
 */
function compileText(name, source) {
  const { Script, constants } = require('vm');
  return new Script(source, {
    filename: name, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

/**
 * Runs a script in the global scope, where a program without a file finds `require` and the like.
 * @param {string} name
 * @param {import('vm').Script} script
 * @returns {any} the value of its last expression
 */
function runCompiled(name, script) {
  const { Module, makeRequire } = require('internal/modules/cjs/loader');
  const cwd = currentDirectory();
  const mod = new Module(name);
  mod.filename = path.join(cwd, name);
  mod.paths = Module._nodeModulePaths(cwd);
  const { exports } = mod;

  globalThis.module = mod;
  globalThis.exports = exports;
  globalThis.require = makeRequire(mod);
  globalThis.__filename = name;
  globalThis.__dirname = '.';
  defineBuiltinGlobals(globalThis);

  const { observer } = require('internal/modules/cjs/files');
  const { callMain } = require('internal/vm');
  return script.runInThisContext({ displayErrors: true, [callMain]: observer.callMain });
}

/** @returns {string} the current directory; the root when it has been removed */
function currentDirectory() {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

/**
 * Runs a text and, for -p, prints its value.
 * @param {string} name
 * @param {string} source
 * @param {boolean} print
 * @returns {void}
 */
function evaluate(name, source, print) {
  const { getOptionValue } = require('internal/options');
  const type = getOptionValue('--input-type');
  if (type && type !== 'commonjs' && type !== 'module') {
    binding('errors').writeToStderr('gyre: --input-type must be "module" or "commonjs"\n');
    require('internal/process/uncaught').exitNow(9);
  }
  const byDefault = type || getOptionValue('--experimental-default-type');
  if (byDefault === 'module') {
    runModule(name, source, print);
    return;
  }
  if (require('internal/modules/run_main').hasEsmPreloads()) {
    require('internal/modules/esm/loader').runEntry(() => runScript(name, source, print, type));
  } else {
    runScript(name, source, print, type);
  }
}

function runModule(name, source, print) {
  if (print) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_EVAL_ESM_CANNOT_PRINT();
  }
  const isEval = name === '[eval]';
  if (isEval) defineBuiltinGlobals(globalThis);
  require('internal/modules/esm/loader').runMainText(source, isEval ? '[eval1]' : name);
}

function runScript(name, source, print, type) {
  let script;
  try {
    script = compileText(name, source);
  } catch (error) {
    // Syntax that only modules have is found before anything runs, and before anything is put on
    // the global object.
    if (type !== '' || print || !isModuleText(error, name, source)) throw error;
    runModule(name, source, print);
    return;
  }
  // Not within the try: an error that is thrown anew has lost the place where it was thrown.
  const value = runCompiled(name, script);
  if (print) console.log(value);
}

/** @returns {boolean} whether a text failed to compile as a script because it is an ES module */
function isModuleText(error, name, source) {
  const { getOptionValue } = require('internal/options');
  if (!(error instanceof SyntaxError) || !getOptionValue('--experimental-detect-module') ||
      getOptionValue('--experimental-default-type') === 'commonjs') {
    return false;
  }
  return require('internal/modules/cjs/require_esm').hasModuleSyntax(source, name);
}

/**
 * Reads all of standard input as text.
 * @param {(text: string) => void} callback called once, possibly before this returns
 * @returns {void}
 */
function readStdin(callback) {
  const fs = require('fs');
  const chunks = [];
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(65536);
      const length = fs.readSync(0, chunk, 0, chunk.length, null);
      if (length === 0) break;
      chunks.push(chunk.subarray(0, length));
    }
  } catch (error) {
    // EOF is how Windows and some terminals say "no more". A pipe that its other owner made
    // non-blocking has to be waited for.
    if (error.code === 'EAGAIN') {
      process.stdin.on('data', (chunk) => chunks.push(chunk));
      process.stdin.on('end', () => callback(Buffer.concat(chunks).toString('utf8')));
      return;
    }
    if (error.code !== 'EOF') throw error;
  }
  callback(Buffer.concat(chunks).toString('utf8'));
}

module.exports = { defineBuiltinGlobals, evaluate, readStdin };
