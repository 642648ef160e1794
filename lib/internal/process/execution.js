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
 * Runs a text as a script.
 * @param {string} name '[eval]' or '[stdin]': the name in stack traces
 * @param {string} source
 * @returns {any} the value of its last expression
 */
function runText(name, source) {
  const { Module, makeRequire } = require('internal/modules/cjs/loader');
  const { Script } = require('vm');
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

  return new Script(source, { filename: name }).runInThisContext({ displayErrors: true });
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
  if (type === 'module') {
    const { codes } = require('internal/errors');
    if (print) throw new codes.ERR_EVAL_ESM_CANNOT_PRINT();
    const { esModulesUnavailable } = require('internal/modules/helpers');
    throw esModulesUnavailable('--input-type=module (ES modules)');
  }
  const value = runText(name, source);
  if (print) console.log(value);
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

module.exports = { defineBuiltinGlobals, evaluate, readStdin, runText };
