'use strict';

// timers/promises: values, wrong arguments, ref: false.

const assert = require('assert');
const timersPromises = require('timers/promises');
const { setTimeout, setImmediate } = timersPromises;
const { promisify } = require('util');
const { errorLike, mustCall, mustNotCall } = require('../../common');

assert.strictEqual(require('timers').promises, timersPromises);
assert.strictEqual(promisify(globalThis.setTimeout), setTimeout);
assert.strictEqual(promisify(globalThis.setImmediate), setImmediate);
assert.deepStrictEqual(Object.keys(timersPromises).sort(),
                       ['scheduler', 'setImmediate', 'setInterval', 'setTimeout']);

(async () => {
  assert.strictEqual(await setTimeout(1, 'value'), 'value');
  assert.strictEqual(await setTimeout(), undefined);
  assert.strictEqual(await setImmediate('value'), 'value');
  const object = {};
  assert.strictEqual(await setTimeout(1, object, { ref: true }), object);

  for (const options of [1, 'x', null, true, () => {}]) {
    await assert.rejects(setTimeout(1, null, options), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
    await assert.rejects(setImmediate(1, options), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
  }
  for (const options of [{ signal: 1 }, { signal: {} }, { ref: 1 }, { ref: 'yes' }]) {
    await assert.rejects(setTimeout(1, null, options), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
    await assert.rejects(setImmediate(1, options), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
    await assert.rejects(timersPromises.setInterval(1, null, options).next(),
                         errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
  }
  setTimeout(60_000, null, { ref: false }).then(mustNotCall());
  await setImmediate();
})().then(mustCall());
