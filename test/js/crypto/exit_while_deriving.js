// A program that ends while the worker pool computes ends by its exit code.
'use strict';

require('../../common');
const assert = require('assert');
const { spawnSync } = require('child_process');

const derive = `
  const crypto = require('crypto');
  for (let i = 0; i < 8; i++) {
    crypto.pbkdf2('password', 'salt', 300000, 64, 'sha512',
      () => { throw new Error('not reached'); });
    crypto.randomBytes(1 << 20, () => {});
    crypto.createHash('sha256').update('left open');
  }
`;
for (const [end, status] of [['process.exit(7);', 7], ["throw new Error('end');", 1]]) {
  const child = spawnSync(process.execPath, ['-e', derive + end]);
  assert.strictEqual(child.signal, null);
  assert.strictEqual(child.status, status, child.stderr.toString());
}
