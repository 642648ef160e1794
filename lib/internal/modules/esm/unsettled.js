'use strict';

// Where a program stands whose top-level await has not been settled when nothing can happen any
// more.
//
// V8 says which module waits, but not where in it. So each `await` of the text is tried: with all
// others blanked out, does the module still have a top-level await? If several have to be named,
// it is one of them.

const { getPromiseDetails } = binding('util');
const native = binding('esm');
const kPending = 0;

/** @returns {boolean} whether the evaluation of a module goes on */
function isPending(module) {
  if (module.requests === undefined || native.status(module.handle) !== native.kEvaluated) {
    return false;
  }
  const promise = native.evaluate(module.handle);
  promise.catch(() => {});
  return getPromiseDetails(promise)[0] === kPending;
}

/** @returns {any} the module in a graph that waits for none of the others */
function findWaiting(root) {
  const seen = new Set();
  const search = (module) => {
    if (seen.has(module) || !isPending(module)) return undefined;
    seen.add(module);
    for (const dependency of module.dependencies ?? []) {
      const found = search(dependency);
      if (found !== undefined) return found;
    }
    return module;
  };
  return search(root);
}

/** @returns {string | undefined} */
function sourceOf(module) {
  if (module.source !== undefined) return module.source;
  const text = module.base.path === undefined ? undefined :
    native.readSource(module.base.path, false);
  return typeof text === 'string' ? text : undefined;
}

/** @returns {boolean} whether a text, in the place of a module, has a top-level await */
function isAsync(text, module) {
  try {
    const [handle] = native.compile(text, module.url, 0, 0, undefined, null, undefined, undefined);
    // The dependencies may have awaits of their own: stand-ins with the same exports have none.
    native.link(handle, (module.dependencies ?? []).map((dependency) => native.synthetic(
      dependency.url, Object.keys(native.namespace(dependency.handle)), undefined, null)));
    native.instantiate(handle, undefined);
    return native.isGraphAsync(handle);
  } catch {
    return false;
  }
}

/** @returns {number[]} the positions of the top-level awaits of a module */
function findAwaits(text, module) {
  const positions = [];
  for (const match of text.matchAll(/(?<![.\w$#])await(?![\w$])/g)) positions.push(match.index);
  if (positions.length > maxAwaits) return [];
  return positions.filter((wanted) => {
    let probe = '';
    let start = 0;
    for (const position of positions) {
      if (position === wanted) continue;
      probe += `${text.slice(start, position)}     `;
      start = position + 5;
    }
    return isAsync(probe + text.slice(start), module);
  });
}

const maxAwaits = 200;

/** @returns {string} 'url:line', the line and a caret line */
function place(text, position, url) {
  const start = text.lastIndexOf('\n', position - 1) + 1;
  let end = text.indexOf('\n', position);
  if (end === -1) end = text.length;
  const line = text.slice(0, position).split('\n').length;
  const indent = text.slice(start, position).replace(/[^\t]/g, ' ');
  return `${url}:${line}\n${text.slice(start, end)}\n${indent}^^^^^\n`;
}

/**
 * Writes to stderr where the program waits.
 * @param {any} root the module that is the program; undefined before it has been loaded
 * @returns {void}
 */
function warn(root) {
  const module = root === undefined ? undefined : findWaiting(root);
  if (module === undefined) return;
  const text = sourceOf(module);
  const positions = text === undefined ? [] : findAwaits(text, module);
  let message = 'Warning: Detected unsettled top-level await ';
  if (positions.length === 0) {
    message += `in ${module.url}\n`;
  } else {
    message += positions.length === 1 ? 'at\n' : 'at one of\n';
    for (const position of positions) message += `${place(text, position, module.url)}\n`;
  }
  binding('errors').writeToStderr(message);
}

/**
 * Writes to stderr where the top-level awaits are because of which require() fails.
 * @param {any} root a module that is being evaluated
 * @returns {void}
 */
function printAwaits(root) {
  const module = findWaiting(root);
  const text = module === undefined ? undefined : sourceOf(module);
  if (text === undefined) return;
  for (const position of findAwaits(text, module)) {
    binding('errors').writeToStderr(
      `Error: unexpected top-level await at ${place(text, position, module.url)}\n`);
  }
}

module.exports = { printAwaits, warn };
