'use strict';

// A bound socket keeps the process; unref() undoes that, before and after it is bound.

const assert = require('assert');
const { mustCall, spawnScript } = require('../../common');

for (const [source, text] of [
  ["socket.bind(0, () => { console.log('bound'); socket.unref(); });", 'bound\n'],
  ["socket.unref(); socket.bind(0); setImmediate(() => setImmediate(() => console.log('on')));",
    'on\n'],
  ['socket.unref(); socket.ref(); socket.bind(0, () => { socket.close(); });', ''],
  // Not bound: nothing can come.
  ['socket.ref();', ''],
]) {
  const { status, signal, stdout, stderr } = spawnScript(
    `const socket = require('dgram').createSocket('udp4'); ${source}`,
    { options: { timeout: 20_000 } });
  assert.strictEqual(signal, null, `${source}\n${stderr}`);
  assert.strictEqual(status, 0, `${source}\n${stderr}`);
  assert.strictEqual(stdout, text, source);
}

const dgram = require('dgram');
const socket = dgram.createSocket('udp4');
socket.bind(0, mustCall(() => {
  assert.ok(process.getActiveResourcesInfo().includes('UDPWrap'));
  socket.unref();
  assert.ok(!process.getActiveResourcesInfo().includes('UDPWrap'));
  socket.close();
}));
