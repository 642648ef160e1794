'use strict';

// V8 has one set of promise hooks; this module gives it to everybody who wants one: the runtime's
// own (async_hooks) and any number of v8.promiseHooks'. With a single taker its functions are
// installed as they are; with none V8 is left alone, which is what keeps `await` fast.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

// The order of binding('async_context').setPromiseHooks.
const kinds = ['init', 'before', 'after', 'settled'];

let runtimeHooks = [undefined, undefined, undefined, undefined];
const userHooks = { init: [], before: [], after: [], settled: [] };

// One function that calls the runtime's hook and the users', whose errors are uncaught exceptions.
function combine(runtime, users) {
  if (users.length === 0) return runtime;
  const hooks = [...users];
  return (promise, parent) => {
    if (runtime !== undefined) runtime(promise, parent);
    for (const hook of hooks) {
      try {
        hook(promise, parent);
      } catch (error) {
        require('internal/process/uncaught').triggerUncaughtException(error, false);
      }
    }
  };
}

function update() {
  binding('async_context')
    .setPromiseHooks(...kinds.map((kind, i) => combine(runtimeHooks[i], userHooks[kind])));
}

/**
 * The runtime's own hooks, which replace its former ones.
 * @param {Function} [init]
 * @param {Function} [before]
 * @param {Function} [after]
 * @param {Function} [settled]
 */
function setRuntimeHooks(init, before, after, settled) {
  runtimeHooks = [init, before, after, settled];
  update();
}

function isPlainFunction(value) {
  if (typeof value !== 'function') return false;
  // An async hook would make promises, for which it would be called.
  const tag = Object.prototype.toString.call(value);
  return tag !== '[object AsyncFunction]' && tag !== '[object AsyncGeneratorFunction]';
}

function add(kind, hook) {
  if (!isPlainFunction(hook)) throw new ERR_INVALID_ARG_TYPE(`${kind}Hook`, 'function', hook);
  userHooks[kind].push(hook);
  update();
  let active = true;
  return () => {
    if (!active) return;
    active = false;
    userHooks[kind].splice(userHooks[kind].indexOf(hook), 1);
    update();
  };
}

/**
 * @param {{init?: Function, before?: Function, after?: Function, settled?: Function}} [hooks]
 * @returns {Function} removes them (Node: promiseHooks.createHook)
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function createHook({ init, before, after, settled } = {}) {
  const given = { init, before, after, settled };
  for (const kind of kinds) {
    if (given[kind] !== undefined && !isPlainFunction(given[kind])) {
      throw new ERR_INVALID_ARG_TYPE(`${kind}Hook`, 'function', given[kind]);
    }
  }
  const stops = [];
  for (const kind of kinds) {
    if (given[kind] !== undefined) stops.push(add(kind, given[kind]));
  }
  return () => {
    for (const stop of stops) stop();
  };
}

module.exports = {
  createHook,
  onInit: (hook) => add('init', hook),
  onBefore: (hook) => add('before', hook),
  onAfter: (hook) => add('after', hook),
  onSettled: (hook) => add('settled', hook),
  setRuntimeHooks,
};
