'use strict';

// What is wrong with a JSON file is said with its name, the place, and what is expected there.

const assert = require('assert');
const fs = require('fs');
const { tmpdir } = require('../../common');

const cases = {
  '': 'Unexpected end of JSON input',
  ' \n': 'Unexpected end of JSON input',
  '{': "Expected property name or '}' in JSON at position 1",
  '{ "a" }': "Expected ':' after property name in JSON at position 6",
  '{"a": ': 'Unexpected end of JSON input',
  '{"a": 1': "Expected ',' or '}' after property value in JSON at position 7",
  '{"a": 1,}': 'Expected double-quoted property name in JSON at position 8',
  "{'a': 1}": "Expected property name or '}' in JSON at position 1",
  '[1 2]': "Expected ',' or ']' after array element in JSON at position 3",
  '[1,]': `Unexpected token ']', "[1,]" is not valid JSON`,
  '[[], {}, "x\\n\\u00e9", -1.5e+3, true, false, null] x':
    'Unexpected non-whitespace character after JSON at position 50',
  '"abc': 'Unterminated string in JSON at position 4',
  '"a\nb"': 'Bad control character in string literal in JSON at position 2',
  '"\\x"': 'Bad escaped character in JSON at position 2',
  '"\\u12"': 'Bad Unicode escape in JSON at position 2',
  '-': 'No number after minus sign in JSON at position 1',
  '01': 'Unexpected number in JSON at position 1',
  '1.': 'Unterminated fractional number in JSON at position 2',
  '1e': 'Exponent part is missing a number in JSON at position 2',
  'nul': 'Unexpected end of JSON input',
  'trap': `Unexpected token 'a', "trap" is not valid JSON`,
  '{"a": 1, "b": undefined, "c": 2}':
    `Unexpected token 'u', ...": 1, "b": undefined,"... is not valid JSON`,
};
const file = tmpdir('bad.json');
for (const [text, reason] of Object.entries(cases)) {
  assert.throws(() => JSON.parse(text), SyntaxError, text);
  fs.writeFileSync(file, text);
  assert.throws(() => require(file), { name: 'SyntaxError', message: `${file}: ${reason}` }, text);
}

// What is right is never explained away, however it looks.
for (const text of ['{}', '[]', '0', '-0.0E-0', '"\\"\\\\\\/\\b"', ' [ { "" : [ ] } ] ']) {
  fs.writeFileSync(file, text);
  delete require.cache[file];
  require(file);
}
// Nested too deeply for an explanation: then V8's own words.
fs.writeFileSync(file, '['.repeat(1e6));
delete require.cache[file];
assert.throws(() => require(file), /bad\.json: |call stack/);
