'use strict';

// `.loop` and `.why`: what is pending in the event loop, phase by phase, and what of it keeps the
// process alive. Both leave out what the REPL itself has: the terminal, its timers.
//
// internal/resource_tracker knows what there is and, since it hears of everything from the start of
// the REPL on, where it was made.

const { ResourceTracker, isOfProcess, ownerOf, pending } = require('internal/resource_tracker');

/** Of each kind of a phase so many are listed. */
const kMaxListed = 20;
const kMaxSource = 40;

let tracker;
/** What there was before the first prompt: handles, and of those without an object how many. */
let ownHandles;
let ownCounts;
let ownSignals;

const isSignal = (name) => typeof name === 'string' && name.startsWith('SIG');

/** From now on it is noted where things are made. */
function startTracking() {
  tracker ??= new ResourceTracker(() => undefined);
}

/** What there is now belongs to the REPL, but for what the program is known to have made. */
function keepOutPresent() {
  ownHandles = new WeakSet();
  ownCounts = new Map();
  ownSignals = new Set(process.eventNames().filter(isSignal));
  for (const { kind, resource } of pending().handles) {
    if (resource === undefined) ownCounts.set(kind, (ownCounts.get(kind) ?? 0) + 1);
    else if (tracker.placeOf(resource) === undefined) ownHandles.add(resource);
  }
}

function handlesOfTheProgram(handles) {
  const left = new Map(ownCounts);
  return handles.filter(({ kind, resource }) => {
    if (resource === undefined) {
      const count = left.get(kind) ?? 0;
      left.set(kind, count - 1);
      // The inspector's own timers are no business of anybody.
      return count <= 0 && kind !== 'InspectorTimer';
    }
    if (ownHandles.has(resource)) return false;
    if (kind === 'terminal' && ownerOf(resource).fd <= 2) return false;
    const record = tracker.byResource.get(resource);
    return record === undefined || !isOfProcess(record.holder);
  });
}

/** A time as people say it. */
function duration(ms) {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function endpoint(address, port) {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Address, path, number of a handle: what tells it from others of its kind. */
function detailOf({ kind, resource }) {
  try {
    if (kind === 'signal listener') {
      return process.eventNames().filter((name) => isSignal(name) && !ownSignals.has(name))
        .join(', ');
    }
    if (resource === undefined) return '';
    const owner = ownerOf(resource);
    if (kind === 'file watcher') return String(resource.path ?? '');
    if (kind === 'child process') return `pid ${resource.pid}`;
    if (typeof owner.remoteAddress === 'string') {
      return `${endpoint(owner.localAddress, owner.localPort)} -> ` +
        endpoint(owner.remoteAddress, owner.remotePort);
    }
    if (owner.connecting) return 'connecting';
    const address = owner.address?.();
    if (typeof address === 'string') return address;
    if (typeof address?.address === 'string') return endpoint(address.address, address.port);
    return Number.isInteger(owner.fd) ? `fd ${owner.fd}` : '';
  } catch {
    return ''; // A UDP socket that is not bound
  }
}

/** Where something was made, with the line if the user has typed it. */
function placeText(server, place) {
  if (place === undefined) return '';
  const match = /^(REPL\d+):(\d+):\d+$/.exec(place);
  const source = match && server._texts.get(match[1])?.split('\n')[match[2] - 1]?.trim();
  if (!source) return place;
  const cut = source.length > kMaxSource ? `${source.slice(0, kMaxSource - 3)}...` : source;
  return `${place}  ${cut}`;
}

function timerText({ kind, left, repeat }) {
  return `${kind}, ${left === 0 ? 'due' : `${duration(left)} left`}` +
    (repeat === undefined ? '' : `, every ${duration(repeat)}`);
}

function requestText({ kind, job, waited, hasBegun }) {
  if (job === undefined) return kind;
  return `pool job ${job}, ${hasBegun ? 'running' : 'waiting'} since ${duration(waited)}`;
}

function handleText(handle) {
  const detail = detailOf(handle);
  return detail === '' ? handle.kind : `${handle.kind} ${detail}`;
}

/** Lines of two columns, [text, place]. */
function inColumns(entries, indent) {
  const listed = entries.slice(0, kMaxListed);
  const width = Math.max(0, ...listed.map(([text]) => text.length));
  const lines = listed.map(([text, place]) =>
    `${indent}${place ? `${text.padEnd(width)}  ${place}` : text}`);
  if (entries.length > kMaxListed) {
    lines.push(`${indent}and ${entries.length - kMaxListed} more`);
  }
  return lines;
}

function counted(count, word) {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/**
 * What is pending, phase by phase.
 * @param {object} server
 * @returns {string}
 */
function describeLoop(server) {
  const { timers, immediates, handles, requests } = pending();
  const ofProgram = handlesOfTheProgram(handles);
  const place = (resource) => placeText(server, resource && tracker.placeOf(resource));
  const unrefed = (isRefed) => (isRefed ? '' : ', unref\'d');
  const check = [];
  for (const isRefed of [true, false]) {
    const count = immediates.filter((each) => each.isRefed === isRefed).length;
    if (count > 0) check.push([counted(count, 'immediate') + unrefed(isRefed), '']);
  }
  const phases = [
    ['timers', timers.map((timer) =>
      [timerText(timer) + unrefed(timer.isRefed), place(timer.resource)])],
    ['poll', [
      ...ofProgram.filter((each) => !each.isClosing).map((handle) => [
        handleText(handle) + (handle.isActive ? '' : ', not active') + unrefed(handle.isRefed),
        place(handle.resource),
      ]),
      ...requests.map((request) => [requestText(request), '']),
    ]],
    ['check', check],
    ['close', ofProgram.filter((each) => each.isClosing)
      .map((handle) => [handle.kind, place(handle.resource)])],
  ];
  let text = '';
  for (const [phase, entries] of phases) {
    const lines = entries.length === 0 ? ['        nothing'] : inColumns(entries, '        ');
    lines[0] = phase.padEnd(8) + lines[0].slice(8);
    text += `${lines.join('\n')}\n`;
  }
  return `${text}This is turn ${binding('loop').turns()} of the loop.\n`;
}

/**
 * What would keep a script alive.
 * @param {object} server
 * @returns {string}
 */
function describeWhy(server) {
  const { timers, immediates, handles, requests } = pending();
  const ofProgram = handlesOfTheProgram(handles);
  const place = (resource) => placeText(server, resource && tracker.placeOf(resource));
  // Requests of files and names are known to the tracker one by one.
  const places = new Map();
  for (const { type, holder, resource } of tracker.live()) {
    if (!/REQ/.test(type)) continue;
    const kind = tracker.describe({ type, holder: {}, resource });
    if (!places.has(kind)) places.set(kind, []);
    places.get(kind).push(tracker.placeOf(resource));
  }
  const entries = [
    ...timers.filter((each) => each.isRefed).map((timer) =>
      [timerText(timer), place(timer.resource)]),
    ...ofProgram.filter((each) => each.isRefed && (each.isActive || each.isClosing))
      .map((handle) => [
        handleText(handle) + (handle.isClosing ? ', closing' : ''), place(handle.resource),
      ]),
    ...requests.map((request) =>
      [requestText(request), placeText(server, places.get(request.kind)?.shift())]),
  ];
  const waiting = immediates.filter((each) => each.isRefed).length;
  if (waiting > 0) entries.push([counted(waiting, 'immediate'), '']);
  const others = timers.filter((each) => !each.isRefed).length +
    ofProgram.filter((each) => !each.isRefed && each.isActive).length +
    immediates.filter((each) => !each.isRefed).length;
  const rest = others === 0 ? '' : `Not waited for: ${counted(others, 'thing')} unref'd.\n`;
  if (entries.length === 0) return `Nothing: a script would end here.\n${rest}`;
  return `A script would go on because of\n${inColumns(entries, '  ').join('\n')}\n${rest}`;
}

module.exports = { describeLoop, describeWhy, duration, keepOutPresent, startTracking };
