// path.matchesGlob: wildcards, classes, braces, extended groups, globstar, hidden files.
'use strict';
const assert = require('assert');
const { posix, win32 } = require('path');

process.on('warning', (warning) => assert.strictEqual(warning.name, 'ExperimentalWarning'));
const cases = {
  '*.js': [['a.js', 'ab.js'], ['a.ts', 'a/b.js', '.js', '']],
  'a/**': [['a/b', 'a/b/c', 'a/'], ['a', 'ab/c', 'a/.b', 'a/b/.c']],
  '**/x': [['x', 'a/x', 'a/b/x'], ['a/xx', '.a/x']],
  'a/**/b/**/c': [['a/b/c', 'a/1/b/2/3/c'], ['a/c', 'a/b']],
  '?': [['a', 'é'], ['', 'ab', '/', '.']],
  '[a-c]x': [['ax', 'cx'], ['dx', 'x']],
  '[!a-c]x': [['dx'], ['ax', '/x']],
  '[]]': [[']'], ['[']],
  '[[:digit:]_]': [['1', '_'], ['a']],
  'a{b,c{d,e}}f': [['abf', 'acdf', 'acef'], ['af', 'acf']],
  '{1..3}': [['1', '2', '3'], ['4', '{1..3}']],
  '{a}': [['{a}'], ['a']],
  '+(a|b)': [['a', 'abba'], ['', 'c']],
  '!(a|b)c': [['c', 'xc', 'abc'], ['ac', 'bc', '.c']],
  '@(a|b)?(c)*(d)': [['a', 'bc', 'acdd'], ['c', 'acc']],
  '.*': [['.a'], ['a', '.', '..']],
  'a+b$(c)^': [['a+b$(c)^'], ['ab$(c)^']],
};
for (const [pattern, [matching, others]] of Object.entries(cases)) {
  for (const path of matching) assert.ok(posix.matchesGlob(path, pattern), `${path} ${pattern}`);
  for (const path of others) assert.ok(!posix.matchesGlob(path, pattern), `not ${path} ${pattern}`);
}
assert.ok(win32.matchesGlob('a\\b\\c.js', 'a/**/*.js'));
assert.ok(!posix.matchesGlob('A', 'a'));
assert.throws(() => posix.matchesGlob(1, 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => posix.matchesGlob('a'), { code: 'ERR_INVALID_ARG_TYPE' });
// What looks like an enormous expansion is taken literally, at once.
assert.ok(!posix.matchesGlob('a', '{1..9999999999}'));
assert.ok(!posix.matchesGlob('a', '{a,b}'.repeat(40)));
