// util.parseArgs: short groups, values, defaults, tokens, negation and strict mode's errors.
'use strict';
const assert = require('assert');
const { parseArgs } = require('util');

const options = {
  verbose: { type: 'boolean', short: 'v' },
  name: { type: 'string', short: 'n', default: 'anon' },
  tag: { type: 'string', multiple: true },
};
const parse = (args, config) => parseArgs({ args, options, ...config });

assert.deepStrictEqual(parse(['-vn', 'x', '--tag=a', '--tag', 'b', '--', '--no'],
                             { allowPositionals: true }), {
  values: { __proto__: null, verbose: true, name: 'x', tag: ['a', 'b'] },
  positionals: ['--no'],
});
assert.deepStrictEqual(parse(['-nvalue']).values, { __proto__: null, name: 'value' });
assert.deepStrictEqual(parse(['--no-verbose'], { allowNegative: true }).values,
                       { __proto__: null, verbose: false, name: 'anon' });
// A negation takes no value; an option may itself be called no-something.
assert.throws(() => parse(['--no-verbose=1'], { allowNegative: true }), {
  code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
  message: "Option '-v, --verbose' does not take an argument",
});
assert.deepStrictEqual(
  parseArgs({ args: ['--no-x'], options: { 'no-x': { type: 'boolean' } }, allowNegative: true })
    .values,
  { __proto__: null, x: false });
assert.deepStrictEqual(parse(['-x', '--y=1', 'z'], { strict: false }), {
  values: { __proto__: null, x: true, y: '1', name: 'anon' }, positionals: ['z'],
});
assert.deepStrictEqual(parse(['-v', 'p'], { tokens: true, allowPositionals: true }).tokens, [
  { kind: 'option', name: 'verbose', rawName: '-v', index: 0, value: undefined,
    inlineValue: undefined },
  { kind: 'positional', index: 1, value: 'p' },
]);

const failures = [
  [['--what'], 'ERR_PARSE_ARGS_UNKNOWN_OPTION'],
  [['pos'], 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL'],
  [['--name'], 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'],
  [['--name', '-v'], 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'],
  [['--verbose=1'], 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'],
];
for (const [args, code] of failures) assert.throws(() => parse(args), { code });

const badOptions = [
  { a: {} }, { a: { type: 'x' } }, { a: { type: 'string', short: 1 } },
  { a: { type: 'string', default: 1 } }, { a: { type: 'boolean', multiple: true, default: true } },
];
for (const bad of badOptions) {
  assert.throws(() => parseArgs({ args: [], options: bad }), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => parseArgs({ args: [], options: { a: { type: 'string', short: 'xy' } } }),
              { code: 'ERR_INVALID_ARG_VALUE' });

// Neither an argument nor an option can reach a prototype.
assert.deepStrictEqual(parse(['--__proto__=x'], { strict: false }).values,
                       { __proto__: null, name: 'anon' });
assert.strictEqual({}.x, undefined);
