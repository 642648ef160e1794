// fs.watch() tells of files, folders and trees, also of what comes at once with its folder.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const root = tmpdir();
assert.throws(() => fs.watch(`${root}/nothing`), (error) => {
  assert.deepStrictEqual([error.code, error.syscall, error.path, error.filename],
                         ['ENOENT', 'watch', `${root}/nothing`, `${root}/nothing`]);
  return true;
});
assert.throws(() => fs.watch(root, { recursive: 'yes' }), { code: 'ERR_INVALID_ARG_TYPE' });

// Resolves when all of `wanted` have been seen, each as `event name`.
function collect(watcher, wanted) {
  const left = new Set(wanted);
  const order = [];
  return new Promise((resolve, reject) => {
    watcher.on('error', reject);
    watcher.on('change', (event, name) => {
      order.push(`${event} ${name}`);
      left.delete(`${event} ${name}`);
      if (left.size === 0) resolve(order);
    });
  });
}

function closed(watcher) {
  const promise = new Promise((resolve) => watcher.once('close', resolve));
  watcher.close();
  watcher.close();
  return promise;
}

(async () => {
  const file = path.join(root, 'file');
  fs.writeFileSync(file, '1');
  let watcher = fs.watch(file);
  let seen = collect(watcher, ['change file']);
  fs.appendFileSync(file, '2');
  await seen;
  await closed(watcher);

  watcher = fs.watch(root, { encoding: 'buffer' }, mustCall((event, name) => {
    assert(Buffer.isBuffer(name));
  }, 2));
  seen = new Promise((resolve) => watcher.on('change', (event,
    name) => name.equals(Buffer.from('b\u00e9')) && resolve()));
  fs.symlinkSync('x', path.join(root, 'a'));
  fs.symlinkSync('x', path.join(root, 'b\u00e9'));
  await seen;
  await closed(watcher);

  // A tree: what is there, what comes, what comes at once with its folder, and a burst.
  const tree = path.join(root, 'tree');
  fs.mkdirSync(path.join(tree, 'old', 'deep'), { recursive: true });
  watcher = fs.watch(tree, { recursive: true });
  seen = collect(watcher, [
    'rename old/deep/one', 'change old/deep/one', 'rename new', 'rename new/sub',
      'rename new/sub/two',
    'rename gone', 'rename moved', 'rename old/moved', 'rename old/deep',
  ]);
  fs.writeFileSync(path.join(tree, 'old/deep/one'), '1');
  fs.mkdirSync(path.join(tree, 'new/sub'), { recursive: true });
  fs.writeFileSync(path.join(tree, 'new/sub/two'), '2');
  fs.writeFileSync(path.join(tree, 'gone'), '');
  fs.renameSync(path.join(tree, 'gone'), path.join(tree, 'moved'));
  fs.unlinkSync(path.join(tree, 'moved'));
  fs.mkdirSync(path.join(tree, 'old/moved'));
  fs.rmSync(path.join(tree, 'old/deep'), { recursive: true });
  await seen;
  // A folder that has moved is watched under its new name.
  seen = collect(watcher, ['rename renamed', 'rename renamed/sub/three']);
  fs.renameSync(path.join(tree, 'new'), path.join(tree, 'renamed'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  fs.writeFileSync(path.join(tree, 'renamed/sub/three'), '3');
  const order = await seen;
  assert(!order.includes('rename new/sub/three'));
  await closed(watcher);

  // As an iterator, ended by a signal.
  const controller = new AbortController();
  const names = [];
  await assert.rejects(async () => {
    setImmediate(() => fs.symlinkSync('x', path.join(tree, 'sign')));
    for await (const { eventType, filename } of fs.promises.watch(tree,
        { signal: controller.signal })) {
      names.push([eventType, filename]);
      controller.abort(new Error('enough'));
    }
  }, (error) => error.name === 'AbortError' && error.cause.message === 'enough');
  assert.deepStrictEqual(names, [['rename', 'sign']]);
  await assert.rejects(fs.promises.watch(`${root}/nothing`).next(), { code: 'ENOENT' });

  // watchFile() compares stats.
  const polled = path.join(root, 'polled');
  await new Promise((resolve) => {
    const states = [];
    fs.watchFile(polled, { interval: 5, bigint: true }, (current, previous) => {
      states.push([current.size, previous.size]);
      if (states.length === 1) fs.writeFileSync(polled, 'four');
      else {
        assert.deepStrictEqual(states, [[0n, 0n], [4n, 0n]]);
        fs.unwatchFile(polled);
        resolve();
      }
    });
  });

  // A watcher that nothing closes and that does not keep the process.
  fs.watch(tree, { recursive: true, persistent: false });
  fs.watchFile(polled, { persistent: false }, () => {});
})().then(mustCall());
