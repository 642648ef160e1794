// path.win32.normalize never turns a relative path into one with a drive or device.
'use strict';
const assert = require('assert');
const { win32 } = require('path');

for (const [input, expected] of [
  ['x/../C:/Windows', '.\\C:\\Windows'],
  ['x/../C:Windows', '.\\C:Windows'],
  ['./a/../D:\\', '.\\D:\\'],
  ['CON:..\\..\\x', '.\\CON:..\\..\\x'],
  ['nul:x', '.\\nul:x'],
  ['COM1:..\\x', '.\\COM1:..\\x'],
  ['LPT9:', '.\\LPT9:.'],
  ['plain:stream', 'plain:stream'],
]) {
  assert.strictEqual(win32.normalize(input), expected, input);
}
for (const input of ['a/../C:/x', 'a\\..\\c:x', 'b/c/../../Z:', 'q/..//C:/..']) {
  const { root } = win32.parse(win32.normalize(input));
  assert.strictEqual(root, '', input);
  assert.ok(!/^[A-Za-z]:/.test(win32.join(input, 'y')), input);
}
