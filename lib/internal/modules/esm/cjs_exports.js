'use strict';

// The names that a CommonJS module exports, found in its text before it runs. The lexer of
// cjs-module-lexer does the finding; here re-exports are followed.

const { parse } = require('internal/deps/cjs_module_lexer');
const path = require('path');
const { readSource } = require('internal/modules/cjs/files');
const { Module } = require('internal/modules/cjs/module');
const { builtinId, requireBuiltin } = require('internal/modules/helpers');

/** File name -> its names. @type {Map<string, Set<string>>} */
const known = new Map();

/** @returns {{ exports: string[], reexports: string[] }} nothing for no JavaScript */
function lex(source) {
  try {
    return parse(source);
  } catch {
    return { exports: [], reexports: [] };
  }
}

/**
 * @param {string | undefined} filename
 * @param {string} source its text
 * @returns {Set<string>} names without 'default'
 */
function exportNames(filename, source) {
  const names = new Set();
  // Registered before the re-exports are followed: they may lead back here.
  if (filename !== undefined) {
    const done = known.get(filename);
    if (done !== undefined) return done;
    known.set(filename, names);
  }
  const { exports, reexports } = lex(source);
  for (const name of exports) names.add(name);
  if (filename !== undefined && reexports.length > 0) {
    const parent = new Module(filename);
    parent.filename = filename;
    parent.paths = Module._nodeModulePaths(path.dirname(filename));
    for (const request of reexports) {
      for (const name of namesOfRequest(request, parent)) names.add(name);
    }
  }
  const loaded = filename === undefined ? undefined : Module._cache[filename];
  if (loaded?.loaded && typeof loaded.exports === 'object' && loaded.exports !== null) {
    for (const name of Object.keys(loaded.exports)) names.add(name);
  }
  names.delete('default');
  return names;
}

/** @returns {Iterable<string>} nothing when the request means nothing, or no JavaScript */
function namesOfRequest(request, parent) {
  const id = builtinId(request);
  if (id !== undefined) return Object.keys(requireBuiltin(id));
  try {
    const filename = Module._resolveFilename(request, parent);
    const extension = path.extname(filename);
    if (extension === '.json' || extension === '.node' || extension === '.mjs') return [];
    return exportNames(filename, readSource(filename));
  } catch {
    return [];
  }
}

module.exports = { exportNames };
