// os.userInfo: the process's user, in the encoding asked for.
'use strict';
const assert = require('assert');
const os = require('os');

const info = os.userInfo();
assert.deepStrictEqual(Object.keys(info), ['uid', 'gid', 'username', 'homedir', 'shell']);
assert.strictEqual(info.uid, process.geteuid());
assert.ok(info.username.length > 0 && info.homedir.startsWith('/'));
const bytes = os.userInfo({ encoding: 'buffer' });
assert.ok(Buffer.isBuffer(bytes.username));
assert.strictEqual(bytes.username.toString(), info.username);
assert.strictEqual(os.userInfo({encoding: 'hex'}).homedir,
                   Buffer.from(info.homedir).toString('hex'));
assert.deepStrictEqual(os.userInfo({ encoding: 'nonsense' }), info);
assert.deepStrictEqual(os.userInfo(null), info);
assert.throws(() => os.userInfo({
  get encoding() {
    throw new RangeError('mine');
  }
}),
              {message: 'mine'});
