'use strict';

// What the parts of readline share: control sequences, the lengths of characters, and the decoder
// that turns what a terminal sends into keys.

const kEscape = '\x1b';

/**
 * Builds a control sequence: CSI`${n}A` is ESC [ n A.
 * @param {TemplateStringsArray} strings
 * @param {...any} args
 * @returns {string}
 */
function CSI(strings, ...args) {
  let sequence = `${kEscape}[`;
  for (let i = 0; i < strings.length; i++) {
    sequence += strings[i];
    if (i < args.length) sequence += args[i];
  }
  return sequence;
}
CSI.kEscape = kEscape;
CSI.kClearToLineBeginning = CSI`1K`;
CSI.kClearToLineEnd = CSI`0K`;
CSI.kClearLine = CSI`2K`;
CSI.kClearScreenDown = CSI`0J`;

/** Code units of the code point that ends before `i`; 0 at the start. */
function charLengthLeft(string, i) {
  if (i <= 0) return 0;
  return i > 1 && string.codePointAt(i - 2) >= 0x10000 ? 2 : 1;
}

/** Code units of the code point at `i`; 1 at the end, so that moving there is possible. */
function charLengthAt(string, i) {
  return string.length > i && string.codePointAt(i) >= 0x10000 ? 2 : 1;
}

/** The longest string that all of `strings` begin with. */
function commonPrefix(strings) {
  if (strings.length === 0) return '';
  if (strings.length === 1) return strings[0];
  const sorted = strings.slice().sort();
  const first = sorted[0];
  const last = sorted[sorted.length - 1];
  let i = 0;
  while (i < first.length && first[i] === last[i]) i++;
  return first.slice(0, i);
}

// What the terminals send for keys that are no characters: without a prefix as xterm, rxvt, putty,
// cygwin, linux and gnome terminals do; the modifiers in front or behind are taken off before.
const keys = new Map();
function define(name, codes, modifiers = 0) {
  for (const code of codes.split(' ')) keys.set(code, { name, modifiers });
}
const kShift = 1;
const kCtrl = 4;
define('paste-start', '[200~');
define('paste-end', '[201~');
define('f1', '[P OP [11~ [[A');
define('f2', '[Q OQ [12~ [[B');
define('f3', '[R OR [13~ [[C');
define('f4', '[S OS [14~ [[D');
define('f5', '[15~ [[E');
define('f6', '[17~');
define('f7', '[18~');
define('f8', '[19~');
define('f9', '[20~');
define('f10', '[21~');
define('f11', '[23~');
define('f12', '[24~');
define('up', '[A OA');
define('down', '[B OB');
define('right', '[C OC');
define('left', '[D OD');
define('clear', '[E OE');
define('end', '[F OF [4~ [8~');
define('home', '[H OH [1~ [7~');
define('insert', '[2~');
define('delete', '[3~');
define('pageup', '[5~ [[5~');
define('pagedown', '[6~ [[6~');
define('up', '[a', kShift);
define('down', '[b', kShift);
define('right', '[c', kShift);
define('left', '[d', kShift);
define('clear', '[e', kShift);
define('insert', '[2$', kShift);
define('delete', '[3$', kShift);
define('pageup', '[5$', kShift);
define('pagedown', '[6$', kShift);
define('home', '[7$', kShift);
define('end', '[8$', kShift);
define('tab', '[Z', kShift);
define('up', 'Oa', kCtrl);
define('down', 'Ob', kCtrl);
define('right', 'Oc', kCtrl);
define('left', 'Od', kCtrl);
define('clear', 'Oe', kCtrl);
define('insert', '[2^', kCtrl);
define('delete', '[3^', kCtrl);
define('pageup', '[5^', kCtrl);
define('pagedown', '[6^', kCtrl);
define('home', '[7^', kCtrl);
define('end', '[8^', kCtrl);

const isDigit = (ch) => ch >= '0' && ch <= '9';

/**
 * Is fed characters, one per next(), and emits 'keypress' on `stream` when they make up a key. An
 * escape at the end of the input may be the beginning of a sequence; next('') says that it is not.
 * @param {any} stream
 * @returns {Generator<boolean | undefined, never, string>} yields true between two keys
 */
function* emitKeys(stream) {
  for (;;) {
    let ch = yield true;
    let sequence = ch;
    let escaped = false;
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };

    if (ch === kEscape) {
      escaped = true;
      sequence += (ch = yield);
      if (ch === kEscape) sequence += (ch = yield);
    }

    if (escaped && (ch === 'O' || ch === '[')) {
      let code = ch;
      let modifiers = 0;
      if (ch === 'O') {
        // ESC O letter, ESC O modifier letter
        sequence += (ch = yield);
        if (isDigit(ch)) {
          modifiers = Number(ch) - 1;
          sequence += (ch = yield);
        }
        code += ch;
      } else {
        // ESC [ letter, ESC [ [ letter, ESC [ number ~, ESC [ number ; modifier letter, and more
        sequence += (ch = yield);
        if (ch === '[') {
          code += ch;
          sequence += (ch = yield);
        }
        const start = sequence.length - 1;
        for (let digits = 0; digits < 3 && isDigit(ch); digits++) sequence += (ch = yield);
        if (ch === ';') {
          sequence += (ch = yield);
          if (isDigit(ch)) sequence += (ch = yield);
        }
        const command = sequence.slice(start);
        let match;
        if ((match = /^(\d{1,3})(?:;(\d))?([~^$])$/.exec(command)) !== null) {
          code += match[1] + match[3];
          modifiers = (match[2] ?? 1) - 1;
        } else if ((match = /^(?:(?:\d;)?(\d))?([A-Za-z])$/.exec(command)) !== null) {
          code += match[2];
          modifiers = (match[1] ?? 1) - 1;
        } else {
          code += command;
        }
      }
      const known = keys.get(code);
      modifiers |= known?.modifiers ?? 0;
      key.name = known === undefined ? 'undefined' : known.name;
      key.shift = (modifiers & 1) !== 0;
      // Alt is 2, meta is 8.
      key.meta = (modifiers & 10) !== 0;
      key.ctrl = (modifiers & 4) !== 0;
      key.code = code;
    } else if (ch === '\r') {
      key.name = 'return';
      key.meta = escaped;
    } else if (ch === '\n') {
      key.name = 'enter';
      key.meta = escaped;
    } else if (ch === '\t') {
      key.name = 'tab';
      key.meta = escaped;
    } else if (ch === '\b' || ch === '\x7f') {
      key.name = 'backspace';
      key.meta = escaped;
    } else if (ch === kEscape) {
      key.name = 'escape';
      key.meta = escaped;
    } else if (ch === ' ') {
      key.name = 'space';
      key.meta = escaped;
    } else if (!escaped && ch <= '\x1a') {
      // Control and a letter
      key.name = String.fromCharCode(ch.charCodeAt(0) + 0x60);
      key.ctrl = true;
    } else if (/^[0-9A-Za-z]$/.test(ch)) {
      key.name = ch.toLowerCase();
      key.shift = ch >= 'A' && ch <= 'Z';
      key.meta = escaped;
    } else if (escaped) {
      key.name = ch.length > 0 ? undefined : 'escape';
      key.meta = true;
    }

    key.sequence = sequence;
    if (sequence.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : sequence, key);
    } else if (charLengthAt(sequence, 0) === sequence.length) {
      // A single character without a name
      stream.emit('keypress', sequence, key);
    }
  }
}

module.exports = { CSI, charLengthAt, charLengthLeft, commonPrefix, emitKeys, kEscape };
