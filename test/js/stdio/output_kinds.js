'use strict';

// What process.stdout is when it is a file, a pipe or a socket: its class, its names, and that it
// writes at once.

const assert = require('assert');
const fs = require('fs');
const { spawnSelf, tmpdir } = require('../../common');

const report = `
  const net = require('net');
  const { stdout, stderr } = process;
  stdout.write(JSON.stringify([
    stdout.constructor.name, stdout instanceof net.Socket, stdout._type, stdout._isStdio, stdout.fd,
    stdout.isTTY === undefined, stdout.writable, stdout === process.stdout, stdout.readable,
    stderr.fd, typeof stdout.destroySoon,
  ]));
  stdout.write('caf\\u00e9', 'latin1');
  stdout.write(Buffer.from('!'), () => process._rawDebug('written'));
`;
const file = fs.openSync(tmpdir('out'), 'w');
const toFile = spawnSelf(['-e', report], { stdio: ['ignore', file, 'pipe'] });
assert.strictEqual(toFile.stderr, 'written\n');
assert.deepStrictEqual(fs.readFileSync(tmpdir('out'), 'latin1'), JSON.stringify(
  ['SyncWriteStream', false, 'fs', true, 1, true, true, true, false, 2,
  'function']) + 'caf\u00e9!');

const toPipe = spawnSelf(['-e', report], { encoding: 'latin1' });
assert.strictEqual(toPipe.stdout, JSON.stringify(
  ['Socket', true, 'pipe', true, 1, true, true, true, false, 2, 'function']) + 'caf\u00e9!');

// The console and the stream are in order, whoever of them comes first.
const mixed = spawnSelf(['-e', `
  console.log(1);
  process.stdout.write('2\\n');
  console.log(3);
  const { write } = process.stdout;
  process.stdout.write = function(text) { return write.call(this, text.toUpperCase()); };
  console.log('four');
`]);
assert.strictEqual(mixed.stdout, '1\n2\n3\nFOUR\n');
// So does a stdout that the program puts in its place before it prints.
const replaced = spawnSelf(['-e', `
  const { Writable } = require('stream');
  let text = '';
  const mine = new Writable({ write(chunk, encoding, callback) { text += chunk; callback(); } });
  Object.defineProperty(process, 'stdout', { configurable: true, value: mine });
  console.log('mine');
  process.on('exit', () => process.stderr.write(text));
`]);
assert.strictEqual(replaced.stdout, '');
assert.strictEqual(replaced.stderr, 'mine\n');
