// Duplex.from() of each kind of thing, compose(), and duplexPair().
'use strict';
const { mustCall, mustSucceed } = require('../../common');
const assert = require('assert');
const { Duplex, PassThrough, Readable, Transform, Writable, compose, duplexPair } =
  require('stream');

const collect = async (stream) => (await stream.toArray()).map(String).join('');

(async () => {
  assert.strictEqual(await collect(Duplex.from(['a', 'b'])), 'ab');
  assert.strictEqual(await collect(Duplex.from(Promise.resolve('p'))), 'p');
  assert.strictEqual(await collect(Duplex.from(new Blob(['blob']))
    .map((x) => Buffer.from(x))), 'blob');

  const d = Duplex.from(async function* (source) {
    for await (const chunk of source) yield String(chunk).toUpperCase();
  });
  assert.strictEqual(d.readable && d.writable, true);
  d.end('abc');
  assert.strictEqual(await collect(d), 'ABC');

  let got = '';
  const sink = Duplex.from(async (source) => {
    for await (const chunk of source) got += chunk;
  });
  assert.strictEqual(sink.readable, false);
  sink.write('x');
  sink.end('y', mustSucceed(() => assert.strictEqual(got, 'xy')));

  const pair = Duplex.from({ readable: Readable.from(['out']), writable: new PassThrough() });
  assert.strictEqual(await collect(pair), 'out');

  const boom = new Error('boom');
  const failing = Duplex.from({
    readable: new Readable({ read() { this.destroy(boom); } }), writable: new PassThrough(),
  });
  failing.on('error', mustCall((err) => assert.strictEqual(err, boom)));
  failing.resume();

  const twice = () => new Transform({
    transform(chunk, encoding, callback) { callback(null, `${chunk}${chunk}`); },
  });
  const composed = compose(twice(), async function* (source) {
    for await (const chunk of source) yield `<${chunk}>`;
  }, twice());
  composed.end('x');
  assert.strictEqual(await collect(composed), '<xx><xx>');

  const [left, right] = duplexPair();
  right.setEncoding('utf8');
  right.on('data', (chunk) => right.write(`echo ${chunk}`));
  right.on('end', () => right.end());
  left.end('hi');
  assert.strictEqual(await collect(left), 'echo hi');
})().then(mustCall());

const passThrough = new PassThrough();
assert.strictEqual(Duplex.from(passThrough), passThrough);
assert.throws(() => Duplex.from(() => {}), { code: 'ERR_INVALID_RETURN_VALUE' });
for (const bad of [undefined, 5, {}]) {
  assert.throws(() => Duplex.from(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => compose(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => compose(new Writable(), new PassThrough()), { code: 'ERR_INVALID_ARG_VALUE' });
