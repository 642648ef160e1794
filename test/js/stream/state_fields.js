// The fields of _readableState and _writableState, and the default sizes, that programs look at.
'use strict';
const assert = require('assert');
const stream = require('stream');
const { Duplex, Readable, Writable } = stream;

assert.strictEqual(stream.getDefaultHighWaterMark(false), 16384);
assert.strictEqual(stream.getDefaultHighWaterMark(true), 16);
stream.setDefaultHighWaterMark(false, 32);
assert.strictEqual(new Readable().readableHighWaterMark, 32);
assert.strictEqual(new Writable().writableHighWaterMark, 32);
stream.setDefaultHighWaterMark(false, 16384);
assert.throws(() => stream.setDefaultHighWaterMark(true, -1), { code: 'ERR_OUT_OF_RANGE' });

const r = new Readable({ read() {}, highWaterMark: 7 });
const rs = r._readableState;
for (const name of ['ended', 'endEmitted', 'reading', 'needReadable', 'objectMode', 'destroyed',
  'closed', 'errorEmitted', 'readingMore', 'resumeScheduled', 'readableListening']) {
  assert.strictEqual(rs[name], false, name);
}
assert.strictEqual(rs.flowing, null);
assert.strictEqual(rs.errored, null);
assert.strictEqual(rs.highWaterMark, 7);
assert.deepStrictEqual(rs.pipes, []);
r.push('ab');
r.push('c');
assert.strictEqual(rs.length, 3);
assert.deepStrictEqual(rs.buffer.map(String), ['ab', 'c']);
rs.ended = true;
assert.strictEqual(rs.ended, true);
rs.ended = false;
rs.flowing = true;
assert.strictEqual(r.readableFlowing, true);
rs.flowing = null;
assert.strictEqual(r.readableFlowing, null);

const w = new Writable({ write() {} });
const ws = w._writableState;
w.write('a');
w.write('b');
assert.strictEqual(ws.length, 2);
assert.strictEqual(ws.writing, true);
assert.strictEqual(ws.pendingcb, 2);
assert.strictEqual(ws.getBuffer().length, ws.bufferedRequestCount);
assert.strictEqual(String(ws.getBuffer()[0].chunk), 'b');
w.end();
assert.strictEqual(ws.ending && ws.ended, true);
assert.strictEqual(ws.finished, false);

// Old subclasses set `readable` and `writable` themselves, and `destroyed` before the constructor.
const d = new Duplex({ read() {}, write() {} });
d.readable = false;
d.writable = false;
assert.strictEqual(d.readable || d.writable, false);
function Early() {
  assert.strictEqual(this.destroyed, false);
  this.destroyed = false;
  Duplex.call(this);
}
Object.setPrototypeOf(Early.prototype, Duplex.prototype);
assert.ok(new Early() instanceof Writable);
assert.ok(!(new Readable() instanceof Writable));
assert.ok(!({ _writableState: {} } instanceof Writable));
