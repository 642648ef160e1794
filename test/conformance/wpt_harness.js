'use strict';

// Runs one file of the web platform tests in this process and writes what its subtests say.
//
// usage: gyre --expose-gc wpt_harness.js SUITE FILE RESULTS SECONDS
//
//   SUITE    the folder with resources/testharness.js
//   FILE     the test in it, with its variant: url/url-constructor.any.js?include=file
//   RESULTS  the file to write: a line of JSON for each subtest, [name, status, message], and
//            {harness: status, message} as the last one, both statuses as in testharness.js
//   SECONDS  after which subtests that are still running have failed
//
// testharness.js calls an environment without a document a shell. What this file adds to make one is
// what a page or a worker has and a command line has not: `self`, `location`, events of uncaught
// errors on the global object, and a fetch() that reads the suite's own files.

const fs = require('fs');
const path = require('path');
const vm = require('vm');

const [suite, file, resultFile, seconds] = process.argv.slice(2);
const origin = 'http://web-platform.test:8000';
const location = new URL(`${origin}/${file}`);
const isWindow = location.pathname.endsWith('.window.js');

const results = fs.openSync(resultFile, 'w');

// What the suite's own server gives under another name.
const aliases = new Map([['/resources/WebIDLParser.js', '/resources/webidl2/lib/webidl2.js']]);

function writeResult(value) {
  // A name can hold halves of surrogate pairs, which no encoding of text can.
  fs.writeSync(results, `${JSON.stringify(value)}\n`);
}

// --- The environment -------------------------------------------------------------------------------

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

function localPath(url) {
  const { origin: from, pathname } = new URL(url, location);
  if (from !== origin) throw new TypeError(`fetch failed: ${url} is not a file of the suite`);
  return path.join(suite, decodeURIComponent(aliases.get(pathname) ?? pathname));
}

async function fetchLocal(url) {
  const bytes = await fs.promises.readFile(localPath(url)).catch((error) => {
    throw new TypeError(`fetch failed: ${url}`, { cause: error });
  });
  return {
    ok: true,
    status: 200,
    text: async () => bytes.toString(),
    json: async () => JSON.parse(bytes.toString()),
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  };
}

define('self', globalThis);
define('location', {
  href: location.href,
  origin,
  protocol: location.protocol,
  host: location.host,
  hostname: location.hostname,
  port: location.port,
  pathname: location.pathname,
  search: location.search,
  hash: location.hash,
  toString: () => location.href,
});
define('fetch', fetchLocal);
define('GLOBAL', {
  isWindow: () => isWindow,
  isWorker: () => false,
  isShadowRealm: () => false,
});
if (isWindow) define('window', globalThis);
// idlharness.js looks for the interface of the global object to learn what must be exposed.
if (path.basename(location.pathname).startsWith('idlharness')) {
  define('Window', Object.getPrototypeOf(globalThis).constructor);
}

const globalEvents = new EventTarget();
for (const method of ['addEventListener', 'removeEventListener', 'dispatchEvent']) {
  define(method, globalEvents[method].bind(globalEvents));
}

function dispatch(type, properties) {
  globalEvents.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), properties));
}

process.on('uncaughtException', (error) => {
  dispatch('error', { error, message: String(error?.message ?? error) });
});
process.on('unhandledRejection', (reason, promise) => {
  dispatch('unhandledrejection', { reason, promise });
});

// --- The scripts -----------------------------------------------------------------------------------

function run(scriptFile) {
  new vm.Script(fs.readFileSync(scriptFile, 'utf8'), { filename: scriptFile }).runInThisContext();
}

/** The values of `// META: key=value` at the head of a test. */
function metadata(source, key) {
  const values = [];
  for (const line of source.split(/\r?\n/)) {
    const match = /^\/\/ META: ([^=]+)=(.*)$/.exec(line);
    if (match !== null && match[1].trim() === key) values.push(match[2].trim());
    if (match === null && !line.startsWith('//')) break;
  }
  return values;
}

const testFile = localPath(location);
const source = fs.readFileSync(testFile, 'utf8');
const [title] = metadata(source, 'title');
if (title !== undefined) define('META_TITLE', title);

run(path.join(suite, 'resources', 'testharness.js'));
add_result_callback(({ name, status, message }) => writeResult([name, status, message]));
add_completion_callback((tests, { status, message }) => {
  writeResult({ harness: status, message });
  process.exit(0);
});

// It also keeps the loop alive, as a page is: a test may wait for what does not. `timeout` is testharness.js's.
setTimeout(() => timeout(), seconds * 1000);

// A script that cannot be run ends the process with the message, as any program's would.
try {
  for (const script of metadata(source, 'script')) run(localPath(script));
  run(testFile);
} catch (error) {
  writeResult({ harness: 1, message: String(error?.stack ?? error) });
  process.exit(0);
}
