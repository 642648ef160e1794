// A module is known by its real path, so that two links to one file are one module, unless
// --preserve-symlinks.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { spawnSelf } = require('../../common');
const { tree } = require('./fixtures/tree');

const root = tree({
  'real/pkg/index.js': 'module.exports = { file: __filename };',
  'real/file.js': 'module.exports = __filename;',
  'app/node_modules/.keep': '',
  'app/main.js': `
    const pkg = require('pkg');
    console.log(__filename);
    console.log(pkg.file);
    console.log(require('./link.js'));
    const linked = require('./dirlink/file');
    console.log(linked, linked === require('../real/file.js'));
  `,
});
fs.symlinkSync(`${root}/real/pkg`, `${root}/app/node_modules/pkg`);
fs.symlinkSync('../real/file.js', `${root}/app/link.js`);
fs.symlinkSync('../real', `${root}/app/dirlink`);
fs.symlinkSync('app/main.js', `${root}/start.js`);
fs.symlinkSync('loop2', `${root}/app/loop1`);
fs.symlinkSync('loop1', `${root}/app/loop2`);
fs.symlinkSync('nothing.js', `${root}/app/dangling.js`);

const real = `${root}/real/file.js`;
let result = spawnSelf([path.join(root, 'start.js')]);
assert.strictEqual(result.stderr, '');
assert.strictEqual(
  result.stdout,
  `${root}/app/main.js\n${root}/real/pkg/index.js\n${real}\n${real} true\n`,
);

result = spawnSelf(['--preserve-symlinks', path.join(root, 'app/main.js')]);
assert.strictEqual(result.stderr, '');
assert.strictEqual(
  result.stdout,
  `${root}/app/main.js\n${root}/app/node_modules/pkg/index.js\n${root}/app/link.js\n` +
    `${root}/app/dirlink/file.js false\n`,
);

result = spawnSelf(['--preserve-symlinks-main', path.join(root, 'start.js')]);
assert.match(result.stderr, /Cannot find module 'pkg'/);

assert.throws(() => require(`${root}/app/loop1`), { code: 'MODULE_NOT_FOUND' });
assert.throws(() => require(`${root}/app/dangling.js`), { code: 'MODULE_NOT_FOUND' });
assert.strictEqual(require(`${root}/app/link.js`), require(`${root}/app/dirlink/file.js`));
