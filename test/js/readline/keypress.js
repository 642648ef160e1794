// emitKeypressEvents(): names and modifiers of what terminals send, split sequences, lone escapes.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { EventEmitter } = require('events');
const { PassThrough } = require('stream');
const readline = require('readline');

const stream = new PassThrough();
readline.emitKeypressEvents(stream);
let keys = [];
const listener = (text, { name, ctrl, meta, shift }) => {
  keys.push(`${ctrl ? 'C-' : ''}${meta ? 'M-' : ''}${shift ? 'S-' : ''}${name}`);
};

// Nobody listens: the data is not even read.
stream.write('ignored');
stream.read();
stream.on('keypress', listener);

function check(input, expected) {
  keys = [];
  for (const chunk of [].concat(input)) stream.write(chunk);
  assert.deepStrictEqual(keys, expected.split(' '));
}
check('aB1', 'a S-b 1');
check('\r\n\t\x7f\b ', 'return enter tab backspace backspace space');
check('\x01\x1a', 'C-a C-z');
check('\x1ba\x1bB\x1b\r', 'M-a M-S-b M-return');
check('\x1b[A\x1bOB\x1b[1;5C\x1b[1;2D', 'up down C-right S-left');
check('\x1b[3~\x1b[3;3~\x1b[5$\x1b[6^', 'delete M-delete S-pageup C-pagedown');
check('\x1b[[A\x1bOP\x1b[11~\x1b[24~', 'f1 f1 f1 f12');
check('\x1b[Z\x1b[a\x1bOd', 'S-tab S-up C-left');
check('\x1b[200~\x1b[201~', 'paste-start paste-end');
check(['\x1b', '[', '1', ';', '6', 'H'], 'C-S-home');
check('\x1b[99m', 'undefined');
check('€', 'undefined');
check([Buffer.from([0xe2]), Buffer.from([0x82, 0xac])], 'undefined');

// A listener that throws does not break the decoder.
const emitter = new EventEmitter();
readline.emitKeypressEvents(emitter);
emitter.once('keypress', () => { throw new Error('listener'); });
assert.throws(() => emitter.emit('data', 'x'), { message: 'listener' });
emitter.on('keypress', listener);
keys = [];
emitter.emit('data', 'y');
assert.deepStrictEqual(keys, ['y']);

// An escape with nothing behind it is the key.
keys = [];
stream.write('\x1b');
assert.deepStrictEqual(keys, []);
stream.once('keypress', mustCall((text, key) => assert.strictEqual(key.name, 'escape')));
