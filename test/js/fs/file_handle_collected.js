// Flags: --expose-gc
// A FileHandle that is collected open is closed, and that is an error.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const fs = require('fs');

process.on('uncaughtException', mustCall((error) => {
  assert.strictEqual(error.code, 'ERR_INVALID_STATE');
  assert.match(error.message, /File descriptor: \d+ \(.*file_handle_collected\.js\)/);
  assert.throws(() => fs.fstatSync(fd), { code: 'EBADF' });
  clearInterval(collecting);
}));

let fd;
async function forget() {
  const handle = await fs.promises.open(__filename);
  ({ fd } = handle);
}
let collecting;
forget().then(mustCall(() => {
  collecting = setInterval(gc, 5);
}));
