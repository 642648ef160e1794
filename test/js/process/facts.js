'use strict';

// What process says of itself: versions, platform, release, features, config, title.

const assert = require('assert');
const { spawnSelf } = require('../../common');

assert.match(process.version, /^v20\.\d+\.\d+$/);
assert.strictEqual(process.versions.node, process.version.slice(1));
for (const name of ['v8', 'uv', 'icu', 'modules']) {
  assert.match(process.versions[name], /^\d/, name);
}
assert.throws(() => {
  process.versions.node = 'x';
}, TypeError);
assert.strictEqual(process.platform, require('os').platform());
assert.strictEqual(process.arch, require('os').arch());
assert.strictEqual(process.release.name, 'node');
assert.ok(process.pid > 0 && process.ppid > 0 && process.pid !== process.ppid);
assert.strictEqual(typeof process.features.ipv6, 'boolean');
assert.ok(Object.isFrozen(process.config));
assert.ok(process.allowedNodeEnvironmentFlags.has('--no-warnings'));
assert.ok(!process.allowedNodeEnvironmentFlags.has('--eval'));
const allowed =
  ['--max-old-space-size', 'max_old_space_size', '--stack-trace-limit=5', '-r', 'r'];
for (const flag of allowed) {
  assert.ok(process.allowedNodeEnvironmentFlags.has(flag), flag);
}
for (const flag of ['--r', '-require', '-R', '---require', '--MAX-OLD-SPACE-SIZE']) {
  assert.ok(!process.allowedNodeEnvironmentFlags.has(flag), flag);
}
assert.strictEqual(Object.prototype.toString.call(process), '[object process]');
assert.ok(process instanceof require('events'));
assert.strictEqual(process.constructor.name, 'process');
assert.strictEqual(require('process'), process);
assert.strictEqual(require('node:process'), process);

assert.strictEqual(spawnSelf(['--title=a title', '-p', 'process.title']).stdout, 'a title\n');
process.title = 'short';
assert.strictEqual(process.title, 'short');
assert.strictEqual(typeof process.getBuiltinModule('fs').readFile, 'function');
assert.strictEqual(process.getBuiltinModule('node:fs'), require('fs'));
assert.strictEqual(process.getBuiltinModule('no such'), undefined);
assert.strictEqual(process.getBuiltinModule('internal/timers'), undefined);
