'use strict';

// Literals with the flag v, which V8 before 11.2 does not know: the same matches everywhere, in
// scripts, functions, CommonJS and ES modules, also where functions are compiled later.

const assert = require('assert');
const vm = require('vm');

// [pattern, flags, what matches whole, what does not]
const cases = [
  ['[\\p{L}--[a-z]]', 'v', ['A', 'é', 'ß'], ['a', 'z', '1']],
  ['[\\p{L}&&\\p{ASCII}]', 'v', ['A', 'z'], ['é', '1']],
  ['[[a-z]&&[^aeiou]]', 'v', ['b', 'z'], ['a', 'B']],
  ['[^\\d\\s]', 'v', ['x', '-', '😀'], ['5', ' ', '\u2028', '\ufeff']],
  ['[\\w\\-_]', 'v', ['_', '-', 'Z', '0'], ['é', ' ']],
  ['[\\W&&\\p{L}]', 'v', ['é'], ['a', '_']],
  ['[\\S--[\\q{a|b}]]', 'v', ['c'], ['a', 'b', ' ']],
  ['[\\q{abc|d|}x]', 'v', ['abc', 'd', '', 'x'], ['ab', 'y']],
  ['[[\\q{abc|ab|c}]--\\q{ab}]', 'v', ['abc', 'c'], ['ab']],
  ['\\p{RGI_Emoji}', 'v', ['😀', '👨‍👩‍👧', '🇩🇪', '1️⃣'], ['a', '😀😀']],
  ['[\\p{Emoji_Keycap_Sequence}0-9]', 'v', ['1️⃣', '7'], ['a']],
  ['\\p{Lu}+', 'v', ['ABC'], ['abc']],
  ['[\\p{Script=Greek}\\P{L}]', 'v', ['α', '1'], ['a']],
  ['[\\u{1F600}-\\u{1F64F}\\uD83D\\uDE80\\x41\\cA\\0\\t\\&]', 'v',
   ['😀', '🚀', 'A', '\x01', '\0', '\t', '&'], ['B', '\u{1F650}']],
  ['[\\p{Lu}--[A-F]]', 'iv', ['g', 'G', 'é'], ['a', 'F']],
  ['[^\\p{Lu}]', 'iv', ['1'], ['a', 'A']],
  ['[]', 'v', [], ['', 'a']],
  ['[^]', 'v', ['a', '\n', '😀'], ['']],
  ['[a-c]|\\[v\\]|(?<v>\\/)', 'v', ['b', '[v]', '/'], ['d']],
  ['[.]', 'v', ['.'], ['a']],
  ['a\\/[\\/]b', 'v', ['a//b'], ['a/b']],
];

for (const [pattern, flags, yes, no] of cases) {
  const source = `/^(?:${pattern})$/${flags}`;
  const expression = vm.runInThisContext(source);
  for (const text of yes) assert(expression.test(text), `${source} misses ${JSON.stringify(text)}`);
  for (const text of no) {
    assert(!expression.test(text), `${source} matches ${JSON.stringify(text)}`);
  }
}

// The longest of several strings comes first.
assert.strictEqual(vm.runInThisContext('/[\\q{a|abc|ab}]/v').exec('abcd')[0], 'abc');
assert.strictEqual(vm.runInThisContext('"a1b2".replace(/[\\d&&[2-9]]/gv, "-")'), 'a1b-');

// Several in one text, some in functions that are compiled when they are called, beside things that
// look like them.
assert.deepStrictEqual(vm.runInThisContext(`
  (() => {
    const text = '/[a--b]/v'; // and /[a--b]/v
    const first = (x) => /[[a-z]--b]/v.test(x);
    const v = 2, b = 8, g = 2;
    function later(x) { return [/[[a-z]&&[c]]/v.test(x), b /v/ g]; }
    return [text, first('b'), first('c'), ...later('c')];
  })()`), ['/[a--b]/v', false, true, true, 2]);
assert.strictEqual(vm.compileFunction('return /[[a-z]--x]/v.test(y)', ['y'])('x'), false);
const script = new vm.Script('/[[a-z]--x]/v.test("x")', { produceCachedData: true });
assert.strictEqual(script.runInThisContext(), false);

// What is no such literal is an error as ever.
const wrong = [
  '/a/vu', '/a/vv', '/[a--b-c]/v', '/[a&&b--c]/v', '/[(]/v', '/[a-]/v', '/[&&a]/v',
  '/[^\\q{ab}]/v', '/[^\\p{RGI_Emoji}]/v', '/\\p{Nope}/v', '/[\\p{Greek}]/v', '/[b-a]/v', '/[a/v',
  '/[\\q{a]/v', '/(/v', '/[\\u{110000}]/v', '/[!!]/v',
];
for (const source of wrong) {
  assert.throws(() => vm.runInThisContext(source), { name: 'SyntaxError' }, source);
}

// Modules, of files and of text.
const fs = require('fs');
const path = require('path');
const os = require('os');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gyre-'));
const body = '(x) => /^[\\p{L}--[a-z]]$/v.test(x);';
fs.writeFileSync(path.join(folder, 'a.cjs'), `exports.a = ${body}`);
fs.writeFileSync(path.join(folder, 'b.mjs'), `export const b = ${body}`);
assert.strictEqual(require(path.join(folder, 'a.cjs')).a('A'), true);
import(path.join(folder, 'b.mjs')).then(({ b }) => {
  fs.rmSync(folder, { recursive: true });
  assert.strictEqual(b('a'), false);
});
