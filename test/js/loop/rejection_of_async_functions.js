'use strict';

// Rejections of every origin are told once, in the order in which they were rejected.

const assert = require('assert');
const { checkAtExit, mustCall } = require('../../common');

const expected = ['executor', 'reject', 'async', 'then', 'await', 'all', 'any', 'late'];
const seen = [];
process.on('unhandledRejection', mustCall((reason) => {
  seen.push(reason instanceof AggregateError ? reason.errors[0] : reason);
}, expected.length));

new Promise(() => {
  throw 'executor'; // eslint-disable-line no-throw-literal
});
new Promise((resolve, reject) => {
  reject('reject');
  reject('again'); // No effect.
});
(async () => {
  throw 'async'; // eslint-disable-line no-throw-literal
})();
setImmediate(() => {
  Promise.resolve().then(() => {
    throw 'then'; // eslint-disable-line no-throw-literal
  });
});
setTimeout(async () => {
  await null;
  setImmediate(async () => {
    await Promise.reject('await').finally(() => {});
  });
  setTimeout(() => {
    Promise.all([Promise.reject('all'), new Promise(() => {})]);
    Promise.any([Promise.reject('any')]);
    setTimeout(() => {
      const late = Promise.reject('late');
      late.then(() => {}, undefined).catch(() => {}); // The derived one is handled ...
      Promise.reject('late').then(() => {}); // ... this one is not.
    }, 1);
  }, 5);
}, 1);
checkAtExit(() => assert.deepStrictEqual(seen, expected));
