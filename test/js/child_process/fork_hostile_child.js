// What a child writes into the channel by hand: nonsense is an exception in the parent, the
// messages around it arrive, and announced handles that do not come, or come unasked answers, do no
// harm.
'use strict';

const assert = require('assert');
const { spawn } = require('child_process');
const { mustCall } = require('../../common');

function run(bytes, serialization, expected, errors) {
  const child = spawn('sh', ['-c', 'cat >&3; sleep 0.05'], {
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'], serialization,
  });
  const messages = [];
  child.on('message', (message) => messages.push(message));
  child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
  child.on('close', mustCall(() => {
    assert.deepStrictEqual(messages, expected);
    assert.strictEqual(thrown.length, errors);
    next();
  }));
  child.stdin.end(bytes);
}

let thrown = [];
process.on('uncaughtException', (error) => thrown.push(error));

const clone = (value) => {
  const body = require('v8').serialize(value);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
};
const cases = [
  ['"a"\nnonsense\n{"b":1}\n', 'json', ['a', { b: 1 }], 1],
  ['\n\n"x"\n"unfinished', 'json', ['x'], 1],
  [Buffer.concat([Buffer.from('"'), Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('"\n1\n')]),
   'json', [1], 1],
  ['{"cmd":"NODE_HANDLE","type":"net.Socket","msg":1}\n{"cmd":"NODE_HANDLE_ACK"}\n' +
   '{"cmd":"NODE_HANDLE_NACK"}\n{"cmd":"NODE_UNHEARD_OF"}\n"end"\n', 'json', ['end'], 0],
  [Buffer.concat([clone({ a: 1 }), Buffer.from([0, 0, 0, 3, 1, 2, 3]), clone('b')]),
   'advanced', [{ a: 1 }, 'b'], 1],
  [Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 2, 3]), 'advanced', [], 0],
];
function next() {
  thrown = [];
  if (cases.length > 0) run(...cases.shift());
}
next();
process.on('exit', () => assert.strictEqual(cases.length, 0));
