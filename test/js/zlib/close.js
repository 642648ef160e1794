'use strict';

// Streams that end early: destroyed and closed while a job runs, before anything was written, in
// 'data', twice; the process ends with jobs under way.

const assert = require('assert');
const zlib = require('zlib');
const { deadline, mustCall, mustNotCall, spawnScript } = require('../../common');

deadline(50_000);
const large = Buffer.alloc(3_000_000, 'abcdefg');
for (const name of ['Gzip', 'Deflate', 'BrotliCompress']) {
  const create = zlib[`create${name}`];

  const unused = create();
  unused.close(mustCall());
  assert.strictEqual(unused.destroyed, true);
  unused.close(mustCall());

  const running = create();
  running.on('error', mustNotCall());
  running.on('end', mustNotCall());
  running.write(large, mustCall());
  running.close(mustCall());

  const inData = create({ chunkSize: 64, level: 0 });
  inData.once('data', mustCall(() => inData.close(mustCall())));
  inData.on('end', mustNotCall());
  inData.end(Buffer.concat([large, Buffer.from('x')]));

  const failed = create();
  failed.write(large);
  failed.on('error', mustCall((error) => assert.strictEqual(error.message, 'enough')));
  failed.destroy(new Error('enough'));
  failed.on('close', mustCall(() => {
    assert.throws(() => failed._processChunk(Buffer.from('x'), 0), { code: 'ERR_INVALID_STATE' });
  }));
}

const setUp = `
  const zlib = require('zlib');
  const large = Buffer.alloc(5e6, 'abc');
  for (let i = 0; i < 8; i++) {
    zlib.gzip(large, () => {});
    zlib.brotliCompress(large, () => {});
    zlib.createDeflate().end(large);
  }
`;
for (const [ending, expected] of [
  ['process.exit(7);', 7], ['throw new Error("at top level");', 1],
  ['setImmediate(() => process.exit(3));', 3], ['zlib.gzip("", () => process.exit(4));', 4],
]) {
  const { status, signal, stderr } = spawnScript(setUp + ending);
  assert.strictEqual(signal, null, `${ending}\n${stderr}`);
  assert.strictEqual(status, expected, `${ending}\n${stderr}`);
}
