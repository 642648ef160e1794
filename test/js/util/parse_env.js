// util.parseEnv reads the .env format: quotes, comments, export, several lines.
'use strict';
const assert = require('assert');
const { parseEnv } = require('util');

assert.deepStrictEqual(parseEnv([
  '# comment',
  'A=1',
  '  B = two words # comment',
  'export C=3',
  'D="x\\ny" # after',
  "E='x\\ny'",
  'F=`it\'s "q"`',
  'G="several',
  'lines"',
  'H=',
  'I=a=b',
  'no equals sign',
  'J="open',
  'A=again',
].join('\r\n')), {
  A: 'again', B: 'two words', C: '3', D: 'x\ny', E: 'x\\ny', F: 'it\'s "q"',
  G: 'several\nlines', H: '', I: 'a=b', J: '"open',
});
assert.deepStrictEqual(parseEnv(''), {});
assert.deepStrictEqual(Object.entries(parseEnv('__proto__=x')), [['__proto__', 'x']]);
for (const bad of [undefined, null, 1, {}]) {
  assert.throws(() => parseEnv(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
