'use strict';

// Which files are test files: what the arguments name, or what lies below the current directory
// (Node doc, "Running tests from the command line").

const fs = require('fs');
const path = require('path');
const { doesPathMatchFilter, testFileExtensions } = require('internal/test_runner/utils');

function byText(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// In a folder "test" every script is one; elsewhere the name decides.
function addFolder(folder, all, found) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    let isFolder = entry.isDirectory();
    let isFile = entry.isFile();
    if (entry.isSymbolicLink()) {
      const stats = fs.statSync(name, { throwIfNoEntry: false });
      // Links to folders may lead in circles.
      isFolder = false;
      isFile = stats?.isFile() ?? false;
    }
    if (isFolder) {
      if (entry.name !== 'node_modules') addFolder(name, all || entry.name === 'test', found);
    } else if (isFile && (all ? testFileExtensions.includes(path.extname(name)) :
      doesPathMatchFilter(name))) {
      found.add(name);
    }
  }
}

/**
 * @param {string[]} patterns paths of files and folders, or globs; none: the current directory
 * @param {string} cwd
 * @returns {string[]} absolute paths, in order
 * @throws {Error} with the property `pattern` if one of them names nothing
 */
function findTestFiles(patterns, cwd) {
  const found = new Set();
  for (const pattern of patterns.length === 0 ? [cwd] : patterns) {
    const absolute = path.resolve(cwd, pattern);
    const stats = fs.statSync(absolute, { throwIfNoEntry: false });
    if (stats?.isDirectory()) {
      addFolder(absolute, path.basename(absolute) === 'test', found);
      continue;
    }
    if (stats !== undefined) {
      found.add(absolute);
      continue;
    }
    const matches = /[*?[\]{}()!]/.test(pattern) ?
      require('internal/fs/glob').globSync(pattern, { cwd }) : [];
    const files = matches.map((match) => path.resolve(cwd, match))
      .filter((match) => fs.statSync(match, { throwIfNoEntry: false })?.isFile());
    if (files.length === 0) {
      const error = new Error(`Could not find '${absolute}'`);
      error.pattern = pattern;
      throw error;
    }
    for (const file of files) found.add(file);
  }
  return [...found].sort(byText);
}

module.exports = { findTestFiles };
