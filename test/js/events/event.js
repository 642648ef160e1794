// Event and CustomEvent: attributes, options, brand checks.
'use strict';
require('../../common');
const assert = require('assert');

const event = new Event('x', { bubbles: true, cancelable: true, composed: 1 });
assert.deepStrictEqual(
  [event.type, event.bubbles, event.cancelable, event.composed, event.isTrusted],
  ['x', true, true, true, false]);
assert.deepStrictEqual(Object.keys(event), []);
assert.ok(event.timeStamp > 0);
assert.strictEqual(String(event), '[object Event]');
event.preventDefault();
assert.deepStrictEqual([event.defaultPrevented, event.returnValue], [true, false]);
event.cancelBubble = 0;
assert.strictEqual(event.cancelBubble, false);
event.cancelBubble = 'yes';
assert.strictEqual(event.cancelBubble, true);
event.initEvent('y');
assert.deepStrictEqual([event.type, event.cancelable, event.defaultPrevented], ['y', false, false]);

assert.strictEqual(new Event({ toString: () => 'z' }).type, 'z');
assert.throws(() => new Event(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => new Event(Symbol('s')), TypeError);
assert.throws(() => new Event('x', 5), { code: 'ERR_INVALID_ARG_TYPE' });
for (const name of ['type', 'target', 'timeStamp', 'cancelable', 'eventPhase']) {
  assert.throws(() => Reflect.get(Event.prototype, name, {}), { code: 'ERR_INVALID_THIS' });
}

// returnValue can be set to false, which prevents the default, and not back.
const prevented = new Event('x', { cancelable: true });
prevented.returnValue = true;
assert.strictEqual(prevented.defaultPrevented, false);
prevented.returnValue = false;
prevented.returnValue = true;
assert.strictEqual(prevented.defaultPrevented, true);
assert.strictEqual(prevented.returnValue, false);
const fixed = new Event('x');
fixed.returnValue = false;
assert.strictEqual(fixed.defaultPrevented, false);
assert.throws(() => Reflect.set(Event.prototype, 'returnValue', false, {}),
              { code: 'ERR_INVALID_THIS' });

const custom = new CustomEvent('x', { detail: [1] });
assert.deepStrictEqual(custom.detail, [1]);
assert.strictEqual(new CustomEvent('x').detail, null);
assert.ok(custom instanceof Event);
assert.throws(() => Reflect.get(CustomEvent.prototype, 'detail', event),
              { code: 'ERR_INVALID_THIS' });
