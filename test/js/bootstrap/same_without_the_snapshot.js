'use strict';

// What a program can see does not depend on whether it started from the snapshot.

const assert = require('assert');
const { spawnSelf } = require('../../common');

const show = `
  const seen = new Set();
  const lines = [];
  function walk(value, path, depth) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    if (seen.has(value) || depth > 3) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      const d = Object.getOwnPropertyDescriptor(value, key);
      const where = path + '.' + String(key);
      lines.push([where, typeof d.value, d.enumerable, d.configurable, d.writable,
                  typeof d.get, typeof d.set].join(' '));
      const varies = key === 'env' || key === 'moduleLoadList' || key === 'execArgv';
      if ('value' in d && !varies) walk(d.value, where, depth + 1);
    }
  }
  walk(globalThis, 'globalThis', 0);
  walk(process, 'process', 0);
  for (const id of ['fs', 'events', 'stream', 'util', 'buffer', 'path', 'timers', 'url',
                    'assert']) {
    walk(require(id), id, 1);
  }
  console.log(lines.join('\\n'));`;
function lines(...flags) {
  const { stdout, status, stderr } = spawnSelf([...flags, '-e', show], { maxBuffer: 1e8 });
  assert.strictEqual(status, 0, stderr);
  return stdout.split('\n').sort();
}
const plain = lines();
const without = lines('--no-snapshot');
assert.ok(plain.length > 2000, `${plain.length}`);
assert.deepStrictEqual(plain.filter((line) => !without.includes(line)), []);
assert.deepStrictEqual(without.filter((line) => !plain.includes(line)), []);
