// A FileHandle goes with a message to whoever gets it; one that never arrives is closed, and one
// that is in use, or in a message that can't be sent, stays.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const { once } = require('events');
const fs = require('fs');
const { MessageChannel, receiveMessageOnPort } = require('worker_threads');

const file = `${tmpdir()}/file`;
fs.writeFileSync(file, 'content');
const open = () => fs.promises.open(file);
const openDescriptors = () => fs.readdirSync('/proc/self/fd').length;
const inUse = { name: 'DataCloneError', message: 'Cannot transfer FileHandle while in use' };

(async () => {
  const { port1, port2 } = new MessageChannel();
  const before = openDescriptors();

  // To another port, from where it stands.
  let handle = await open();
  const { fd } = handle;
  await handle.read(Buffer.alloc(3));
  assert.throws(() => port1.postMessage(handle),
                { code: 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST' });
  port1.postMessage({ inner: handle }, [handle]);
  assert.strictEqual(handle.fd, -1);
  await assert.rejects(handle.stat(), { code: 'EBADF' });
  await handle.close();
  const [{ inner }] = await once(port2, 'message');
  assert.strictEqual(Object.getPrototypeOf(inner), Object.getPrototypeOf(handle));
  assert.strictEqual(inner.fd, fd);
  assert.strictEqual(await inner.readFile('utf8'), 'tent');
  inner.once('close', mustCall());
  await inner.close();

  handle = await open();
  const clone = structuredClone(handle, { transfer: [handle] });
  assert.strictEqual(handle.fd, -1);
  assert.strictEqual(await clone.readFile('utf8'), 'content');
  await clone.close();

  // A message that can't be sent takes nothing away, wherever the handle is in it.
  handle = await open();
  assert.throws(() => port1.postMessage([handle, () => {}], [handle]), { name: 'DataCloneError' });
  assert.throws(() => port1.postMessage(handle, [handle, handle]), { name: 'DataCloneError' });
  assert.strictEqual((await handle.stat()).size, 7);

  // While it is in use, by whatever it may be.
  const send = (used) => port1.postMessage(used, [used]);
  const reading = handle.readFile();
  assert.throws(() => send(handle), inUse);
  await reading;
  const stream = handle.createReadStream({ autoClose: false });
  assert.throws(() => send(handle), inUse);
  stream.destroy();
  await once(stream, 'close');
  const closing = handle.close();
  assert.throws(() => send(handle), inUse);
  await closing;
  assert.throws(() => send(handle), inUse);
  handle = await open();
  handle.readableWebStream();
  assert.throws(() => send(handle), inUse);
  await handle.close();
  assert.strictEqual(openDescriptors(), before);

  // Two in one message; one is read at once.
  const two = [await open(), await open()];
  port2.removeAllListeners('message');
  port1.postMessage({ b: two[1], a: two[0] }, two);
  const { message: { a, b } } = receiveMessageOnPort(port2);
  assert.deepStrictEqual(await Promise.all([a.readFile('utf8'), b.readFile('utf8')]),
                         ['content', 'content']);
  await Promise.all([a.close(), b.close()]);

  // Nobody reads it.
  const lost = new MessageChannel();
  handle = await open();
  lost.port1.postMessage(handle, [handle]);
  assert.strictEqual(openDescriptors(), before + 1);
  lost.port1.close();
  lost.port2.close();
  await Promise.all([once(lost.port1, 'close'), once(lost.port2, 'close')]);
  assert.strictEqual(openDescriptors(), before);
  port1.close();
})().then(mustCall());
