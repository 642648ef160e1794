'use strict';

// process.getActiveResourcesInfo(): what keeps the loop alive, by kind.

const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { mustCall, mustSucceed } = require('../../common');

const active = () =>
  process.getActiveResourcesInfo().filter((name) => !/^(TTY|Pipe)Wrap$/.test(name));
assert.deepStrictEqual(active(), []);
const timer = setTimeout(() => {}, 60_000);
const interval = setInterval(() => {}, 60_000);
assert.deepStrictEqual(active(), ['Timeout', 'Timeout']);
timer.unref();
assert.deepStrictEqual(active(), ['Timeout']);
clearInterval(interval);
clearTimeout(timer);
const immediate = setImmediate(() => {});
assert.deepStrictEqual(active(), ['Immediate']);
clearImmediate(immediate);
assert.deepStrictEqual(active(), []);

fs.stat('/', mustSucceed(() => setImmediate(() => {
  assert.deepStrictEqual(active(), []);
  const server = net.createServer().listen(0, mustCall(() => {
    assert.deepStrictEqual(active(), ['TCPServerWrap']);
    server.close(mustCall(() => setImmediate(() => assert.deepStrictEqual(active(), []))));
  }));
})));
assert.deepStrictEqual(active(), ['FSReqCallback']);
