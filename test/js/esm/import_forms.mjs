// Every form of import and export binds as ECMAScript says: live, hoisted, through cycles.
import assert from 'assert';
import theDefault, { count, increment } from './fixtures/counter.mjs';
import * as namespace from './fixtures/counter.mjs';
import { both } from './fixtures/cycle_a.mjs';
import { bothLater, early, hoisted } from './fixtures/cycle_b.mjs';
import { value } from './fixtures/awaits.mjs';

assert.strictEqual(theDefault, 'the default');
assert.strictEqual(count, 0);
increment();
assert.strictEqual(count, 1);
assert.strictEqual(namespace.count, 1);
assert.deepStrictEqual(Object.keys(namespace), ['count', 'default', 'increment']);
assert.strictEqual(namespace[Symbol.toStringTag], 'Module');
assert.throws(() => { namespace.count = 2; }, TypeError);

assert.strictEqual(both, 'ab');
assert.strictEqual(bothLater(), 'ab');
assert.strictEqual(early, 'ReferenceError');
assert.strictEqual(hoisted, 'a');

assert.strictEqual(value, 'awaited');
assert.strictEqual(await import('./fixtures/counter.mjs'), namespace);
assert.notStrictEqual(await import('./fixtures/counter.mjs?again'), namespace);
assert.strictEqual(this, undefined);
assert.strictEqual(typeof require, 'undefined');
