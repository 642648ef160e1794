// A burst of names that come, are renamed and go is told of to the last one, of a folder and of a
// tree with folders in it.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const root = tmpdir();
const kCount = 400;

// Resolves when `watcher` has told of each of `names`; fails on one that nobody made.
function told(watcher, names) {
  const left = new Set(names);
  const known = new Set(names);
  return new Promise((resolve, reject) => {
    watcher.on('error', reject);
    watcher.on('change', (event, name) => {
      if (!known.has(name)) reject(new Error(`${event} ${name}`));
      left.delete(name);
      if (left.size === 0) resolve();
    });
  });
}

function burst(at, kind) {
  for (let i = 0; i < kCount; i++) {
    const from = path.join(at, `${kind}-a${i}`);
    const to = path.join(at, `${kind}-b${i}`);
    if (kind === 'folder') fs.mkdirSync(from);
    else fs.symlinkSync('nowhere', from);
    fs.renameSync(from, to);
    if (kind === 'folder') fs.rmdirSync(to);
    else fs.unlinkSync(to);
  }
}

const namesOf = (below, kind) => Array.from({ length: 2 * kCount }, (_, i) =>
  path.join(below, `${kind}-${i % 2 ? 'a' : 'b'}${i >> 1}`));

(async () => {
  for (const [recursive, below] of [[false, ''], [true, ''], [true, 'one/two']]) {
    for (const kind of ['link', 'folder']) {
      const at = fs.mkdtempSync(path.join(root, 'watched-'));
      fs.mkdirSync(path.join(at, below), { recursive: true });
      const watcher = fs.watch(at, { recursive });
      const all = told(watcher, namesOf(below, kind));
      burst(path.join(at, below), kind);
      await all;
      watcher.close();
    }
  }

  // As an iterator that is slow.
  const at = fs.mkdtempSync(path.join(root, 'watched-'));
  const left = new Set(namesOf('', 'link'));
  setImmediate(burst, at, 'link');
  for await (const { filename } of fs.promises.watch(at, { recursive: true })) {
    left.delete(filename);
    if (left.size === 0) break;
    await new Promise(setImmediate);
  }
  assert.strictEqual(left.size, 0);
})().then(mustCall());
