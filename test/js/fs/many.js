// Ten thousand operations at once, good and bad, each end exactly once and leave nothing open.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');

const root = tmpdir();
const openDescriptors = () => fs.readdirSync('/proc/self/fd').length;
fs.writeFileSync(`${root}/file`, 'content', { mode: 0o644 });
fs.readFileSync(`${root}/file`);
const before = openDescriptors();
const total = 10000;
const ended = new Uint8Array(total);
const outcomes = { content: 0, EACCES: 0, ENOENT: 0, ENOTDIR: 0, size: 0 };

function end(i, what) {
  ended[i]++;
  outcomes[what]++;
}

const promises = [];
for (let i = 0; i < total; i++) {
  if (i % 5 === 0) {
    fs.readFile(`${root}/file`, 'utf8', (error, text) => end(i, error ? error.code : text));
  } else if (i % 5 === 1) {
    promises.push(fs.promises.stat(`${root}/file`).then((stats) => end(i, stats.size === 7 ?
      'size' : 'wrong')));
  } else if (i % 5 === 2) {
    promises.push(fs.promises.open(`${root}/none${i}`).catch((error) => end(i, error.code)));
  } else if (i % 5 === 3) {
    // Not even root may run what nobody may.
    fs.access(`${root}/file`, fs.constants.X_OK, (error) => end(i, error.code));
  } else {
    fs.readdir(`${root}/file`, (error) => end(i, error.code));
  }
}

Promise.all(promises).then(mustCall());
process.on('exit', () => {
  assert(ended.every((count) => count === 1));
  assert.deepStrictEqual(
    outcomes, { content: 2000, EACCES: 2000, ENOENT: 2000, ENOTDIR: 2000, size: 2000 });
  assert.strictEqual(openDescriptors(), before);
});
