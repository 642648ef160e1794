// Random trees survive cp, rename and rm; nothing else is touched, no descriptor is left open.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const root = tmpdir();
let state = 20231109;
function random(below) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % below;
}

const words = ['a', 'b c', '\u00e9\u4e2d', '.hidden', 'x'.repeat(200), '\ud83d\ude00', '-rf',
  "quo'te", 'new\nline'];

function makeTree(at, depth) {
  fs.mkdirSync(at);
  const entries = random(6);
  for (let i = 0; i < entries; i++) {
    const name = path.join(at, `${words[random(words.length)]}${i}`);
    const kind = random(depth > 0 ? 6 : 4);
    if (kind < 2) fs.writeFileSync(name, Buffer.alloc(random(100000), i), { mode: [0o644, 0o400,
        0o755][random(3)] });
    else if (kind === 2) fs.symlinkSync(['/nowhere/at all', '.', words[0]][random(3)], name);
    else if (kind === 3) fs.writeFileSync(name, '');
    else makeTree(name, depth - 1);
  }
  fs.chmodSync(at, [0o755, 0o700][random(2)]);
}

// What is in a tree, as one text.
function describe(at) {
  const lines = [];
  for (const entry of fs.readdirSync(at, { recursive: true, withFileTypes: true })) {
    const full = path.join(entry.parentPath, entry.name);
    const stats = fs.lstatSync(full);
    let what = (stats.mode & 0o777).toString(8);
    if (entry.isSymbolicLink()) what = fs.readlinkSync(full);
    else if (entry.isFile()) what += ` ${stats.size} ${fs.readFileSync(full)[0]}`;
    lines.push(`${path.relative(at, full)} ${what}`);
  }
  return lines.sort().join('\0');
}

const openDescriptors = () => fs.readdirSync('/proc/self/fd').length;
const before = openDescriptors();
const options = { recursive: true, verbatimSymlinks: true };

(async () => {
  for (let round = 0; round < 12; round++) {
    const at = path.join(root, `tree${round}`);
    makeTree(at, 4);
    const sent = describe(at);
    fs.cpSync(at, `${at}.sync`, options);
    assert.strictEqual(describe(`${at}.sync`), sent);
    await fs.promises.cp(at, `${at}.promise`, options);
    assert.strictEqual(describe(`${at}.promise`), sent);
    // With a filter the walk is JavaScript's; it must do the same.
    const met = [];
    await fs.promises.cp(at, `${at}.filter`, { ...options, filter: (from, to) => met.push([from,
      to]) > 0 });
    assert.strictEqual(describe(`${at}.filter`), sent);
    assert.strictEqual(met.length, fs.readdirSync(at, { recursive: true }).length + 1);
    fs.cpSync(at, `${at}.filterSync`, { ...options, filter: () => true });
    assert.strictEqual(describe(`${at}.filterSync`), sent);
    fs.renameSync(`${at}.sync`, `${at}.moved`);
    assert.strictEqual(describe(`${at}.moved`), sent);
    fs.rmSync(`${at}.moved`, { recursive: true });
    await fs.promises.rm(`${at}.promise`, { recursive: true });
    fs.rmSync(`${at}.filter`, { recursive: true });
    fs.rmSync(`${at}.filterSync`, { recursive: true });
    assert.strictEqual(describe(at), sent);
    assert.deepStrictEqual(fs.readdirSync(root).filter((name) => name.startsWith(`tree${round}`)),
      [`tree${round}`]);
  }

  // rm takes links away, not what they lead to.
  const victim = path.join(root, 'victim');
  makeTree(victim, 2);
  fs.writeFileSync(path.join(victim, 'precious'), 'here');
  const bait = path.join(root, 'bait');
  fs.mkdirSync(bait);
  fs.symlinkSync(victim, path.join(bait, 'link'));
  fs.symlinkSync('../victim', path.join(bait, 'relative'));
  fs.rmSync(bait, { recursive: true });
  assert.strictEqual(fs.existsSync(bait), false);
  assert.strictEqual(fs.readFileSync(path.join(victim, 'precious'), 'utf8'), 'here');

  // cp refuses what would eat itself.
  const inside = path.join(victim, 'inside');
  assert.throws(() => fs.cpSync(victim, inside, { recursive: true }), { code: 'ERR_FS_CP_EINVAL' });
  fs.symlinkSync(victim, path.join(root, 'detour'));
  await assert.rejects(fs.promises.cp(victim, path.join(root, 'detour', 'x', 'y'),
    { recursive: true }),
                       { code: 'ERR_FS_CP_EINVAL' });
  assert.throws(() => fs.cpSync(victim, path.join(root, 'no')), { code: 'ERR_FS_EISDIR' });
  assert.strictEqual(openDescriptors(), before);
})().then(mustCall());
