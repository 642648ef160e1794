// Editing a line on a terminal: movement, deletion, yank, undo, wide characters, wrapped rows.
'use strict';
const assert = require('assert');
const { EventEmitter } = require('events');
const readline = require('readline');

class Terminal extends EventEmitter {
  columns = 80;
  written = '';
  write(text) { this.written += text; }
  resume() {}
  pause() {}
}

function open(options) {
  const terminal = new Terminal();
  const rl = readline.createInterface({
    input: terminal, output: terminal, terminal: true, prompt: '', ...options,
  });
  const key = (name, modifiers) => terminal.emit('keypress', '', { name, ...modifiers });
  const ctrl = (name) => key(name, { ctrl: true });
  const meta = (name) => key(name, { meta: true });
  return { terminal, rl, key, ctrl, meta, type: (text) => terminal.emit('data', text) };
}

{
  const { rl, key, ctrl, meta, type } = open();
  type('one two  three');
  ctrl('left');
  assert.strictEqual(rl.cursor, 9);
  meta('b');
  assert.strictEqual(rl.cursor, 4);
  ctrl('w');
  assert.strictEqual(rl.line, 'two  three');
  meta('d');
  assert.strictEqual(rl.line, 'three');
  ctrl('a');
  ctrl('f');
  ctrl('k');
  assert.strictEqual(rl.line, 't');
  ctrl('y');
  assert.strictEqual(rl.line, 'three');
  ctrl('u');
  assert.strictEqual(rl.line, '');
  ctrl('y');
  meta('y');
  assert.strictEqual(rl.line, 'hree');
  key(undefined, { sequence: '\x1f' });
  key(undefined, { sequence: '\x1f' });
  assert.strictEqual(rl.line, 'three');
  key(undefined, { sequence: '\x1e' });
  assert.strictEqual(rl.line, '');
  rl.close();
}

{
  // Characters outside of the basic plane are one character, and two columns.
  const { rl, key, type } = open();
  type('a😀b');
  assert.deepStrictEqual(rl.getCursorPos(), { rows: 0, cols: 4 });
  key('left');
  key('left');
  assert.strictEqual(rl.cursor, 1);
  key('delete');
  assert.strictEqual(rl.line, 'ab');
  key('right');
  key('backspace');
  assert.strictEqual(rl.line, 'a');
  rl.close();
}

{
  const { rl, terminal, ctrl, type } = open({ prompt: '> ' });
  terminal.columns = 10;
  type('123456789012345');
  assert.deepStrictEqual(rl.getCursorPos(), { rows: 1, cols: 7 });
  ctrl('a');
  assert.deepStrictEqual(rl.getCursorPos(), { rows: 0, cols: 2 });
  // Drawing anew begins at the first row, clears downwards and puts the cursor back.
  terminal.written = '';
  terminal.emit('resize');
  assert.strictEqual(terminal.written, '\x1b[1G\x1b[0J> 123456789012345\x1b[3G\x1b[1A');
  rl.close();
}

{
  // Pasted text with several lines; the rest stays in the line.
  const { rl, type } = open();
  const lines = [];
  rl.on('line', (line) => lines.push(line));
  type('a\nb\r\nc\rd');
  assert.deepStrictEqual(lines, ['a', 'b', 'c']);
  assert.strictEqual(rl.line, 'd');
  rl.close();
}

{
  // Deleting blanks over a very long line takes no quadratic time.
  const { rl, ctrl } = open();
  rl.line = `a${' '.repeat(500_000)}`;
  rl.cursor = rl.line.length;
  ctrl('left');
  assert.strictEqual(rl.cursor, 0);
  rl.close();
}

{
  // ^C closes unless somebody listens; ^D closes an empty line only.
  const asked = open();
  let interrupts = 0;
  asked.rl.on('SIGINT', () => interrupts++);
  asked.ctrl('c');
  assert.strictEqual(interrupts, 1);
  assert.ok(!asked.rl.closed);
  asked.type('x');
  asked.ctrl('d');
  assert.ok(!asked.rl.closed);
  asked.key('backspace');
  asked.ctrl('d');
  assert.strictEqual(asked.rl.closed, true);
  const unasked = open();
  unasked.ctrl('c');
  assert.strictEqual(unasked.rl.closed, true);
}
