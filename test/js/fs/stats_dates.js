// The Dates of a Stats: each its own, right to the millisecond, and Dates like any other.
'use strict';
const { tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { types } = require('util');

const file = path.join(tmpdir(), 'file');
fs.writeFileSync(file, '');
const names = ['atime', 'mtime', 'ctime', 'birthtime'];

// More than are kept in store, in all ways to get one.
(async () => {
  const all = [];
  for (let i = 0; i < 200; i++) {
    all.push(fs.statSync(file), fs.lstatSync(file), await fs.promises.stat(file),
      await new Promise((done) => fs.stat(file, (error, stats) => done(stats))));
  }
  const dates = new Set();
  for (const stats of all) {
    for (const name of names) {
      const date = stats[name];
      assert.ok(types.isDate(date));
      assert.strictEqual(Object.getPrototypeOf(date), Date.prototype);
      const time = Math.round(stats[`${name}Ms`]);
      assert.strictEqual(date.getTime(), time);
      assert.strictEqual(date.toISOString(), new Date(time).toISOString());
      dates.add(date);
    }
  }
  assert.strictEqual(dates.size, 4 * all.length);

  // They can be changed, and only they change.
  const { mtime, atime } = all[0];
  const before = all[1].mtime.getTime();
  mtime.setFullYear(1999);
  atime.setTime(NaN);
  assert.strictEqual(mtime.getFullYear(), 1999);
  assert.ok(Number.isNaN(atime.getTime()));
  assert.strictEqual(all[1].mtime.getTime(), before);
  assert.deepStrictEqual(structuredClone(all[1].mtime), all[1].mtime);
})();

// Far and early times.
for (const seconds of [0, -1, -1.5, 1, 0.5, 4e9, 1e9 + 0.25, 2 ** 31]) {
  const time = new Date(seconds * 1000);
  fs.utimesSync(file, time, time);
  const stats = fs.statSync(file);
  assert.strictEqual(stats.mtime.getTime(), Math.round(stats.mtimeMs));
  assert.strictEqual(stats.mtime.getTime(), time.getTime());
  assert.strictEqual(fs.statSync(file, { bigint: true }).mtime.getTime(), time.getTime());
}

// They are own properties that can be listed, as Node's are.
assert.deepStrictEqual(Object.keys(fs.statSync(file)).slice(-4), names);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(fs.fstatSync(0), 'mtime'), {
  value: fs.fstatSync(0).mtime, writable: true, enumerable: true, configurable: true,
});

// The constructor takes anything.
const made = new fs.Stats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, '1000', 2000n, undefined, 1e300);
assert.strictEqual(made.atime.getTime(), 1000);
assert.strictEqual(made.mtime.getTime(), 2000);
assert.ok(Number.isNaN(made.ctime.getTime()));
assert.ok(Number.isNaN(made.birthtime.getTime()));
assert.throws(() => new fs.Stats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, Symbol('time')), TypeError);

// What a test puts in the place of Date is not asked.
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor() {
    super(0);
  }
};
for (let i = 0; i < 100; i++) {
  assert.strictEqual(fs.statSync(file).mtime.getTime(), 2 ** 31 * 1000);
}
globalThis.Date = RealDate;
