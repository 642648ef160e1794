// openAsBlob() reads the file when its bytes are asked for, and refuses one that has changed.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');

const file = `${tmpdir()}/file`;
fs.writeFileSync(file, 'hello blob');

(async () => {
  const blob = await fs.openAsBlob(file, { type: 'Text/Plain' });
  assert.deepStrictEqual([blob.size, blob.type], [10, 'text/plain']);
  assert.strictEqual(await blob.text(), 'hello blob');
  assert.strictEqual(await blob.slice(2, 5).text(), 'llo');
  assert.strictEqual(await new Blob(['<', blob, '>']).text(), '<hello blob>');
  fs.writeFileSync(file, 'something else');
  await assert.rejects(blob.text(), { name: 'NotReadableError' });
  await assert.rejects(fs.openAsBlob(`${file}/none`), { code: 'ENOTDIR' });
  assert.throws(() => fs.openAsBlob(5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => fs.openAsBlob(file, 5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => fs.openAsBlob(file, { type: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
})().then(mustCall());
