// In a circle a module sees the unfinished exports of the other; reading what is not there yet
// warns, once the circle is complete nothing is left of that.
'use strict';

const assert = require('assert');
const path = require('path');
const { expectWarnings } = require('../../common');
const { tree } = require('./fixtures/tree');

expectWarnings(
  {
    name: 'Warning',
    message: "Accessing non-existent property 'later' of module exports inside circular dependency",
  },
  {
    name: 'Warning',
    message:
      "Accessing non-existent property 'Symbol(s)' of module exports inside circular dependency",
  },
);

const root = tree({
  'a.js': 'exports.early = 1; exports.seenByB = require("./b").seen; exports.later = 2;',
  'b.js': `
    const a = require('./a');
    exports.seen = {
      early: a.early, later: a.later, esm: a.__esModule,
      name: a.toString === Object.prototype.toString,
    };
    a[Symbol('s')];
  `,
  'esm.js': 'exports.__esModule = true; require("./esm2"); exports.x = 1;',
  'esm2.js': 'require("./esm").x;',
  'fn.js': 'module.exports = function() {}; require("./fn2");',
  'fn2.js': 'require("./fn").nothing;',
  'proxy.js': `
    module.exports = new Proxy({}, { getPrototypeOf() { throw new Error('trap'); } });
    require('./proxy2');
  `,
  'proxy2.js': 'require("./proxy");',
  'throws.js': 'try { require("./throws2"); } catch (error) { exports.caught = error.message; }',
  'throws2.js': 'require("./throws"); throw new Error("from throws2");',
});
const get = (name) => require(path.join(root, name));

const a = get('a');
assert.deepStrictEqual(a.seenByB, { early: 1, later: undefined, esm: undefined, name: true });
assert.strictEqual(Object.getPrototypeOf(a), Object.prototype);
assert.strictEqual(a.nothing, undefined); // no warning any more
get('esm');
get('fn');
get('proxy');
assert.strictEqual(get('throws').caught, 'from throws2');
assert.strictEqual(require.cache[path.join(root, 'throws2.js')], undefined);
