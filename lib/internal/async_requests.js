'use strict';

// What async hooks hear of requests to the system: a file operation, a lookup of a name.
//
// A request is made by a function of a binding, whose last argument says how it ends: a callback,
// or true for a promise. With the first enabled hook these functions are replaced, in the binding
// itself, by ones that tell the hooks. So a program without hooks pays nothing for them, not even a
// branch.

const hooks = require('internal/async_hooks');
const { isPromise } = require('internal/util/types');

const { apply } = Reflect;

/** The resource of a request, as hooks and executionAsyncResource() see it. */
class Request {}

function traceCallback(type, callback) {
  const request = new Request();
  hooks.initResource(request, type);
  return function(...args) {
    hooks.beforeResource(request);
    try {
      apply(callback, this, args);
    } finally {
      hooks.destroyResource(request);
    }
    hooks.afterResource(request);
  };
}

// Nothing of the program runs within such a request: settling its promise is all that it does.
function tracePromise(type, promise) {
  const request = new Request();
  hooks.initResource(request, type);
  const end = () => {
    hooks.beforeResource(request);
    hooks.afterResource(request);
    hooks.destroyResource(request);
  };
  return promise.then((value) => {
    end();
    return value;
  }, (error) => {
    end();
    throw error;
  });
}

function traced(call, callbackType, promiseType) {
  return function(...args) {
    const last = args.length - 1;
    const completion = args[last];
    if (typeof completion === 'function') {
      args[last] = traceCallback(callbackType, completion);
    } else if (completion === true && hooks.enabledHooksExist()) {
      const result = apply(call, this, args);
      return isPromise(result) ? tracePromise(promiseType, result) : result;
    }
    return apply(call, this, args);
  };
}

let installed = false;

/** From now on hooks hear of requests. */
function traceRequests() {
  if (installed) return;
  installed = true;

  const fs = binding('fs');
  for (const name of Object.keys(fs)) {
    // configure() takes functions that are no callbacks.
    if (typeof fs[name] !== 'function' || name === 'configure') continue;
    fs[name] = traced(fs[name], 'FSREQCALLBACK', 'FSREQPROMISE');
  }

  const dns = binding('dns');
  dns.getaddrinfo = traced(dns.getaddrinfo, 'GETADDRINFOREQWRAP');
  dns.getnameinfo = traced(dns.getnameinfo, 'GETNAMEINFOREQWRAP');
}

module.exports = { traceRequests };
