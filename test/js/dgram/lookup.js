'use strict';

// The option `lookup`: what it is asked for, that its errors are the socket's, and what happens
// when the socket is closed meanwhile.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, expectError, mustCall, mustNotCall } = require('../../common');

deadline();
const host = '127.0.0.1';
const notFound = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });

const asked = [];
const receiver = dgram.createSocket({
  type: 'udp4',
  lookup: mustCall((name, family, callback) => {
    asked.push([name, family]);
    process.nextTick(callback, null, host, 4);
  }, 3),
});
receiver.bind(0, 'here', mustCall(() => {
  receiver.send('x', receiver.address().port, 'there', mustCall(() => {
    // Addresses, too.
    receiver.send('y', receiver.address().port, '192.0.2.1');
  }));
}));
receiver.on('message', (message) => {
  if (message.toString() !== 'y') return;
  assert.deepStrictEqual(asked, [['here', 4], ['there', 4], ['192.0.2.1', 4]]);
  receiver.close();
});

// An error goes to the callback, or is an 'error'.
const failing = dgram.createSocket({
  type: 'udp4',
  lookup: (name, family, callback) => {
    if (name === 'bad') process.nextTick(callback, notFound);
    else process.nextTick(callback, null, host);
  },
});
failing.send('x', 1, 'bad', mustCall((error) => {
  assert.strictEqual(error, notFound);
  failing.once('error', mustCall((second) => {
    assert.strictEqual(second, notFound);
    failing.close();
  }));
  failing.send('x', 1, 'bad');
}));

// When binding fails, what waited for it is dropped: 'error' says why.
const unbindable = dgram.createSocket({
  type: 'udp4', lookup: (name, family, callback) => process.nextTick(callback, notFound),
});
unbindable.on('error', expectError({ code: 'ENOTFOUND' }));
unbindable.on('error', () => unbindable.close());
unbindable.send('x', 1, host, mustNotCall());

// Closed while it is looked up.
let answer;
const closed = dgram.createSocket({
  type: 'udp4',
  lookup: (name, family, callback) => {
    if (name === 'slow') answer = callback;
    else process.nextTick(callback, null, host);
  },
});
closed.bind(0, mustCall(() => {
  closed.send('x', 1, 'slow', mustNotCall());
  closed.on('close', mustCall(() => answer(null, host)));
  closed.close();
}));
