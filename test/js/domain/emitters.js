// Emitters belong to the domain they were made in or added to; bind and intercept.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const domain = require('domain');
const EventEmitter = require('events');

const d = domain.create();
const errors = [];
d.on('error', mustCall((err) => errors.push(err), 4));
const implicit = d.run(() => new EventEmitter());
const explicit = new EventEmitter();
assert.strictEqual(implicit.domain, d);
assert.ok(!explicit.domain);
d.add(explicit);
d.add(explicit);
assert.deepStrictEqual(d.members, [explicit]);
assert.ok(!Object.keys(explicit).includes('domain'));

implicit.emit('error', new Error('implicit'));
explicit.emit('error', new Error('explicit'));
explicit.emit('error');
assert.deepStrictEqual(errors.map((x) => x.domainEmitter), [implicit, explicit, explicit]);
assert.strictEqual(errors[2].code, 'ERR_UNHANDLED_ERROR');
explicit.on('x', mustCall(() => assert.strictEqual(process.domain, d)));
explicit.emit('x');
explicit.on('error', mustCall());
explicit.emit('error', new Error('has a listener'));
d.remove(explicit);
assert.deepStrictEqual(d.members, []);

assert.strictEqual(d.bind((x) => [x, process.domain])(1)[1], d);
d.intercept(mustNotCall())(new Error('intercepted'));
assert.strictEqual(errors[3].domainThrown, false);
d.intercept(mustCall((x) => assert.strictEqual(x, 'data')))(null, 'data');
assert.throws(() => process.setUncaughtExceptionCaptureCallback(() => {}),
              { code: 'ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE' });
