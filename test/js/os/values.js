// The os functions agree with each other, with process, and with their use as primitives.
'use strict';
const assert = require('assert');
const os = require('os');

assert.strictEqual(os.platform(), process.platform);
assert.strictEqual(os.arch(), process.arch);
for (const name of ['arch', 'endianness', 'homedir', 'hostname', 'machine', 'platform', 'release',
                    'tmpdir', 'type', 'version']) {
  assert.ok(os[name]().length > 0, name);
  assert.strictEqual(`${os[name]}`, os[name](), name);
}
assert.strictEqual(os.type(), 'Linux');
assert.strictEqual(os.endianness(),
                   new Uint16Array(new Uint8Array([1, 0]).buffer)[0] === 1 ? 'LE' : 'BE');
assert.ok(os.totalmem() >= os.freemem() && os.freemem() > 0);
assert.strictEqual(+os.totalmem, os.totalmem());
assert.ok(os.uptime() > 0);
const cpus = os.cpus();
assert.ok(os.availableParallelism() >= 1 && os.availableParallelism() <= cpus.length);
for (const { model, speed, times } of cpus) {
  assert.strictEqual(typeof model, 'string');
  assert.ok(Number.isInteger(speed));
  assert.deepStrictEqual(Object.keys(times), ['user', 'nice', 'sys', 'idle', 'irq']);
}
const load = os.loadavg();
assert.ok(load.length === 3 && load.every((value) => value >= 0));
assert.strictEqual(os.EOL, '\n');
assert.strictEqual(os.devNull, '/dev/null');
assert.throws(() => {
  os.EOL = '\r\n';
}, TypeError);
assert.ok(require('fs').existsSync(os.devNull));
