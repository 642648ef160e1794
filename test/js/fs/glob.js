// glob() finds what patterns name, once each, in all forms; wildcards do not follow links.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const root = tmpdir();
for (const folder of ['a/b/c', 'a/.hidden', 'd']) {
  fs.mkdirSync(path.join(root, folder), { recursive: true });
}
for (const file of ['a/x.js', 'a/b/y.js', 'a/b/c/z.js', 'a/.dot.js', 'a/.hidden/q.js', 'd/w.ts',
  'top.js']) {
  fs.writeFileSync(path.join(root, file), '');
}
fs.symlinkSync('../a', path.join(root, 'd/link'));
process.chdir(root);

const cases = [
  ['*', ['a', 'd', 'top.js']],
  ['*/', ['a', 'd']],
  ['**', ['.', 'a', 'a/b', 'a/b/c', 'a/b/c/z.js', 'a/b/y.js', 'a/x.js', 'd', 'd/link', 'd/w.ts',
    'top.js']],
  ['**/*.js', ['a/b/c/z.js', 'a/b/y.js', 'a/x.js', 'top.js']],
  ['**/**/x.js', ['a/x.js']],
  ['a/**', ['a', 'a/b', 'a/b/c', 'a/b/c/z.js', 'a/b/y.js', 'a/x.js']],
  ['a/**/', ['a', 'a/b', 'a/b/c']],
  ['**/b/**', ['a/b', 'a/b/c', 'a/b/c/z.js', 'a/b/y.js']],
  ['./*.js', ['top.js']],
  ['a//x.js', ['a/x.js']],
  ['a/b/../*.js', ['a/x.js']],
  ['a/b', ['a/b']],
  ['a/b/', ['a/b']],
  ['a/x.js/', []],
  ['a/x.js/*', []],
  ['a/.*', ['a/.dot.js', 'a/.hidden']],
  ['{a,d}/*', ['a/b', 'a/x.js', 'd/link', 'd/w.ts']],
  ['a/[xy].js', ['a/x.js']],
  ['d/**/*.js', []],
  ['d/*/x.js', []],
  ['d/link/*', ['d/link/b', 'd/link/x.js']],
  ['nothing/*', []],
  ['', []],
  [[], []],
  [['*.js', 'top.*', 'a/x.js'], ['a/x.js', 'top.js']],
  [`${root}/*.js`, [`${root}/top.js`]],
  [`../${path.basename(root)}/*.js`, [`../${path.basename(root)}/top.js`]],
  ['**/*.js', ['b/c/z.js', 'b/y.js', 'x.js'], { cwd: 'a' }],
  ['*.js', ['x.js'], { cwd: pathToFileURL(path.join(root, 'a')) }],
  ['*', [], { cwd: 'nowhere' }],
  ['**/*.js', ['a/x.js', 'top.js'], { exclude: (name) => name === 'b' }],
  ['**/*.js', ['a/x.js', 'top.js'], { exclude: ['a/b/**'] }],
  ['a/**', ['a', 'a/x.js'], { exclude: ['a/b'] }],
  ['a/b', [], { exclude: ['a/*'] }],
];

async function collect(iterable) {
  const all = [];
  for await (const each of iterable) all.push(each);
  return all;
}

(async () => {
  for (const [pattern, expected, options] of cases) {
    const what = JSON.stringify(pattern);
    assert.deepStrictEqual(fs.globSync(pattern, options).sort(), expected, what);
    assert.deepStrictEqual((await collect(fs.promises.glob(pattern, options))).sort(), expected,
                           what);
    const found = await new Promise((resolve, reject) => {
      fs.glob(pattern, options ?? {}, mustCall((error, matches) =>
        (error ? reject(error) : resolve(matches))));
    });
    assert.deepStrictEqual(found.sort(), expected, what);
  }
  fs.glob('*.js', mustCall((error, matches) => assert.deepStrictEqual(matches, ['top.js'])));

  const describe = (entries) => entries.map((entry) => [
    entry.parentPath, entry.name, entry.isDirectory(), entry.isFile(), entry.isSymbolicLink()]);
  assert.deepStrictEqual(describe(fs.globSync('**', { cwd: 'd', withFileTypes: true })).sort(), [
    ['.', 'd', true, false, false], ['d', 'link', false, false, true],
    ['d', 'w.ts', false, true, false]]);
  assert.deepStrictEqual(describe(fs.globSync('a/{b,x.js}', { withFileTypes: true })).sort(), [
    ['a', 'b', true, false, false], ['a', 'x.js', false, true, false]]);
  assert.deepStrictEqual(fs.globSync('*', {
    withFileTypes: true, exclude: (entry) => entry.isDirectory(),
  }).map(({ name }) => name), ['top.js']);

  // What the function throws reaches the caller.
  const exclude = () => { throw new Error('excluded'); };
  assert.throws(() => fs.globSync('*', { exclude }), /excluded/);
  await assert.rejects(collect(fs.promises.glob('*', { exclude })), /excluded/);
  fs.glob('*', { exclude }, mustCall((error) => assert.strictEqual(error.message, 'excluded')));
  // An iterator that is left early leaves nothing open.
  for await (const each of fs.promises.glob('**')) if (each) break;

  for (const wrong of [[5], [[5]], ['*', 5], ['*', { exclude: 5 }], ['*', { exclude: [5] }],
    ['*', { cwd: 5 }], []]) {
    assert.throws(() => fs.globSync(...wrong), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => fs.promises.glob(...wrong), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  assert.throws(() => fs.glob('*'), { code: 'ERR_INVALID_ARG_TYPE' });
})().then(mustCall());
