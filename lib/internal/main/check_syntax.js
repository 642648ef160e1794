'use strict';

// gyre -c FILE: compiles a file, or standard input, without running it.

const path = require('path');
const { prepareMainThread } = require('internal/process/pre_execution');
const { stripBom } = require('internal/modules/helpers');
const { hasEsmPreloads, isEsModule } = require('internal/modules/run_main');
const { getOptionValue } = require('internal/options');

/** @returns {void} */
function main() {
  const isFile = process.argv[1] && process.argv[1] !== '-';

  prepareMainThread(isFile ? 'script' : 'none');

  if (isFile) {
    const { readSource } = require('internal/modules/cjs/files');
    const { Module } = require('internal/modules/cjs/loader');
    const filename = Module._findPath(path.resolve(process.argv[1]), null, true) ||
      Module._resolveFilename(process.argv[1], null, true);
    afterPreloads(() => check(filename, readSource(filename)));
  } else {
    const { readStdin } = require('internal/process/execution');
    readStdin((source) => afterPreloads(() => check('[stdin]', stripBom(source))));
  }
}

/** Calls a function when the modules of --import have run. */
function afterPreloads(run) {
  if (hasEsmPreloads()) require('internal/modules/esm/loader').runEntry(run);
  else run();
}

function check(filename, source) {
  const isModule = filename === '[stdin]' ?
    getOptionValue('--input-type') === 'module' :
    isEsModule(filename);
  const { compile } = require('internal/modules/cjs/loader');
  const { hasModuleSyntax } = require('internal/modules/cjs/require_esm');
  if (isModule) {
    checkModule(filename, source);
    return;
  }
  try {
    compile(source, filename);
  } catch (error) {
    if (!getOptionValue('--experimental-detect-module') || filename.endsWith('.cjs') ||
        !hasModuleSyntax(source, filename)) {
      throw error;
    }
    checkModule(filename, source);
  }
}

function checkModule(filename, source) {
  const { decorateStack } = require('internal/vm');
  const url = filename.startsWith('/') ? require('internal/url').pathToFileURL(filename).href :
    filename;
  binding('esm').compile(source, url, 0, 0, undefined, null, undefined, decorateStack);
}

module.exports = { main };
