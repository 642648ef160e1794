// A Hash or Hmac is a stream: what is written is hashed, and the digest is read at its end.
'use strict';

const { mustCall } = require('../../common');
const assert = require('assert');
const { createHash, createHmac, hash } = require('crypto');
const { PassThrough, pipeline } = require('stream');
const fs = require('fs');

const sum = createHash('sha256');
sum.write('\u00e9', 'latin1');
sum.write(Buffer.from('b'));
sum.end('63', 'hex');
assert.strictEqual(sum.read().toString('hex'), hash('sha256', Buffer.from([0xe9, 0x62, 0x63])));
// What was read can still be asked for, once.
assert.strictEqual(sum.digest('hex'), hash('sha256', Buffer.from([0xe9, 0x62, 0x63])));
assert.throws(() => sum.digest(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });

const text = createHash('md5').setEncoding('hex');
text.on('data', mustCall((digest) => assert.strictEqual(digest, hash('md5', 'abc'))));
text.end('abc');

pipeline(fs.createReadStream(__filename), createHash('sha1'), new PassThrough(),
  mustCall((error) => {
  assert.ifError(error);
})).on('data', mustCall((digest) => {
  assert.deepStrictEqual(digest, createHash('sha1').update(fs.readFileSync(__filename)).digest());
}));

// digest() before the end of the stream: the stream then gives the same.
const early = createHash('sha1');
const source = new PassThrough();
source.on('end', mustCall(() => assert.strictEqual(early.digest('hex'), hash('sha1', 'early'))));
source.pipe(early).on('data', mustCall((digest) => {
  assert.strictEqual(digest.toString('hex'), hash('sha1', 'early'));
}));
source.end('early');

// Nothing can be written after digest().
const closed = createHash('sha1');
closed.digest();
closed.on('error', mustCall((error) => assert.strictEqual(error.code,
  'ERR_CRYPTO_HASH_FINALIZED')));
closed.write('x');

const mac = createHmac('sha1', 'key');
mac.end('data');
assert.deepStrictEqual(mac.read(), createHmac('sha1', 'key').update('data').digest());
