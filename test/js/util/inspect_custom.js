// Custom inspect functions get depth, options and inspect, and may return text or another value.
'use strict';
const assert = require('assert');
const vm = require('vm');
const { inspect } = require('util');
const { mustCall } = require('../../common');

assert.strictEqual(inspect.custom, Symbol.for('nodejs.util.inspect.custom'));

const subject = {
  [inspect.custom]: mustCall(function(depth, options, passedInspect) {
    assert.strictEqual(this, subject);
    assert.strictEqual(depth, 1);
    assert.strictEqual(options.extra, 'x');
    assert.strictEqual(options.stylize('t', 'number'), 't');
    assert.strictEqual(passedInspect, inspect);
    return 'one\ntwo';
  }),
};
assert.strictEqual(inspect({ subject }, { depth: 2, extra: 'x' }), '{\n  subject: one\n  two\n}');

assert.strictEqual(inspect({ [inspect.custom]: () => ({ a: 1 }) }), '{ a: 1 }');
assert.strictEqual(inspect({ a: 1, [inspect.custom]() { return this; } }),
                   '{\n  a: 1,\n  [Symbol(nodejs.util.inspect.custom)]: ' +
                   '[Function: [nodejs.util.inspect.custom]]\n}');
assert.strictEqual(inspect({ [inspect.custom]: 5 }),
                   '{ [Symbol(nodejs.util.inspect.custom)]: 5 }');
assert.match(inspect({ [inspect.custom]: () => 'never' }, { customInspect: false }), /Function/);

// The prototype of a class with a custom function is shown as an object.
class Thing {
  [inspect.custom]() { return `thing ${this.size.toFixed()}`; }
}
assert.strictEqual(inspect(Thing.prototype), '{}');

// Objects of this realm do not leak into a custom function of another one.
const foreign = vm.runInNewContext(`({
  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    this.options = options;
    return options.stylize('text');
  },
})`);
assert.strictEqual(inspect(foreign, { leak: {} }), 'text');
assert.strictEqual(Object.getPrototypeOf(foreign.options), null);
assert.strictEqual(foreign.options.leak, undefined);
assert.strictEqual(Object.getPrototypeOf(foreign.options.stylize), null);
