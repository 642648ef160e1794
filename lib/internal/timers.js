'use strict';

// Timers and immediates.
//
// A program has many timers but few durations. So timers of one duration stand in one linked list,
// in the order in which they were started: that is also the order in which they expire. The lists
// stand in a binary heap by the time at which their first timer expires, and the head of the heap
// is all that libuv is told of: one uv_timer_t for everything.
//
//   lists (Map: ms -> list)          heap (by list.expiry)
//     1    -> T T T                    [ list 1, list 50, list 2000 ]
//     50   -> T T T T T                    |
//     2000 -> T                            +-- binding.scheduleTimer(expiry - now)
//
//   start           O(1); O(log lists) when the duration is new
//   stop            O(1)
//   fire            O(1), once a turn O(log lists) for each list that was due
//
// A list's expiry may be earlier than the truth: its first timer may have been cleared or
// refreshed. That is found out when the list comes up, and the list goes back into the heap. A list
// that has become empty stays until then, too, because a program that clears a timer likes to start
// the next of the same duration; when too many empty lists gather they are swept.
//
// Timers that were unref'd are counted out of timerRefCount; libuv's handle is ref'd while it is
// not 0.

const {
  flags, kImmediateCount, kImmediateRefCount, kHasOutstandingImmediate, kIdleActive,
  scheduleTimer, setTimerRef, setImmediateRef, updateTime, setEntryPoint, entryPoints,
} = binding('loop');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { getFrame, exchangeFrame, state: contextState } = require('internal/async_context');
const hooks = require('internal/async_hooks');
const { hooksState } = hooks;
const { Chunk, chunkSize, runNextTicks } = require('internal/process/task_queues');

const TIMEOUT_MAX = 2 ** 31 - 1;
const kRefed = Symbol('refed');
const kFrame = Symbol('frame');
const kHasPrimitive = Symbol('kHasPrimitive');

/** Timers that were asked for as a number, by that number: `+timeout`. */
const knownTimersById = new Map();

let timerRefCount = 0;
let nextExpiry = Infinity;
let lastListId = 0;
let emptyLists = 0;
let warnedNegative = false;
let warnedNaN = false;

// --- Lists and heap ---

/** Timers of one duration: a ring, of which the list itself is the joint. */
class TimersList {
  constructor(msecs, expiry) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.id = ++lastListId;
    this.msecs = msecs;
    this.heapIndex = 0;
  }
}

const lists = new Map();
/** @type {TimersList[]} */
const heap = [];

// Of lists that expire together the older one is first.
function before(a, b) {
  return a.expiry < b.expiry || (a.expiry === b.expiry && a.id < b.id);
}

function siftUp(index) {
  const list = heap[index];
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex];
    if (!before(list, parent)) break;
    heap[index] = parent;
    parent.heapIndex = index;
    index = parentIndex;
  }
  heap[index] = list;
  list.heapIndex = index;
}

function siftDown(index) {
  const list = heap[index];
  const { length } = heap;
  for (;;) {
    let childIndex = 2 * index + 1;
    if (childIndex >= length) break;
    if (childIndex + 1 < length && before(heap[childIndex + 1], heap[childIndex])) childIndex++;
    const child = heap[childIndex];
    if (!before(child, list)) break;
    heap[index] = child;
    child.heapIndex = index;
    index = childIndex;
  }
  heap[index] = list;
  list.heapIndex = index;
}

function removeList(list) {
  lists.delete(list.msecs);
  const last = heap.pop();
  if (last !== list) {
    heap[list.heapIndex] = last;
    last.heapIndex = list.heapIndex;
    siftUp(last.heapIndex);
    siftDown(last.heapIndex);
  }
}

function sweepEmptyLists() {
  emptyLists = 0;
  for (const list of [...lists.values()]) {
    if (list._idleNext === list) removeList(list);
  }
}

function unlink(timer) {
  const next = timer._idleNext;
  if (next === null || next === undefined) return false;
  const previous = timer._idlePrev;
  next._idlePrev = previous;
  previous._idleNext = next;
  timer._idleNext = null;
  timer._idlePrev = null;
  // Both neighbours were the joint of the ring.
  if (next === previous && ++emptyLists > 64 && emptyLists > lists.size >> 1) sweepEmptyLists();
  return true;
}

/**
 * Puts a timer at the end of the list of its duration.
 * @param {Timeout} timer not in a list
 * @param {number} msecs 1 to TIMEOUT_MAX
 * @param {number} start ms of the loop's clock
 */
function insert(timer, msecs, start) {
  msecs = Math.trunc(msecs);
  timer._idleStart = start;
  let list = lists.get(msecs);
  if (list === undefined) {
    const expiry = start + msecs;
    list = new TimersList(msecs, expiry);
    lists.set(msecs, list);
    heap.push(list);
    siftUp(heap.length - 1);
    if (nextExpiry > expiry) {
      scheduleTimer(msecs);
      nextExpiry = expiry;
    }
  }
  const last = list._idlePrev;
  timer._idleNext = list;
  timer._idlePrev = last;
  last._idleNext = timer;
  list._idlePrev = timer;
}

function incRefCount() {
  if (timerRefCount++ === 0) setTimerRef(true);
}

function decRefCount() {
  if (--timerRefCount === 0) setTimerRef(false);
}

// --- Timeout ---

/**
 * @param {any} after
 * @returns {number} a duration in range; warns of one that is not
 */
function checkDuration(after) {
  const given = after;
  after *= 1;
  if (after >= 1 && after <= TIMEOUT_MAX) return after;
  if (after > TIMEOUT_MAX) {
    process.emitWarning(
      `${after} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
      'TimeoutOverflowWarning');
  } else if (after < 0 && !warnedNegative) {
    warnedNegative = true;
    process.emitWarning(
      `${after} is a negative number.\nTimeout duration was set to 1.`, 'TimeoutNegativeWarning');
  } else if (given !== undefined && Number.isNaN(after) && !warnedNaN) {
    warnedNaN = true;
    process.emitWarning(
      `${after} is not a number.\nTimeout duration was set to 1.`, 'TimeoutNaNWarning');
  }
  return 1;
}

/**
 * What setTimeout() and setInterval() return. The names with an underscore are public by custom.
 * Source: Node doc, timers, class Timeout.
 */
class Timeout {
  constructor(callback, after, args, isRepeat, isRefed) {
    after = after >= 1 && after <= TIMEOUT_MAX ? +after : checkDuration(after);
    this._idleTimeout = after;
    this._idlePrev = null;
    this._idleNext = null;
    this._idleStart = 0;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;
    this[kRefed] = isRefed;
    if (contextState.active) this[kFrame] = getFrame();
    if (hooksState.active) hooks.initResource(this, 'Timeout');
    if (isRefed) incRefCount();
  }

  /** Starts again from now, without making a new object. Source: Node doc, timeout.refresh(). */
  refresh() {
    if (this._destroyed && !isScheduled(this)) {
      // It has fired: it becomes active again.
      if (this._idleTimeout < 0) return this;
      this._destroyed = false;
      if (this[kRefed] !== false) incRefCount();
    }
    unlink(this);
    insert(this, this._idleTimeout, updateTime());
    return this;
  }

  /** The loop does not wait for this timer. Source: Node doc, timeout.unref(). */
  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) decRefCount();
    }
    return this;
  }

  /** The loop waits for this timer (the default). Source: Node doc, timeout.ref(). */
  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) incRefCount();
    }
    return this;
  }

  /** @returns {boolean} whether the loop waits. Source: Node doc, timeout.hasRef(). */
  hasRef() {
    return this[kRefed];
  }

  /** As clearTimeout(). Source: Node doc, timeout.close(). */
  close() {
    clearTimeout(this);
    return this;
  }

  /** @returns {number} an id that clearTimeout() takes, also as a string */
  [Symbol.toPrimitive]() {
    const id = getId(this);
    if (!this[kHasPrimitive]) {
      this[kHasPrimitive] = true;
      if (!this._destroyed) knownTimersById.set(id, this);
    }
    return id;
  }

  [require('internal/util/inspect').inspect.custom](_, options) {
    const { inspect } = require('internal/util/inspect');
    return inspect(this, {
      ...options,
      depth: 0, // Next and previous lead through all timers.
      customInspect: false,
    });
  }
}

/** @returns {number} */
function getId(timer) {
  return hooks.getOrSetAsyncId(timer);
}

function isScheduled(timer) {
  return timer._idleNext !== null && timer._idleNext !== undefined;
}

/**
 * Starts a timer: a Timeout, or (legacy timers API) any object with _idleTimeout and _onTimeout.
 * @param {Timeout} timer
 */
function startTimer(timer) {
  insert(timer, timer._idleTimeout, updateTime());
}

/**
 * Starts, or starts again, an object of the legacy API: one that has been given to timers.enroll().
 * @param {object} item
 * @param {boolean} isRefed
 */
function adoptTimer(item, isRefed) {
  const msecs = item._idleTimeout;
  if (msecs === undefined || msecs < 0) return;
  if (isScheduled(item)) {
    unlink(item);
    if (item[kRefed] !== isRefed) isRefed ? incRefCount() : decRefCount();
  } else {
    item._repeat ??= null;
    item._destroyed = false;
    if (isRefed) incRefCount();
    if (hooksState.active) hooks.initResource(item, 'Timeout');
  }
  item[kRefed] = isRefed;
  insert(item, msecs, updateTime());
}

// Ends a timer that is not in a list any more.
function finish(timer) {
  if (timer._destroyed) return;
  timer._destroyed = true;
  if (timer[kHasPrimitive]) knownTimersById.delete(getId(timer));
  if (hooksState.active) hooks.destroyResource(timer);
  if (timer[kRefed]) decRefCount();
}

function unenroll(timer) {
  unlink(timer);
  finish(timer);
  // Such a timer is not to be started again by its own callback or by refresh().
  timer._idleTimeout = -1;
}

/**
 * Cancels a timer. Source: HTML, "clearTimeout()"; Node doc, clearTimeout().
 * @param {Timeout | number | string} [timer] what setTimeout() returned; anything else is ignored
 * @returns {void}
 */
function clearTimeout(timer) {
  if (timer === undefined || timer === null) return;
  if (timer._onTimeout) {
    timer._onTimeout = null;
    unenroll(timer);
    return;
  }
  if (typeof timer === 'number' || typeof timer === 'string') {
    const known = knownTimersById.get(+timer);
    if (known !== undefined) {
      known._onTimeout = null;
      unenroll(known);
    }
  }
}

function callTimer(timer) {
  const args = timer._timerArgs;
  if (args === undefined) timer._onTimeout();
  else Reflect.apply(timer._onTimeout, timer, args);
}

// Runs one timer that has been taken out of its list. `finally`, because the rest of the list comes
// before the report of what it throws, and an interval that throws goes on.
function runTimer(timer) {
  const start = timer._repeat ? updateTime() : 0;
  const traced = hooksState.active;
  const framed = contextState.active;
  if (traced) hooks.beforeResource(timer);
  if (framed) exchangeFrame(timer[kFrame]);
  try {
    callTimer(timer);
  } finally {
    if (timer._repeat && timer._idleTimeout !== -1) {
      timer._idleTimeout = timer._repeat;
      if (!isScheduled(timer)) insert(timer, timer._idleTimeout, start);
    } else if (!isScheduled(timer)) {
      finish(timer);
    }
  }
  // After a throw the frame stays, for 'uncaughtException'.
  if (framed) exchangeFrame(undefined);
  if (hooksState.active) hooks.afterResource(timer);
}

// Runs what is due of a list. A timer that is made meanwhile starts later than `now`, so it waits
// for the next pass.
function runList(list, now) {
  const { msecs } = list;
  let ranAtLeastOneTimer = false;
  for (;;) {
    const timer = list._idleNext;
    if (timer === list) break;
    const elapsed = now - timer._idleStart;
    if (elapsed < msecs) {
      list.expiry = Math.max(timer._idleStart + msecs, now + 1);
      list.id = ++lastListId;
      siftDown(list.heapIndex);
      return;
    }
    if (ranAtLeastOneTimer) runNextTicks();
    ranAtLeastOneTimer = true;
    if (list._idleNext !== timer) continue; // Ticks have cleared or refreshed it.
    unlink(timer);
    if (!timer._onTimeout) {
      finish(timer);
      continue;
    }
    runTimer(timer);
  }
  // Nothing was started in the meantime: the list goes. It is still the one of its duration unless
  // a sweep took it.
  if (lists.get(msecs) === list) {
    removeList(list);
    if (emptyLists > 0) emptyLists--;
  }
}

/**
 * The timer phase.
 * @param {number} now ms of the loop's clock
 * @returns {number} when to call again; negative if all timers are unref'd; 0 for never
 */
function processTimers(now) {
  nextExpiry = Infinity;
  let ranAtLeastOneList = false;
  while (heap.length > 0) {
    const list = heap[0];
    if (list.expiry > now) {
      // Also when it has become due meanwhile: I/O and immediates have their turn first.
      nextExpiry = list.expiry;
      return timerRefCount > 0 ? nextExpiry : -nextExpiry;
    }
    if (ranAtLeastOneList) runNextTicks();
    else ranAtLeastOneList = true;
    // Ticks may have changed the heap.
    if (heap[0] === list) runList(list, now);
  }
  nextExpiry = Infinity;
  return 0;
}

// --- Immediates ---
//
// A queue, in the chunks that ticks have, too. The check phase runs what waits when it begins, up
// to batchChunk and batchIndex; what is queued meanwhile waits for the next turn. One that is
// cleared stays where it is, without its callback, and is passed over. (Chunks and not a linked
// list: the collector can then copy a million of them with several threads, and each is smaller by
// its links.)

// As in internal/process/task_queues: entries [headIndex, chunkSize) of head, all of the chunks
// between, [0, tailIndex) of tail, and a used up chunk for the next one that is needed.
let head = new Chunk();
let tail = head;
let headIndex = 0;
let tailIndex = 0;
let spare = null;
let batchChunk = head;
let batchIndex = 0;

/** What setImmediate() returns. Source: Node doc, timers, class Immediate. */
class Immediate {
  constructor(callback, args) {
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = true;
    if (contextState.active) this[kFrame] = getFrame();
    if (hooksState.active) hooks.initResource(this, 'Immediate');
    if (tailIndex === chunkSize) addChunk();
    tail.entries[tailIndex++] = this;
    flags[kImmediateCount]++;
    refImmediate();
  }

  /** The loop waits for this immediate (the default). Source: Node doc, immediate.ref(). */
  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      refImmediate();
    }
    return this;
  }

  /** The loop does not wait for this immediate. Source: Node doc, immediate.unref(). */
  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (--flags[kImmediateRefCount] === 0) setImmediateRef(false);
    }
    return this;
  }

  /** @returns {boolean} whether the loop waits. Source: Node doc, immediate.hasRef(). */
  hasRef() {
    return this[kRefed] === true;
  }
}

function addChunk() {
  const chunk = spare ?? new Chunk();
  spare = null;
  tail.next = chunk;
  tail = chunk;
  tailIndex = 0;
}

function refImmediate() {
  if (flags[kImmediateRefCount]++ === 0 && flags[kIdleActive] === 0) setImmediateRef(true);
}

// It will not run, or not again. The loop learns that none keeps it alive when the batch is done
// (EventLoop::RunImmediates), or from clearImmediate().
function retireImmediate(immediate) {
  immediate._destroyed = true;
  flags[kImmediateCount]--;
  if (immediate[kRefed] === true) flags[kImmediateRefCount]--;
  immediate[kRefed] = null;
}

/**
 * Cancels an immediate. Source: Node doc, clearImmediate().
 * @param {Immediate} [immediate] anything else is ignored
 * @returns {void}
 */
function clearImmediate(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  retireImmediate(immediate);
  if (flags[kImmediateRefCount] === 0) setImmediateRef(false);
  if (hooksState.active) hooks.destroyResource(immediate);
  immediate._onImmediate = null;
  immediate._argv = undefined;
  // With none left there is no check phase that would pass them over.
  if (flags[kImmediateCount] === 0) dropCleared();
}

function dropCleared() {
  if (head !== tail) head = tail;
  head.entries.fill(undefined, 0, tailIndex);
  headIndex = 0;
  tailIndex = 0;
  batchChunk = head;
  batchIndex = 0;
}

// Moves on to the next immediate of the batch that has not been cleared.
function peekImmediate() {
  while (head !== batchChunk || headIndex !== batchIndex) {
    if (headIndex === chunkSize) {
      spare = head;
      head = head.next;
      spare.next = null;
      headIndex = 0;
      continue;
    }
    const immediate = head.entries[headIndex];
    if (immediate._destroyed === false) return immediate;
    head.entries[headIndex++] = undefined;
  }
  return undefined;
}

/** The check phase: runs the immediates that wait now, or what a throw has left of a batch. */
function processImmediate() {
  if (flags[kHasOutstandingImmediate] === 0) {
    batchChunk = tail;
    batchIndex = tailIndex;
  } else {
    flags[kHasOutstandingImmediate] = 0;
  }
  let immediate = peekImmediate();
  let completed = false;
  try {
    while (immediate !== undefined) {
      head.entries[headIndex++] = undefined;
      retireImmediate(immediate);
      const callback = immediate._onImmediate;
      immediate._onImmediate = null;
      if (hooksState.active || contextState.active) {
        runTracedImmediate(immediate, callback);
      } else {
        const args = immediate._argv;
        if (args === undefined) callback.call(immediate);
        else Reflect.apply(callback, immediate, args);
      }
      if (peekImmediate() === undefined) break;
      runNextTicks(); // They may clear what comes next.
      immediate = peekImmediate();
    }
    completed = true;
  } finally {
    if (!completed && peekImmediate() !== undefined) flags[kHasOutstandingImmediate] = 1;
  }
  // Empty: begin again at the front, so that one chunk is enough.
  if (head === tail && headIndex === tailIndex) {
    headIndex = 0;
    tailIndex = 0;
    batchChunk = head;
    batchIndex = 0;
  }
}

function runTracedImmediate(immediate, callback) {
  const traced = hooksState.active;
  if (traced) hooks.beforeResource(immediate);
  if (contextState.active) exchangeFrame(immediate[kFrame]);
  try {
    Reflect.apply(callback, immediate, immediate._argv ?? []);
  } finally {
    if (traced) hooks.destroyResource(immediate);
  }
  // After a throw the frame stays, for 'uncaughtException'.
  if (contextState.active) exchangeFrame(undefined);
  if (hooksState.active) hooks.afterResource(immediate);
}

/** @returns {string[]} a name for each timer and immediate that keeps the loop alive */
function activeResources() {
  return [...new Array(timerRefCount).fill('Timeout'),
          ...new Array(flags[kImmediateRefCount]).fill('Immediate')];
}

/**
 * All timers that wait, for who looks at the loop.
 * @returns {{ timer: object, left: number, isRefed: boolean }[]} in the order in which they expire;
 *   left: ms, 0 for one that is due
 */
function pendingTimers() {
  const now = updateTime();
  const found = [];
  for (const list of lists.values()) {
    for (let timer = list._idleNext; timer !== list; timer = timer._idleNext) {
      const left = Math.max(0, timer._idleStart + list.msecs - now);
      found.push({ timer, left, isRefed: Boolean(timer[kRefed]) });
    }
  }
  return found.sort((a, b) => a.left - b.left);
}

/** @returns {{ isRefed: boolean }[]} the immediates that wait, in order */
function pendingImmediates() {
  const found = [];
  let chunk = head;
  let index = headIndex;
  while (chunk !== tail || index !== tailIndex) {
    if (index === chunkSize) {
      chunk = chunk.next;
      index = 0;
      continue;
    }
    const immediate = chunk.entries[index++];
    if (immediate._destroyed || hooks.isHidden(immediate)) continue;
    found.push({ isRefed: immediate[kRefed] === true });
  }
  return found;
}

setEntryPoint(entryPoints.processTimers, processTimers);
setEntryPoint(entryPoints.processImmediate, processImmediate);

module.exports = {
  Immediate,
  TIMEOUT_MAX,
  Timeout,
  activeResources,
  adoptTimer,
  clearImmediate,
  clearTimeout,
  kRefed,
  pendingImmediates,
  pendingTimers,
  startTimer,
  unenroll,
};
