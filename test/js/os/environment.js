// os.tmpdir and os.homedir follow the environment, now.
'use strict';
const assert = require('assert');
const os = require('os');

for (const name of ['TMPDIR', 'TMP', 'TEMP']) delete process.env[name];
assert.strictEqual(os.tmpdir(), '/tmp');
process.env.TEMP = '/temp';
assert.strictEqual(os.tmpdir(), '/temp');
process.env.TMP = '/tmp2';
assert.strictEqual(os.tmpdir(), '/tmp2');
process.env.TMPDIR = '/dir/';
assert.strictEqual(os.tmpdir(), '/dir');
process.env.TMPDIR = '/';
assert.strictEqual(os.tmpdir(), '/');
process.env.TMPDIR = '';
assert.strictEqual(os.tmpdir(), '/tmp2');

process.env.HOME = `/home/${'long/'.repeat(100)}`;
assert.strictEqual(os.homedir(), process.env.HOME);
delete process.env.HOME;
assert.strictEqual(os.homedir(), os.userInfo().homedir);
