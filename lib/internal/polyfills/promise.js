'use strict';

// Promise.withResolvers and Promise.try (ECMA-262 27.2.4.8, 27.2.4.9).

const { addMissing, call, isObject, requireCallable } = require('internal/polyfills/intrinsics');

/**
 * NewPromiseCapability (27.2.1.5).
 * @param {any} C
 * @returns {{promise: any, resolve: Function, reject: Function}}
 */
function newPromiseCapability(C) {
  if (typeof C !== 'function') throw new TypeError('Promise resolve or reject function is not ' +
    'callable');
  let resolve;
  let reject;
  const promise = new C((resolveElement, rejectElement) => {
    if (resolve !== undefined || reject !== undefined) {
      throw new TypeError('Promise executor has already been invoked with non-undefined arguments');
    }
    resolve = resolveElement;
    reject = rejectElement;
  });
  requireCallable(resolve);
  requireCallable(reject);
  return { promise, resolve, reject };
}

const methods = {
  withResolvers() {
    return newPromiseCapability(this);
  },

  try(callback, ...args) {
    if (!isObject(this)) throw new TypeError('Promise.try called on non-object');
    const { promise, resolve, reject } = newPromiseCapability(this);
    let result;
    try {
      result = call(callback, undefined, ...args);
    } catch (error) {
      call(reject, undefined, error);
      return promise;
    }
    call(resolve, undefined, result);
    return promise;
  },
};

/** @param {object} global */
function install({ Promise }) {
  addMissing(Promise, methods);
}

module.exports = { install };
