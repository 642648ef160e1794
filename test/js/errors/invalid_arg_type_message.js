// ERR_INVALID_ARG_TYPE says what was received, for every kind of value.
'use strict';

const assert = require('assert');
const path = require('path');

class Named {}
const nameless = () => {};
Object.defineProperty(nameless, 'name', { value: '' });

for (const [value, received] of [
  [undefined, 'undefined'],
  [null, 'null'],
  [true, 'type boolean (true)'],
  [1.5, 'type number (1.5)'],
  [-0, 'type number (-0)'],
  [NaN, 'type number (NaN)'],
  [10n, 'type bigint (10n)'],
  [Symbol('s'), 'type symbol (Symbol(s))'],
  [function named() {}, 'function named'],
  [nameless, 'function '],
  [[], 'an instance of Array'],
  [{}, 'an instance of Object'],
  [new Named(), 'an instance of Named'],
  [Object.create(null), '[Object: null prototype] {}'],
  [new Proxy({}, {}), 'an instance of Object'],
]) {
  assert.throws(() => path.join('a', value), {
    name: 'TypeError',
    code: 'ERR_INVALID_ARG_TYPE',
    message: `The "path" argument must be of type string. Received ${received}`,
  });
}

const { EventEmitter } = require('events');
for (const [value, received] of [
  ['text', "type string ('text')"],
  ["it's", 'type string ("it\'s")'],
  ['x'.repeat(40), `type string ('${'x'.repeat(25)}...')`],
]) {
  assert.throws(() => new EventEmitter().on('event', value), {
    code: 'ERR_INVALID_ARG_TYPE',
    message: `The "listener" argument must be of type function. Received ${received}`,
  });
}
