// One channel per name; subscribers get message and name; their errors don't reach the publisher.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const dc = require('diagnostics_channel');

const symbol = Symbol('named');
for (const name of ['x', symbol]) {
  const channel = dc.channel(name);
  assert.strictEqual(dc.channel(name), channel);
  assert.ok(channel instanceof dc.Channel);
  assert.strictEqual(channel.hasSubscribers, false);
  channel.publish('nobody');
  const onMessage = mustCall((message, from) => assert.deepStrictEqual([message, from], [1, name]));
  dc.subscribe(name, onMessage);
  assert.strictEqual(dc.hasSubscribers(name), true);
  channel.publish(1);
  assert.strictEqual(dc.unsubscribe(name, onMessage), true);
  assert.strictEqual(dc.unsubscribe(name, onMessage), false);
  channel.publish(2);
}

const failing = dc.channel('failing');
const err = new Error('subscriber');
process.on('uncaughtException', mustCall((x) => assert.strictEqual(x, err)));
failing.subscribe(mustCall(() => { throw err; }));
failing.subscribe(mustCall());
failing.publish({});

// Unsubscribing while publishing has no effect on this message.
const changing = dc.channel('changing');
const second = mustCall();
changing.subscribe(mustCall(() => changing.unsubscribe(second), 2));
changing.subscribe(second);
changing.publish();
changing.publish();

// A channel that somebody holds is the same after thousands of others came and went.
const held = dc.channel('held');
for (let i = 0; i < 3000; i++) dc.channel(`other ${i}`);
assert.strictEqual(dc.channel('held'), held);
held.subscribe(mustCall());
dc.channel('held').publish();

for (const bad of [undefined, null, 5, {}]) {
  assert.throws(() => dc.channel(bad), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => held.subscribe(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.strictEqual(held.unsubscribe(mustNotCall()), false);
