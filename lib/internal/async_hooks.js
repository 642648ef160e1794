'use strict';

// Async ids and async hooks: who is running, what started it, and who wants to be told.
//
// How it works. The stack below holds the ids and the resource of the callbacks that are being run,
// one entry per nesting. A resource (a Timeout, a tick, a request, ...) gets an id when it is made
// and emits before and after around each callback, destroy at its end.
//
// What it costs. Ids are given and events emitted only while `hooksState.active` is set: from the
// first enabled hook or the first question for an id on. Until then timers, ticks and requests pay
// one predictable branch each. The flag is never cleared, so that a before always meets its after.
// Promises are tracked by V8's promise hooks, which slow promises down noticeably; they are
// installed only while a hook that wants to hear of promises is enabled. The id of a promise is a
// private field that is stamped on it, so nothing of it can be seen from outside.
//
// The list of enabled hooks is an immutable array: enabling or disabling a hook within a hook
// replaces the array and takes effect with the next event.
//
// An exception in a hook is fatal: its stack is printed and the process exits with code 1.

const { setRuntimeHooks } = require('internal/promise_hooks');
const {
  codes: { ERR_ASYNC_TYPE },
} = require('internal/errors');

const asyncIdSymbol = Symbol('async_id_symbol');
const triggerAsyncIdSymbol = Symbol('trigger_async_id_symbol');

/** The id of the main script. */
const kMainId = 1;

/**
 * Whether resources must be given ids and emit events, and what `domain` does with each new
 * AsyncResource once it is loaded.
 * @type {{ active: boolean, onAsyncResource: ((resource: object) => void) | undefined }}
 */
const hooksState = { active: false, onAsyncResource: undefined };

let lastId = kMainId;

// What is running. Below the first entry of the stack lies the main script, later nothing.
let executionId = kMainId;
let triggerId = 0;
let resourceNow;
let topLevelResource = {};
const stack = [];

let defaultTriggerId = -1;

/** @returns {number} an id no other resource has */
function newAsyncId() {
  return ++lastId;
}

/** From now on resources have ids: somebody asked for one. */
function activate() {
  hooksState.active = true;
}

/**
 * @returns {number} the id of the resource whose callback is running; 1 in the main script, 0 if
 *   nothing known is
 */
function executionAsyncId() {
  hooksState.active = true;
  return executionId;
}

/** @returns {number} the id of what started the resource whose callback is running */
function triggerAsyncId() {
  hooksState.active = true;
  return triggerId;
}

/** @returns {object} the resource whose callback is running */
function executionAsyncResource() {
  hooksState.active = true;
  return resourceNow ?? topLevelResource;
}

function pushContext(asyncId, trigger, resource) {
  stack.push(executionId, triggerId, resourceNow);
  executionId = asyncId;
  triggerId = trigger;
  resourceNow = resource;
}

function popContext(asyncId) {
  // A hook that was enabled within the callback sees an after without a before.
  if (stack.length === 0 || executionId !== asyncId) return false;
  resourceNow = stack.pop();
  triggerId = stack.pop();
  executionId = stack.pop();
  return true;
}

/** @returns {boolean} whether a callback of a known resource is running */
function hasAsyncIdStack() {
  return stack.length > 0;
}

/** Nothing known is running any more: the main script has ended, or an exception has unwound it. */
function clearAsyncIdStack() {
  stack.length = 0;
  executionId = 0;
  triggerId = 0;
  resourceNow = undefined;
}

/** After an exception that was handled: tells `after` of all callbacks that it unwound. */
function unwindAsyncStack() {
  if (afterHooks.length > 0) {
    while (stack.length > 0) emitAfter(executionId);
  }
  clearAsyncIdStack();
}

// The enabled hooks, and, per event, the functions of those that have one.
let enabledHooks = [];
let initHooks = [];
let beforeHooks = [];
let afterHooks = [];
let destroyHooks = [];
let promiseResolveHooks = [];

function functionsOf(name) {
  return enabledHooks.filter((hook) => hook[name] !== undefined);
}

function tracksPromises(hook) {
  return hook.trackPromises !== false;
}

function updateHooks(hooks) {
  enabledHooks = hooks;
  initHooks = functionsOf('init');
  beforeHooks = functionsOf('before');
  afterHooks = functionsOf('after');
  destroyHooks = functionsOf('destroy');
  promiseResolveHooks = functionsOf('promiseResolve');
  if (hooks.length > 0) {
    hooksState.active = true;
    require('internal/async_requests').traceRequests();
  }
  if (hooks.some(tracksPromises)) {
    installPromiseHooks();
  } else {
    // The running reaction, if there is one, must still be taken off the stack by its after.
    runSoon(removePromiseHooksIfUnused);
  }
}

/**
 * @param {object} hook with `trackPromises: false` it alone does not slow promises down, and may
 *   or may not hear of them
 */
function enableHook(hook) {
  if (!enabledHooks.includes(hook)) updateHooks([...enabledHooks, hook]);
}

/** @param {object} hook */
function disableHook(hook) {
  if (enabledHooks.includes(hook)) updateHooks(enabledHooks.filter((each) => each !== hook));
}

/** @returns {boolean} whether anybody wants to hear of new resources */
function initHooksExist() {
  return initHooks.length > 0;
}

/** @returns {boolean} whether anybody wants to hear of callbacks that ended */
function afterHooksExist() {
  return afterHooks.length > 0;
}

/** @returns {boolean} whether anybody wants to hear of resources that ended */
function destroyHooksExist() {
  return destroyHooks.length > 0;
}

/** @returns {boolean} whether any hook is enabled */
function enabledHooksExist() {
  return enabledHooks.length > 0;
}

/** Ends the process: a hook has thrown. */
function fatalError(error) {
  let text;
  if (error !== null && typeof error === 'object' && typeof error.stack === 'string') {
    text = error.stack;
  } else {
    const wrapped = new Error(String(error));
    Error.captureStackTrace(wrapped, fatalError);
    text = wrapped.stack;
  }
  binding('errors').writeToStderr(`${text}\n`);
  process.removeAllListeners('uncaughtException');
  process.exit(1);
}

/**
 * Tells the hooks of a new resource.
 * @param {number} asyncId
 * @param {string} type
 * @param {number | null} trigger the current default if null
 * @param {object} resource
 */
function emitInit(asyncId, type, trigger, resource) {
  const hooks = initHooks;
  if (hooks.length === 0) return;
  if (trigger === null) trigger = getDefaultTriggerAsyncId();
  try {
    for (let i = 0; i < hooks.length; i++) hooks[i].init(asyncId, type, trigger, resource);
  } catch (error) {
    fatalError(error);
  }
}

/**
 * A callback of a resource begins.
 * @param {number} asyncId
 * @param {number} trigger
 * @param {object} [resource]
 */
function emitBefore(asyncId, trigger, resource) {
  pushContext(asyncId, trigger, resource);
  const hooks = beforeHooks;
  if (hooks.length === 0) return;
  try {
    for (let i = 0; i < hooks.length; i++) hooks[i].before(asyncId);
  } catch (error) {
    fatalError(error);
  }
}

/**
 * A callback of a resource has ended.
 * @param {number} asyncId
 */
function emitAfter(asyncId) {
  const hooks = afterHooks;
  if (hooks.length > 0) {
    try {
      for (let i = 0; i < hooks.length; i++) hooks[i].after(asyncId);
    } catch (error) {
      fatalError(error);
    }
  }
  popContext(asyncId);
}

let destroyQueue = [];
let destroyScheduled = false;

// So many waiting ids are told from a microtask, lest a long chain of promises gathers them.
const kManyDestroys = 16384;
// The id of the runtime's own immediate, which hooks do not hear of.
const kHiddenId = -1;

/**
 * A resource has ended. The hooks are told after the running callback, its ticks and microtasks.
 * @param {number} asyncId
 */
function emitDestroy(asyncId) {
  queueDestroy(asyncId, true);
}

function queueDestroy(asyncId, keepsAlive) {
  if (destroyHooks.length === 0 || !(asyncId > 0)) return;
  const waiting = destroyQueue.push(asyncId);
  if (waiting === kManyDestroys) runSoon(flushDestroyQueue);
  if (destroyScheduled) return;
  destroyScheduled = true;
  hooksState.active = false;
  const immediate = require('timers').setImmediate(() => {
    destroyScheduled = false;
    flushDestroyQueue();
  });
  hooksState.active = true;
  immediate[asyncIdSymbol] = kHiddenId;
  if (!keepsAlive) immediate.unref();
}

/** @returns {boolean} whether a resource is one of the runtime's own, which hooks do not hear of */
function isHidden(resource) {
  return resource[asyncIdSymbol] === kHiddenId;
}

function flushDestroyQueue() {
  while (destroyQueue.length > 0) {
    const ids = destroyQueue;
    destroyQueue = [];
    for (const id of ids) {
      const hooks = destroyHooks;
      try {
        for (let i = 0; i < hooks.length; i++) hooks[i].destroy(id);
      } catch (error) {
        fatalError(error);
      }
    }
  }
}

/**
 * Gives a new resource its ids and tells the hooks. Call it only if `hooksState.active`.
 * @param {object} resource
 * @param {string} type as in the documentation of async_hooks: 'Timeout', 'TCPWRAP', ...
 */
function initResource(resource, type) {
  const asyncId = ++lastId;
  const trigger = getDefaultTriggerAsyncId();
  resource[asyncIdSymbol] = asyncId;
  resource[triggerAsyncIdSymbol] = trigger;
  if (initHooks.length > 0) emitInit(asyncId, type, trigger, resource);
}

/**
 * A callback of the resource begins. One that was made before ids were in use gets one now.
 * @param {object} resource
 */
function beforeResource(resource) {
  if (resource[asyncIdSymbol] === undefined) adopt(resource);
  const asyncId = resource[asyncIdSymbol];
  if (asyncId === kHiddenId) return;
  // What ended before this phase of immediates is told before its first callback.
  if (destroyQueue.length > 0 && stack.length === 0 && '_onImmediate' in resource) {
    flushDestroyQueue();
  }
  emitBefore(asyncId, resource[triggerAsyncIdSymbol], resource);
}

/**
 * A callback of the resource has ended. Call it if `hooksState.active` is set by now, also if it
 * was not yet set when the callback began.
 * @param {object} resource
 */
function afterResource(resource) {
  if (resource[asyncIdSymbol] === undefined) adopt(resource);
  if (resource[asyncIdSymbol] !== kHiddenId) emitAfter(resource[asyncIdSymbol]);
}

/** Gives ids to a resource that was made before ids were in use. */
function adopt(resource) {
  resource[asyncIdSymbol] = ++lastId;
  resource[triggerAsyncIdSymbol] = 0;
}

/**
 * The resource has ended.
 * @param {object} resource
 */
function destroyResource(resource) {
  if (destroyHooks.length > 0) emitDestroy(resource[asyncIdSymbol]);
}

/** @returns {number} what a resource that is made now was triggered by */
function getDefaultTriggerAsyncId() {
  return defaultTriggerId < 0 ? executionId : defaultTriggerId;
}

/**
 * Calls a function; resources it makes count as triggered by `trigger`.
 * @param {number | undefined} trigger
 * @param {Function} fn
 * @param {...any} args
 * @returns {any}
 */
function defaultTriggerAsyncIdScope(trigger, fn, ...args) {
  if (trigger === undefined || !hooksState.active) return Reflect.apply(fn, null, args);
  const previous = defaultTriggerId;
  defaultTriggerId = trigger;
  try {
    return Reflect.apply(fn, null, args);
  } finally {
    defaultTriggerId = previous;
  }
}

/**
 * @param {object} object
 * @returns {number} the id of an object, given now if it has none
 */
function getOrSetAsyncId(object) {
  if (object[asyncIdSymbol] === undefined) {
    object[asyncIdSymbol] = ++lastId;
    object[triggerAsyncIdSymbol] = getDefaultTriggerAsyncId();
  }
  return object[asyncIdSymbol];
}

// --- Promises -----------------------------------------------------------------------------------

/** Lets a subclass put its private fields on an object that exists already. */
class ReturnOverride {
  constructor(object) {
    return object;
  }
}

let idOfPromise;
let triggerOfPromise;
let stampPromise;

/** The ids of a promise. The id 0 marks the promises of this module. */
class PromiseIds extends ReturnOverride {
  #asyncId;
  #triggerId;

  static {
    idOfPromise = (promise) => (#asyncId in promise ? promise.#asyncId : undefined);
    triggerOfPromise = (promise) => promise.#triggerId;
    stampPromise = (promise, asyncId, trigger) => {
      new PromiseIds(promise, asyncId, trigger);
    };
  }

  constructor(promise, asyncId, trigger) {
    super(promise);
    this.#asyncId = asyncId;
    this.#triggerId = trigger;
  }
}

let promiseHooksInstalled = false;
let makingOwnPromise = false;

// What internal/async_context wants to be called with; V8 has one set of hooks.
let frameInit;
let frameBefore;
let frameAfter;

function updatePromiseHooks() {
  if (!promiseHooksInstalled) {
    setRuntimeHooks(frameInit, frameBefore, frameAfter, undefined);
  } else if (frameBefore === undefined) {
    setRuntimeHooks(promiseInit, promiseBefore, promiseAfter, promiseResolve);
  } else {
    setRuntimeHooks(bothInit, bothBefore, bothAfter, promiseResolve);
  }
}

function bothInit(promise, parent) {
  frameInit(promise);
  promiseInit(promise, parent);
}

function bothBefore(promise) {
  frameBefore(promise);
  promiseBefore(promise);
}

function bothAfter(promise) {
  promiseAfter(promise);
  frameAfter(promise);
}

/**
 * Promise hooks that do not concern ids; they stay for good.
 * @param {(promise: Promise<any>) => void} init
 * @param {(promise: Promise<any>) => void} before
 * @param {(promise: Promise<any>) => void} after
 */
function setFrameHooks(init, before, after) {
  frameInit = init;
  frameBefore = before;
  frameAfter = after;
  updatePromiseHooks();
}

function installPromiseHooks() {
  if (promiseHooksInstalled) return;
  promiseHooksInstalled = true;
  updatePromiseHooks();
}

function removePromiseHooksIfUnused() {
  if (enabledHooks.some(tracksPromises) || !promiseHooksInstalled) return;
  promiseHooksInstalled = false;
  updatePromiseHooks();
}

function trackPromise(promise, parent) {
  let asyncId = idOfPromise(promise);
  if (asyncId === undefined) {
    // A parent that was made before the hooks gets its id first.
    const trigger = parent ? trackPromise(parent, undefined) : getDefaultTriggerAsyncId();
    asyncId = ++lastId;
    stampPromise(promise, asyncId, trigger);
  }
  return asyncId;
}

function promiseInit(promise, parent) {
  if (makingOwnPromise) {
    stampPromise(promise, 0, 0);
    return;
  }
  if (enabledHooks.length === 0) return;
  const asyncId = trackPromise(promise, parent);
  if (asyncId === 0) return;
  if (destroyHooks.length > 0) registerDestroyHook(promise, asyncId);
  if (initHooks.length > 0) emitInit(asyncId, 'PROMISE', triggerOfPromise(promise), promise);
}

function promiseBefore(promise) {
  const asyncId = trackPromise(promise, undefined);
  if (asyncId === 0) return;
  emitBefore(asyncId, triggerOfPromise(promise), promise);
}

function promiseAfter(promise) {
  const asyncId = trackPromise(promise, undefined);
  if (asyncId !== 0) emitAfter(asyncId);
}

function promiseResolve(promise) {
  const hooks = promiseResolveHooks;
  if (hooks.length === 0) return;
  const asyncId = trackPromise(promise, undefined);
  if (asyncId === 0) return;
  try {
    for (let i = 0; i < hooks.length; i++) hooks[i].promiseResolve(asyncId);
  } catch (error) {
    fatalError(error);
  }
}

/**
 * Code that runs on behalf of a promise begins (an 'unhandledRejection' listener).
 * @param {Promise<any>} promise
 * @returns {boolean} whether the promise has an id; if so, leavePromise() must follow
 */
function enterPromise(promise) {
  const asyncId = idOfPromise(promise);
  if (asyncId === undefined || asyncId === 0) return false;
  pushContext(asyncId, triggerOfPromise(promise), promise);
  return true;
}

/**
 * The opposite of enterPromise().
 * @param {Promise<any>} promise
 */
function leavePromise(promise) {
  popContext(idOfPromise(promise));
}

const { then: promiseThen } = Promise.prototype;
let resolvedPromise;

/** Runs a function as a microtask that no hook hears of. */
function runSoon(fn) {
  const previous = makingOwnPromise;
  makingOwnPromise = true;
  Reflect.apply(promiseThen, resolvedPromise ??= Promise.resolve(), [fn]);
  makingOwnPromise = previous;
}

let destroyRegistry;

/**
 * Emits destroy when an object is collected.
 * @param {object} object
 * @param {number} asyncId
 * @param {{ destroyed: boolean }} [status] tells that destroy was emitted already
 */
function registerDestroyHook(object, asyncId, status) {
  destroyRegistry ??= new FinalizationRegistry(({ asyncId, status }) => {
    // News of the garbage collector do not keep the process alive.
    if (status === undefined || !status.destroyed) queueDestroy(asyncId, false);
  });
  destroyRegistry.register(object, { asyncId, status });
}

// --- Checks -------------------------------------------------------------------------------------

/**
 * @param {string} type of a resource of the user's; hooks need it to have a name
 * @throws {TypeError} ERR_ASYNC_TYPE
 */
function validateAsyncType(type) {
  if (initHooks.length > 0 && type.length === 0) throw new ERR_ASYNC_TYPE(type);
}

module.exports = {
  activate,
  afterHooksExist,
  afterResource,
  asyncIdSymbol,
  beforeResource,
  clearAsyncIdStack,
  clearStack: unwindAsyncStack,
  defaultTriggerAsyncIdScope,
  destroyHooksExist,
  destroyResource,
  disableHook,
  emitAfter,
  emitBefore,
  emitDestroy,
  emitInit,
  enableHook,
  enabledHooksExist,
  enterPromise,
  executionAsyncId,
  executionAsyncResource,
  getDefaultTriggerAsyncId,
  getOrSetAsyncId,
  hasAsyncIdStack,
  hooksState,
  initHooksExist,
  initResource,
  isHidden,
  leavePromise,
  newAsyncId,
  registerDestroyHook,
  setFrameHooks,
  triggerAsyncId,
  triggerAsyncIdSymbol,
  unwindAsyncStack,
  validateAsyncType,
};
