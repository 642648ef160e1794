// env, cwd, argv0, shell and the search for the program.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { spawn, spawnSync } = require('child_process');
const { mustCall, tmpdir } = require('../../common');

function output(file, args, options) {
  const result = spawnSync(file, args, { encoding: 'utf8', ...options });
  assert.ifError(result.error);
  return result.stdout;
}

// The environment is a copy of ours at that time, or exactly what is given.
process.env.GYRE_TEST_INHERITED = 'y\u00e9s';
assert.match(output('env', []), /^GYRE_TEST_INHERITED=y\u00e9s$/m);
delete process.env.GYRE_TEST_INHERITED;
assert.doesNotMatch(output('env', []), /GYRE_TEST_INHERITED/);
const env = Object.create({ FROM_PROTOTYPE: 'p' });
Object.assign(env, { A: 'a', EMPTY: '', NUMBER: 5, NOTHING: undefined, NULL: null });
assert.deepStrictEqual(
  output('/usr/bin/env', [], { env }).trim().split('\n').sort(),
  ['A=a', 'EMPTY=', 'FROM_PROTOTYPE=p', 'NULL=null', 'NUMBER=5']);

// cwd is a string, Buffer or URL.
const directory = fs.realpathSync(tmpdir());
for (const cwd of [directory, Buffer.from(directory), pathToFileURL(directory)]) {
  assert.strictEqual(output('pwd', ['-P'], { cwd }), `${directory}\n`);
}

// The program is searched in the PATH of the child; a relative one below its cwd.
fs.mkdirSync(tmpdir('bin'));
fs.writeFileSync(tmpdir('bin', 'gyre-test-tool'), '#!/bin/sh\necho "tool $1"\n', { mode: 0o755 });
assert.strictEqual(output('gyre-test-tool', ['x'], { env: { PATH: tmpdir('bin') } }), 'tool x\n');
assert.strictEqual(
  output('gyre-test-tool', ['x'], { env: { PATH: `/nowhere::${tmpdir('bin')}` } }), 'tool x\n');
assert.strictEqual(output('./gyre-test-tool', ['x'], { cwd: tmpdir('bin') }), 'tool x\n');
assert.strictEqual(spawnSync('gyre-test-tool').error.code, 'ENOENT');
// The first that can be executed wins.
fs.mkdirSync(tmpdir('first'));
fs.writeFileSync(tmpdir('first', 'gyre-test-tool'), 'no', { mode: 0o644 });
const both = { PATH: [tmpdir('first'), tmpdir('bin')].join(path.delimiter) };
assert.strictEqual(output('gyre-test-tool', ['y'], { env: both }), 'tool y\n');
assert.strictEqual(
  spawnSync('gyre-test-tool', { env: { PATH: tmpdir('first') } }).error.code, 'EACCES');
// A script without "#!" is run by the shell.
fs.writeFileSync(tmpdir('bin', 'plain'), 'echo "plain $0 $1"\n', { mode: 0o755 });
assert.strictEqual(
  output(tmpdir('bin', 'plain'), ['z']), `plain ${tmpdir('bin', 'plain')} z\n`);

// argv0 and the shell.
assert.strictEqual(output('sh', ['-c', 'echo $0'], { argv0: 'other' }), 'other\n');
assert.strictEqual(output('echo "$0" a   b', [], { shell: true }), '/bin/sh a b\n');
assert.strictEqual(output('echo', ['$0', '"a  b"'], { shell: '/bin/bash' }), '/bin/bash a  b\n');

// Arguments are passed as they are.
const strange = ['', ' ', '"', '\'', '$HOME', '\\', '\n', '\u{1f600}', '*'];
const child = spawn('sh', ['-c', 'printf "%s|" "$@"', 'sh', ...strange]);
child.stdout.setEncoding('utf8');
let text = '';
child.stdout.on('data', (chunk) => { text += chunk; });
child.on('close', mustCall(() => assert.strictEqual(text, `${strange.join('|')}|`)));
