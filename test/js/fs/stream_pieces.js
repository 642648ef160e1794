// What a stream over a file reads piece by piece: bytes stay whoever keeps them, the loop turns
// meanwhile, a pipe gives what it has, and a read() of somebody else is used.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const { execFileSync } = require('child_process');
const { once } = require('events');
const fs = require('fs');
const { setFlagsFromString } = require('v8');
const { runInNewContext } = require('vm');

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
const root = tmpdir();
const kPiece = 64 * 1024;

function numbered(pieces, rest) {
  const data = Buffer.alloc(pieces * kPiece + rest);
  for (let i = 0; i < data.length; i += 4096) data.writeUInt32LE(i, i);
  return data;
}

async function keepsItsBytes() {
  const file = `${root}/numbered`;
  const data = numbered(100, 5000);
  fs.writeFileSync(file, data);
  const kept = [];
  for (let round = 0; round < 3; round++) {
    const stream = fs.createReadStream(file);
    let i = 0;
    for await (const chunk of stream) {
      const length = Math.min(kPiece, data.length - i * kPiece);
      assert.strictEqual(chunk.length, length);
      assert.strictEqual(chunk.buffer.byteLength, length);
      assert(Buffer.isBuffer(chunk));
      if (i % 7 === round) kept.push([i, chunk]);
      i++;
    }
    assert.strictEqual(stream.bytesRead, data.length);
    gc();
  }
  for (const [i, chunk] of kept) {
    assert(chunk.equals(data.subarray(i * kPiece, (i + 1) * kPiece)));
  }
}

// Reading is asynchronous also where nothing is to be waited for.
async function letsTheLoopTurn() {
  const stream = fs.createReadStream(`${root}/numbered`);
  let turns = 0;
  let seen = 0;
  const immediate = () => {
    turns++;
    if (!stream.destroyed) setImmediate(immediate);
  };
  setImmediate(immediate);
  stream.on('data', () => {
    const now = ++seen;
    process.nextTick(() => assert.strictEqual(seen, now));
    queueMicrotask(() => assert.strictEqual(seen, now));
  });
  await once(stream, 'close');
  assert.strictEqual(seen, 101);
  assert(turns > 10, `${turns} turns`);
}

async function givesWhatAPipeHas() {
  const fifo = `${root}/fifo`;
  execFileSync('mkfifo', [fifo]);
  // Open for both, it does not wait for a reader: with one thread in the pool nobody could come.
  const fd = fs.openSync(fifo, 'r+');
  const stream = fs.createReadStream(fifo);
  await once(stream, 'open');
  for (const text of ['one', 'two']) {
    const read = once(stream, 'data');
    fs.writeSync(fd, text);
    const [chunk] = await read;
    assert.strictEqual(chunk.toString(), text);
  }
  const ended = once(stream, 'end');
  fs.closeSync(fd);
  await ended;
}

async function usesAnothersRead() {
  const { read } = fs;
  const calls = [];
  fs.read = function(fd, buffer, ...rest) {
    calls.push(buffer.length);
    return read(fd, buffer, ...rest);
  };
  try {
    let size = 0;
    for await (const chunk of fs.createReadStream(`${root}/numbered`)) size += chunk.length;
    assert.strictEqual(size, 100 * kPiece + 5000);
    assert.strictEqual(calls.length, 102);
  } finally {
    fs.read = read;
  }
}

async function tellsErrors() {
  await assert.rejects(once(fs.createReadStream(root), 'data'),
    { code: 'EISDIR', syscall: 'read', message: 'EISDIR: illegal operation on a directory, read' });
  const fd = fs.openSync(`${root}/numbered`, 'a');
  await assert.rejects(once(fs.createReadStream(null, { fd }), 'data'), { code: 'EBADF' });
}

(async () => {
  await keepsItsBytes();
  await letsTheLoopTurn();
  await givesWhatAPipeHas();
  await usesAnothersRead();
  await tellsErrors();
})().then(mustCall());
