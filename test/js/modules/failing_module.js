// A module that throws leaves no trace: it is not cached, not a child, and can be required again.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { tree } = require('./fixtures/tree');

const root = tree({
  'flaky.js': 'throw new Error("first time");',
  'syntax.js': 'let x = ;\n',
  'bad.json': '{bad',
});
const flaky = path.join(root, 'flaky.js');
const childrenBefore = module.children.length;

assert.throws(() => require(flaky), /first time/);
assert.strictEqual(require.cache[flaky], undefined);
assert.strictEqual(module.children.length, childrenBefore);
assert.throws(() => require(flaky), /first time/);
fs.writeFileSync(flaky, 'module.exports = "second time";');
assert.strictEqual(require(flaky), 'second time');

// A syntax error carries the place in its stack.
assert.throws(
  () => require(path.join(root, 'syntax.js')),
  (error) => {
    assert.strictEqual(error.name, 'SyntaxError');
    assert.ok(
      error.stack.startsWith(
        `${root}/syntax.js:1\nlet x = ;\n        ^\n\nSyntaxError: Unexpected token ';'`,
      ),
      error.stack,
    );
    return true;
  },
);
// JSON says which file.
assert.throws(
  () => require(path.join(root, 'bad.json')),
  (error) => {
    assert.strictEqual(error.name, 'SyntaxError');
    assert.ok(error.message.startsWith(`${root}/bad.json: `), error.message);
    return true;
  },
);
