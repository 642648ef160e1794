// URLSearchParams: construction from every kind of value, reading, changing, order.
'use strict';
const assert = require('assert');

const list = (init) => [...new URLSearchParams(init)];
assert.deepStrictEqual(list('?a=1&b=2&&=&c&d=e=f'),
                       [['a', '1'], ['b', '2'], ['', ''], ['c', ''], ['d', 'e=f']]);
assert.deepStrictEqual(list('a+b=%41%zz+%'), [['a b', 'A%zz %']]);
assert.deepStrictEqual(list('%ff=%E2%82&%C3%A9'), [['\ufffd', '\ufffd'], ['é', '']]);
assert.deepStrictEqual(list('%F0%9F%98%80%ED%A0%80'), [['\u{1f600}\ufffd\ufffd\ufffd', '']]);
assert.deepStrictEqual(list('é%zz%E9'), [['é%zz\ufffd', '']]);
assert.deepStrictEqual(list('??a'), [['?a', '']]);
assert.deepStrictEqual(list(new Map([['a', 1], ['b', null]])), [['a', '1'], ['b', 'null']]);
assert.deepStrictEqual(list({ b: 1, a: [2, 3] }), [['b', '1'], ['a', '2,3']]);
assert.deepStrictEqual(list({ '\ud800': 1, '\udc00': 2 }), [['\ufffd', '2']]);
assert.deepStrictEqual(list(undefined), []);
assert.deepStrictEqual(list(null), []);
assert.deepStrictEqual(list(12), [['12', '']]);
const original = new URLSearchParams('a=1');
const copy = new URLSearchParams(original);
copy.append('b', '2');
assert.strictEqual(original.toString(), 'a=1');

const params = new URLSearchParams('b=1&a=2&b=3&a=4');
assert.strictEqual(params.size, 4);
assert.strictEqual(params.get('b'), '1');
assert.strictEqual(params.get('x'), null);
assert.deepStrictEqual(params.getAll('a'), ['2', '4']);
assert.ok(params.has('b', '3') && !params.has('b', '4') && params.has('b', undefined));
params.sort();
assert.strictEqual(params.toString(), 'a=2&a=4&b=1&b=3');
params.set('a', 'x');
params.set('c', 'y');
assert.strictEqual(params.toString(), 'a=x&b=1&b=3&c=y');
params.delete('b', '1');
assert.strictEqual(params.toString(), 'a=x&b=3&c=y');
params.delete('b');
params.append('\ud800', ' !~*()\'-._é\u{1f600}&=+%');
assert.strictEqual(params.toString(),
                   'a=x&c=y&%EF%BF%BD=+%21%7E*%28%29%27-._%C3%A9%F0%9F%98%80%26%3D%2B%25');

// Names sort by code units, not code points.
const order = new URLSearchParams('\ufffd=1&\u{1f600}=2');
order.sort();
assert.deepStrictEqual([...order.keys()], ['\u{1f600}', '\ufffd']);

// Iteration sees changes; so does forEach.
const walked = new URLSearchParams('a=1&b=2&c=3');
const seen = [];
for (const [name] of walked) {
  seen.push(name);
  walked.delete(name);
}
assert.deepStrictEqual(seen, ['a', 'c']);
walked.forEach(function(value, name, owner) {
  assert.deepStrictEqual([value, name, owner, this.tag], ['2', 'b', walked, 1]);
}, { tag: 1 });

const iterator = walked.values();
assert.strictEqual(iterator[Symbol.iterator](), iterator);
assert.strictEqual(Object.prototype.toString.call(iterator), '[object URLSearchParams Iterator]');
assert.deepStrictEqual(iterator.next(), { value: '2', done: false });
assert.deepStrictEqual(iterator.next(), { value: undefined, done: true });

for (const bad of [[['a']], [['a', 'b', 'c']], [1], ['ab'], [null]]) {
  assert.throws(() => new URLSearchParams(bad), { code: 'ERR_INVALID_TUPLE' });
}
assert.throws(() => new URLSearchParams({[Symbol.iterator]: 1}), {code: 'ERR_ARG_NOT_ITERABLE'});
assert.throws(() => params.append('a'), {
  code: 'ERR_MISSING_ARGS', message: 'The "name" and "value" arguments must be specified',
});
assert.throws(() => params.get(), { code: 'ERR_MISSING_ARGS' });
for (const name of ['get', 'append', 'toString', 'entries', 'sort']) {
  assert.throws(() => URLSearchParams.prototype[name].call({}, 'a', 'b'),
                {code: 'ERR_INVALID_THIS'});
}
