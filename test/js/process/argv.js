'use strict';

// process.argv, argv0, execPath, execArgv: for a script, -e, and standard input.

const assert = require('assert');
const path = require('path');
const { spawnScript, spawnSelf } = require('../../common');

assert.ok(path.isAbsolute(process.execPath));
assert.strictEqual(process.argv[0], process.execPath);
assert.strictEqual(process.argv[1], __filename);
assert.strictEqual(process.argv.length, 2);

const show =
  'console.log(JSON.stringify([process.argv.slice(1), process.execArgv, process.argv0]))';
function parse({ stdout, stderr, status }) {
  assert.strictEqual(status, 0, stderr);
  return JSON.parse(stdout);
}
const argv0 = process.execPath;
assert.deepStrictEqual(
  parse(spawnSelf(['--no-warnings', '-e', show, 'a', '--b', '', 'c d', '\u00e9'])),
  [['a', '--b', '', 'c d', '\u00e9'], ['--no-warnings', '-e', show], argv0]);
assert.deepStrictEqual(parse(spawnSelf(['-e', show, '--', '-x'])),
                       [['-x'], ['-e', show], argv0]);
assert.deepStrictEqual(parse(spawnSelf(['-', 'a'], { input: show })), [['-', 'a'], [], argv0]);
const [argv, execArgv] = parse(spawnScript(show, {
  name: 'shows.js', args: ['--trace-warnings', 'x', '-e'],
}));
assert.strictEqual(path.basename(argv[0]), 'shows.js');
assert.deepStrictEqual(argv.slice(1), ['--trace-warnings', 'x', '-e']);
assert.deepStrictEqual(execArgv, []);

// They are the program's to change.
process.argv.push('added');
assert.strictEqual(process.argv.at(-1), 'added');
