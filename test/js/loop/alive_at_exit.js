'use strict';

// A process that ends while a handle or a request of some kind is alive ends by its exit code and
// by no signal, whether it asks to or throws. (Sockets, servers, children, datagrams, resolvers and
// inspectors have files of their own, beside their other tests.)

const assert = require('assert');
const { spawnScript, tmpdir } = require('../../common');

const directory = JSON.stringify(tmpdir());
const kinds = {
  'timer': 'setTimeout(() => {}, 1e6);',
  'interval': 'setInterval(() => {}, 1);',
  'timer promise': "require('timers/promises').setTimeout(1e6).catch(() => {});",
  'immediate': '(function again() { setImmediate(again); })();',
  'watcher': `require('fs').watch(${directory}, () => {});`,
  'polling watcher': `require('fs').watchFile(${directory}, { interval: 1 }, () => {});`,
  'watching iterator': `
    (async () => { for await (const _ of require('fs/promises').watch(${directory})); })();`,
  'signal': "process.on('SIGUSR2', () => {}); process.on('SIGHUP', () => {});",
  'standard input': "process.stdin.on('data', () => {});",
  'file jobs': `
    const fs = require('fs');
    for (let i = 0; i < 50; i++) {
      fs.readFile(process.execPath, () => {});
      fs.promises.stat(process.execPath);
    }`,
  'file streams': `
    const fs = require('fs');
    fs.createReadStream(process.execPath).pipe(fs.createWriteStream('/dev/null'));`,
  'directory': `
    const fs = require('fs');
    const dir = fs.opendirSync(${directory});
    dir.read(() => {});
    fs.promises.open(process.execPath).then((handle) => handle.read(Buffer.alloc(1e6)));`,
  'key derivation': `
    const { pbkdf2, randomBytes, scrypt } = require('crypto');
    for (let i = 0; i < 8; i++) pbkdf2('password', 'salt', 1e5, 64, 'sha512', () => {});
    scrypt('password', 'salt', 64, () => {});
    randomBytes(1 << 20, () => {});`,
  'zlib stream': `
    const zlib = require('zlib');
    const data = require('crypto').randomBytes(1 << 21);
    zlib.createGzip().end(data);
    zlib.createBrotliCompress().end(data);
    zlib.deflate(data, () => {});`,
  'message port': `
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => port1.postMessage('again');
    port2.onmessage = () => port2.postMessage('again');
    port1.postMessage('first');`,
  'broadcast channel': `
    const channels = [new BroadcastChannel('x'), new BroadcastChannel('x')];
    for (const channel of channels) channel.onmessage = () => {};
    channels[0].postMessage('first');`,
  'abort signal': 'AbortSignal.timeout(1e6).onabort = () => {};',
  'iteration that waits': `
    const { on, EventEmitter } = require('events');
    setInterval(() => {}, 1e6);
    (async () => { for await (const _ of on(new EventEmitter(), 'x')); })();`,
};
const endings = {
  'process.exit(7);': 7,
  'throw new Error("at top level");': 1,
  'setTimeout(() => process.exit(8), 10);': 8,
  'setTimeout(() => { throw new Error("from a callback"); }, 10);': 1,
};
for (const [kind, source] of Object.entries(kinds)) {
  for (const [ending, expected] of Object.entries(endings)) {
    const { status, signal, stderr } = spawnScript(`${source}\n${ending}`);
    const what = `${kind}: ${ending}\n${stderr}`;
    assert.strictEqual(signal, null, what);
    assert.strictEqual(status, expected, what);
    if (expected === 1) assert.match(stderr, /Error: (at top level|from a callback)/, what);
    else assert.strictEqual(stderr, '', what);
  }
}
