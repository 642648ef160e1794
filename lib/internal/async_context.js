'use strict';

// The async context: what AsyncLocalStorage stores, and how it follows a program through callbacks.
//
// How it works. A *frame* is an immutable list of (key, value) pairs: the values of all storages at
// one point of the program. One frame is current. It is kept where V8 keeps its
// "continuation-preserved embedder data": V8 writes the current frame into each promise reaction
// when `then` or `await` makes one, and puts it back for the time the reaction runs.
//
// Two things V8 leaves to us, and both need promise hooks, which are installed with the first use
// of a frame. The job that calls the `then` of a foreign thenable (a query builder that is awaited,
// say) has no frame: a promise that is made within a frame is stamped with it, and a job without a
// frame takes the one of its promise. And a reaction that had no frame but has entered one
// (enterWith) is not cleaned up after: the hook after each reaction does that if the frame was
// changed for good. The same two hooks serve the contexts of `vm`: V8 carries a frame for each
// context by itself, and ours is that of the main one.
//
// Everything else that calls back later does the same by hand: it captures the frame when the
// operation is started and makes it current around the callback (ticks, timers, immediates and
// microtasks in JavaScript; requests and handles in C++, by CallbackScope). Whoever calls back last
// need not clean up: the next callback sets its own frame, and after a reaction that had one V8
// leaves `undefined`, the empty frame.
//
// What it costs. Until a program uses a frame for the first time, `state.active` is false, nothing
// is captured and nothing restored: each of those places pays one branch that is always predicted.
// From then on, a capture and a restore are one call into the binding each (about 20 ns), and the
// hooks make an await cost half as much again. run() copies the list, which has one entry per
// storage in use at that point: programs have one or two.
//
// A frame is never changed, so it can be shared by any number of callbacks. Keys are objects that
// belong to a storage; a storage that was disabled takes a new key, whereupon no frame, wherever it
// was captured, has a value for it any more.

const native = binding('async_context');

const { apply } = Reflect;

/**
 * Whether frames are in use. Read it before each capture and each restore.
 * @type {{ active: boolean }}
 */
const state = { active: false };

/**
 * @returns {Frame | undefined} the current frame; undefined is the empty one. A call into C++: ask
 *   only if `state.active`
 */
const getFrame = native.getFrame;

/**
 * Makes a frame the current one.
 * @param {Frame | undefined} frame
 */
const setFrame = native.setFrame;

/** @returns {Frame | undefined} what an operation that begins now restores around its callback */
function captureFrame() {
  return state.active ? getFrame() : undefined;
}

/**
 * Makes a frame the current one.
 * @param {Frame | undefined} frame
 * @returns {Frame | undefined} the one that was current
 */
function exchangeFrame(frame) {
  const previous = getFrame();
  if (previous !== frame) setFrame(frame);
  return previous;
}

/**
 * Calls a function in a frame and returns to the present one, also if it throws.
 * @param {Frame | undefined} frame
 * @param {Function} fn
 * @param {any} thisArg
 * @param {any[]} args
 * @returns {any} the function's result
 */
function runInFrame(frame, fn, thisArg, args) {
  if (!state.active) return apply(fn, thisArg, args);
  const previous = exchangeFrame(frame);
  try {
    return apply(fn, thisArg, args);
  } finally {
    setFrame(previous);
  }
}

/**
 * Makes a frame the current one for the rest of the running callback.
 * @param {Frame | undefined} frame
 */
function enterFrame(frame) {
  changedForGood = true;
  setFrame(frame);
}

/** An immutable list: keys at even places, values at odd ones. */
class Frame {
  constructor(entries) {
    this.entries = entries;
  }
}

function indexOfKey(entries, key) {
  for (let i = 0; i < entries.length; i += 2) {
    if (entries[i] === key) return i;
  }
  return -1;
}

/**
 * @param {Frame | undefined} frame
 * @param {object} key
 * @returns {any} the value of the key, undefined if there is none
 */
function lookup(frame, key) {
  if (frame === undefined) return undefined;
  const { entries } = frame;
  if (entries[0] === key) return entries[1];
  const index = indexOfKey(entries, key);
  return index === -1 ? undefined : entries[index + 1];
}

/**
 * @param {Frame | undefined} frame
 * @param {object} key
 * @returns {boolean} whether the frame has a value for the key
 */
function has(frame, key) {
  return frame !== undefined && indexOfKey(frame.entries, key) !== -1;
}

/**
 * @param {Frame | undefined} frame
 * @param {object} key
 * @param {any} value
 * @returns {Frame} a frame like `frame`, with this value
 */
function withValue(frame, key, value) {
  if (!state.active) activate();
  if (frame === undefined) return new Frame([key, value]);
  const index = indexOfKey(frame.entries, key);
  // Adding keeps the others where they are; new ones go to the front, where lookups begin.
  if (index === -1) return new Frame([key, value, ...frame.entries]);
  const entries = frame.entries.slice();
  entries[index + 1] = value;
  return new Frame(entries);
}

/**
 * @param {Frame | undefined} frame
 * @param {object} key
 * @returns {Frame | undefined} a frame like `frame`, without a value for the key
 */
function withoutKey(frame, key) {
  if (frame === undefined) return undefined;
  const index = indexOfKey(frame.entries, key);
  if (index === -1) return frame;
  if (frame.entries.length === 2) return undefined;
  const entries = frame.entries.slice();
  entries.splice(index, 2);
  return new Frame(entries);
}

// --- What V8 leaves to us (see the top of this file) --------------------------------------------

// Whether the current frame was changed without the intention to change it back.
let changedForGood = false;

/** Lets a subclass put its private fields on an object that exists already. */
class ReturnOverride {
  constructor(object) {
    return object;
  }
}

let frameOfPromise;
let stampPromise;

/** The frame in which a promise was made. */
class PromiseFrame extends ReturnOverride {
  #frame;

  static {
    frameOfPromise = (promise) => (#frame in promise ? promise.#frame : undefined);
    stampPromise = (promise, frame) => {
      new PromiseFrame(promise, frame);
    };
  }

  constructor(promise, frame) {
    super(promise);
    this.#frame = frame;
  }
}

function onPromiseInit(promise) {
  const frame = getFrame();
  if (frame !== undefined) stampPromise(promise, frame);
}

function onPromiseBefore(promise) {
  const frame = frameOfPromise(promise);
  if (frame !== undefined && getFrame() === undefined) enterFrame(frame);
}

function onPromiseAfter() {
  if (changedForGood) {
    changedForGood = false;
    setFrame(undefined);
  }
}

function activate() {
  state.active = true;
  require('internal/async_hooks').setFrameHooks(onPromiseInit, onPromiseBefore, onPromiseAfter);
}

module.exports = {
  captureFrame,
  enterFrame,
  exchangeFrame,
  getFrame,
  has,
  lookup,
  runInFrame,
  setFrame,
  state,
  withValue,
  withoutKey,
};
