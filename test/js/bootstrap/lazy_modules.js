'use strict';

// What a script does not use is not run: what common things load, and what they don't.

const assert = require('assert');
const { spawnSelf } = require('../../common');

function loadedBy(code, options) {
  const text = `${code};require('process')._rawDebug(process.moduleLoadList.join())`;
  const { stderr, status } = spawnSelf(['-e', text], options);
  assert.strictEqual(status, 0, stderr);
  return new Set(stderr.trim().split(',').map((name) => name.replace('NativeModule ', '')));
}
const none = loadedBy('');
const heavy = ['fs', 'net', 'tty', 'child_process', 'readline', 'stream/web', 'perf_hooks',
               'worker_threads', 'assert', 'util', 'url', 'querystring', 'internal/url_patterns'];
for (const id of heavy) assert.ok(!none.has(id), `${id} is loaded for nothing`);

// A line on a pipe or a file needs no sockets and no files.
const line = loadedBy('console.log("x")');
for (const id of ['fs', 'net', 'tty']) assert.ok(!line.has(id), `${id} is loaded by console.log`);

// Timers and promises need nothing more.
assert.deepStrictEqual(
  [...loadedBy('setTimeout(() => {}, 1); setImmediate(() => {}); ' +
               'Promise.resolve().then(() => {})')],
  [...none]);

// A use loads the module, and only then.
assert.ok(loadedBy('new ReadableStream()').has('stream/web'));
assert.ok(loadedBy('require("fs")').has('fs'));
