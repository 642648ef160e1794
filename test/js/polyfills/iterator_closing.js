// When iterator helpers close the iterator below them, and when they do not.
'use strict';
const assert = require('assert');

// An iterator that logs what is done to it.
const make = (log, { values = [1, 2, 3], onReturn } = {}) => {
  let i = 0;
  return {
    __proto__: Iterator.prototype,
    next(...args) {
      log.push(`next${args.length}`);
      return i < values.length ? { value: values[i++], done: false } : { value: 'end', done: true };
    },
    return(...args) {
      log.push(`return${args.length}`);
      return onReturn ? onReturn() : {};
    },
  };
};
const boom = () => {
  throw new EvalError('boom');
};
const lazy = { map: [(x) => x], filter: [() => true], flatMap: [(x) => [x]], take: [2], drop: [1] };

for (const [name, args] of Object.entries(lazy)) {
  // Nothing is read before the first next(); return() before it closes at once.
  let log = [];
  let helper = make(log)[name](...args);
  assert.deepStrictEqual(log, [], name);
  assert.deepStrictEqual(helper.return(5), { value: undefined, done: true });
  assert.deepStrictEqual(log, ['return0']);
  assert.deepStrictEqual(helper.next(), { value: undefined, done: true });
  assert.deepStrictEqual(helper.return(), { value: undefined, done: true });
  assert.deepStrictEqual(log, ['return0']);

  // In the middle return() closes once.
  log = [];
  helper = make(log)[name](...args);
  helper.next(1, 2);
  const reads = name === 'drop' ? ['next0', 'next0'] : ['next0'];
  assert.deepStrictEqual(log, reads);
  helper.return();
  helper.return();
  assert.deepStrictEqual(log, [...reads, 'return0']);

  // An exhausted iterator is not closed, except by take().
  log = [];
  make(log)[name](...args).toArray();
  assert.strictEqual(log.includes('return0'), name === 'take', name);

  // A bad argument closes; so does a callback that throws, and its error wins.
  const bad = name === 'take' || name === 'drop' ? [NaN, -1, 'x', undefined] : [null, {}, 1];
  for (const argument of bad) {
    log = [];
    assert.throws(() => make(log, { onReturn: boom })[name](argument),
                  name === 'take' || name === 'drop' ? RangeError : TypeError);
    assert.deepStrictEqual(log, ['return0']);
  }
  if (typeof args[0] === 'function') {
    log = [];
    assert.throws(() => make(log, {
                          onReturn: () => {
                            throw new Error('hidden');
                          }
                        })[name](boom)
                            .next(),
                  EvalError);
    assert.deepStrictEqual(log, ['next0', 'return0']);
  }

  // Errors of return() come through, and so does a result that is no object.
  helper = make([], { onReturn: boom })[name](...args);
  helper.next();
  assert.throws(() => helper.return(), EvalError);
  helper = make([], { onReturn: () => 1 })[name](...args);
  helper.next();
  assert.throws(() => helper.return(), TypeError);
}

for (const name of ['some', 'every', 'find', 'forEach', 'reduce']) {
  const log = [];
  assert.throws(() => make(log)[name](boom, 0), EvalError);
  assert.deepStrictEqual(log, ['next0', 'return0'], name);
  assert.throws(() => make(log)[name](), TypeError);
}
let log = [];
make(log).some(() => true);
make(log).find(() => true);
make(log).every(() => false);
assert.deepStrictEqual(log, ['next0', 'return0', 'next0', 'return0', 'next0', 'return0']);

// flatMap closes the inner iterator, then the outer one.
log = [];
const helper = make(log).flatMap(() => make(log, { values: ['in'] }));
helper.next();
helper.return();
assert.deepStrictEqual(log, ['next0', 'next0', 'return0', 'return0']);
for (const inner of [5, 'string', null, undefined, Symbol('x')]) {
  log = [];
  assert.throws(() => make(log).flatMap(() => inner).next(), TypeError);
  assert.deepStrictEqual(log, ['next0', 'return0']);
}
assert.deepStrictEqual(make([]).flatMap(() => new String('ab')).take(2).toArray(), ['a', 'b']);

// A helper that is running can neither be resumed nor closed.
const running = make([]).map(() => {
  assert.throws(() => running.next(), TypeError);
  assert.throws(() => running.return(), TypeError);
  return 'ok';
});
assert.strictEqual(running.next().value, 'ok');

// `next` is read once; results that are no objects are errors and do not close.
let reads = 0;
const once = {
  get next() {
    reads++;
    return () => 5;
  },
  return: () => assert.fail('closed'),
};
assert.throws(() => Iterator.prototype.map.call(once, (x) => x).next(), TypeError);
assert.strictEqual(reads, 1);
for (const name of [...Object.keys(lazy), 'some', 'toArray']) {
  for (const bad of [null, undefined, 1, 's']) {
    assert.throws(() => Iterator.prototype[name].call(bad, () => {}), TypeError);
  }
}
