// querystring.parse: separators, repetition, decoding that never fails, no prototype.
'use strict';
const assert = require('assert');
const { parse } = require('querystring');

const check = (expected, ...args) =>
  assert.deepStrictEqual(parse(...args), Object.assign({ __proto__: null }, expected));
check({}, '');
check({}, 5);
check({}, undefined);
check({ a: '1', b: '' }, 'a=1&b');
check({ 'a': ['1', '2', ''], '': 'x' }, 'a=1&a=2&a&=x');
check({ 'a b': '+ é' }, 'a+b=%2B+%C3%A9');
check({ a: '%zz', b: '%' }, 'a=%zz&b=%');
check({ 'a&b': 'c' }, 'a&b=c', Symbol('s'));
check({ 'a=b': '' }, 'a=b', '&', Symbol('s'));
check({ a: '\ufffd', b: 'x\ufffdA' }, 'a=%ff&b=x%E2%82%41');
check({ a: 'b=c' }, 'a=b=c');
check({ a: '1', b: '2' }, 'a:1;b:2', ';', ':');
check({ a: '1', b: '2' }, 'a--1%%b--2', '%%', '--');
check({ 'a=1': '' }, 'a=1', '&', ':');
check({ a: '1', b: '2' }, '&&a=1&&&b=2&&');
check({ '': 'a' }, 'a', null, []);
const object = parse('__proto__=1&hasOwnProperty=2&toString=3');
assert.strictEqual(Object.getPrototypeOf(object), null);
assert.deepStrictEqual(Object.entries(object),
                       [['__proto__', '1'], ['hasOwnProperty', '2'], ['toString', '3']]);
assert.strictEqual(Object.prototype.polluted, undefined);
