'use strict';

// destroy() and end() of process.stdout and process.stderr end nothing: descriptors 1 and 2 belong
// to everybody.

const assert = require('assert');
const fs = require('fs');
const { spawnSelf, tmpdir } = require('../../common');

const source = `
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('close', () => { stream.closes = (stream.closes ?? 0) + 1; });
    stream.destroy();
  }
  console.log('after destroy');
  setImmediate(() => {
    console.log('closes', process.stdout.closes, process.stdout.destroyed);
    process.stdout.end('ended\\n');
    setImmediate(() => {
      console.error('stderr, too');
      require('fs').fstatSync(1);
    });
  });
`;
const expected = 'after destroy\ncloses 1 false\nended\n';
const piped = spawnSelf(['-e', source]);
assert.strictEqual(piped.stdout, expected);
assert.strictEqual(piped.stderr, 'stderr, too\n');
assert.strictEqual(piped.status, 0);

const fd = fs.openSync(tmpdir('out'), 'w');
assert.strictEqual(spawnSelf(['-e', source], { stdio: ['ignore', fd, 'pipe'] }).status, 0);
fs.closeSync(fd);
assert.strictEqual(fs.readFileSync(tmpdir('out'), 'utf8'), expected);
