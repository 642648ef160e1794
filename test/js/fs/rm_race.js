// rm() of a tree stays in it, also when a folder becomes a link while it is being removed.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const styles = {
  rmSync: async (at) => fs.rmSync(at, { recursive: true, force: true }),
  rm: (at) => new Promise((resolve, reject) => {
    fs.rm(at, { recursive: true, force: true }, (error) => (error ? reject(error) : resolve()));
  }),
  'promises.rm': (at) => fs.promises.rm(at, { recursive: true, force: true }),
};

function makeTree(at) {
  fs.mkdirSync(path.join(at, 'folder', 'inner'), { recursive: true });
  fs.writeFileSync(path.join(at, 'folder', 'file'), 'precious');
  fs.writeFileSync(path.join(at, 'folder', 'inner', 'leaf'), 'precious');
}

async function act(root) {
  let count = 0;
  for (const [style, remove] of Object.entries(styles)) {
    // Before the folder is opened, and before each of what is in it is removed.
    for (const moment of ['openat folder', 'openat inner', 'unlinkat file', 'unlinkat inner',
      'unlinkat leaf', 'unlinkat folder']) {
      const at = path.join(root, `${count++}`);
      const bait = path.join(at, 'bait');
      const victim = path.join(at, 'victim');
      makeTree(bait);
      makeTree(victim);
      process.env.SWAP = `${moment} ${bait}/folder ${victim}/folder`;
      // Whether it can go on is another matter.
      await remove(bait).catch((error) => assert.match(error.code, /^(ENOTDIR|ENOTEMPTY|ENOENT)$/));
      assert.strictEqual(process.env.SWAP, undefined, `${style}: ${moment} did not happen`);
      for (const file of ['file', 'inner/leaf']) {
        assert.strictEqual(fs.readFileSync(path.join(victim, 'folder', file), 'utf8'), 'precious',
                           `${style}: ${moment}`);
      }
    }
  }
}

if (process.argv[2] === 'act') {
  act(process.argv[3]).then(mustCall());
  return;
}

const { root, run } = require('./fixtures/with_faults').prepareFaults();
run([root]);
