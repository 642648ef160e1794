// The iterator helpers: results, laziness, concurrency in order, signals and bad arguments.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { PassThrough, Readable } = require('stream');

const from = (values) => Readable.from(values);

(async () => {
  assert.deepStrictEqual(await from([1, 2, 3]).map((x) => x * 2).toArray(), [2, 4, 6]);
  assert.deepStrictEqual(await from([1, 2, 3]).filter(async (x) => x % 2).toArray(), [1, 3]);
  assert.deepStrictEqual(await from([1, 2]).flatMap((x) => [x, x]).toArray(), [1, 1, 2, 2]);
  assert.deepStrictEqual(await from([1, 2, 3]).drop(1).take(1).toArray(), [2]);
  assert.strictEqual(await from([1, 2, 3]).reduce((a, b) => a + b), 6);
  assert.strictEqual(await from([]).reduce((a, b) => a + b, 'none'), 'none');
  await assert.rejects(from([]).reduce((a, b) => a + b), {
    name: 'TypeError', message: 'Reduce of an empty stream requires an initial value',
  });
  assert.strictEqual(await from([1, 2, 3]).some((x) => x === 2), true);
  assert.strictEqual(await from([1, 2, 3]).every((x) => x < 3), false);
  assert.strictEqual(await from([1, 2, 3]).find((x) => x > 1), 2);
  assert.strictEqual(await from([1]).find((x) => x > 1), undefined);
  const each = [];
  assert.strictEqual(await from([1, 2]).forEach((x) => { each.push(x); }), undefined);
  assert.deepStrictEqual(each, [1, 2]);
  const upper = from(['a']).compose(async function* (source) {
    for await (const chunk of source) yield String(chunk).toUpperCase();
  });
  assert.deepStrictEqual(await upper.toArray(), ['A']);

  // Up to `concurrency` calls at a time; results in the order of the chunks.
  let running = 0;
  let most = 0;
  const delays = [4, 1, 3, 0, 2];
  const result = await from(delays).map(async (n) => {
    most = Math.max(most, ++running);
    for (let i = 0; i < n; i++) await new Promise(setImmediate);
    running--;
    return n;
  }, { concurrency: 3 }).toArray();
  assert.deepStrictEqual(result, delays);
  assert.strictEqual(most, 3);

  // An endless source is not read to its end.
  const endless = from((function* () { for (let i = 0; ; i++) yield i; })());
  assert.deepStrictEqual(await endless.map((x) => x).take(3).toArray(), [0, 1, 2]);

  // The signal given to the function aborts with the outer one.
  const controller = new AbortController();
  const stuck = from([1]).map((x, { signal }) => new Promise((resolve, reject) => {
    signal.addEventListener('abort', mustCall(() => reject(signal.reason)));
  }), { signal: controller.signal }).toArray();
  setImmediate(() => controller.abort());
  await assert.rejects(stuck, { name: 'AbortError' });

  await assert.rejects(from([1, 2]).map((x) => { throw new Error(`no ${x}`); }).toArray(),
    { message: 'no 1' });
  await assert.rejects(from([1]).forEach(5), { code: 'ERR_INVALID_ARG_TYPE' });
})().then(mustCall());

assert.throws(() => from([1]).map(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => from([1]).map(mustNotCall(), { concurrency: 0 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => from([1]).take(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => from([1]).drop(1, { signal: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new PassThrough().compose(new Readable()), { code: 'ERR_INVALID_ARG_VALUE' });
