'use strict';

// Multicast on the loopback interface: a member receives, until it leaves; from any source or from
// one alone.

const assert = require('assert');
const dgram = require('dgram');
const { errorLike, mustCall, skip } = require('../../common');

const host = '127.0.0.1';
const group = '239.255.71.114';

const receiver = dgram.createSocket({ type: 'udp4', reuseAddr: true });
const sender = dgram.createSocket('udp4');
receiver.on('error', (error) => skip(`no multicast: ${error.message}`));

receiver.bind(0, () => {
  try {
    receiver.addMembership(group, host);
  } catch (error) {
    skip(`no multicast: ${error.message}`);
  }
  assert.throws(() => receiver.addMembership(group, host), errorLike({ code: 'EADDRINUSE' }));
  assert.throws(() => receiver.addMembership(group, 'x'), errorLike({ code: 'EINVAL' }));
  sender.bind(0, host, mustCall(() => {
    sender.setMulticastInterface(host);
    sender.setMulticastLoopback(true);
    sender.setMulticastTTL(1);
    send('as a member');
  }));
});

function send(text) {
  sender.send(text, receiver.address().port, group, (error) => {
    if (error) skip(`no route for multicast: ${error.message}`);
  });
}

// Some networks take multicast and deliver nothing.
const patience = setTimeout(() => skip('multicast does not arrive'), 5000);

receiver.on('message', (message, { address }) => {
  clearTimeout(patience);
  if (message.toString() === 'as a member') {
    assert.strictEqual(address, host);
    receiver.dropMembership(group, host);
    assert.throws(() => receiver.dropMembership(group, host),
                  errorLike({ code: 'EADDRNOTAVAIL' }));
    // What is sent to the group now must not come before what is sent to the socket.
    send('not a member');
    sender.send('done', receiver.address().port, host);
    return;
  }
  assert.strictEqual(message.toString(), 'done');
  receiver.addSourceSpecificMembership(host, '232.1.2.3', host);
  receiver.dropSourceSpecificMembership(host, '232.1.2.3', host);
  receiver.close();
  sender.close();
});
