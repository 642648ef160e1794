'use strict';

// getColorDepth() and hasColors(): what the environment says of the terminal, and what is forced.

const assert = require('assert');
const { WriteStream } = require('tty');
const { errorLike, expectWarnings } = require('../../common');

const { getColorDepth, hasColors } = WriteStream.prototype;
for (const [env, depth] of [
  [{}, 1],
  [{ TERM: 'dumb', COLORTERM: 'truecolor' }, 1],
  [{ TERM: 'xterm' }, 4],
  [{ TERM: 'XTERM' }, 4],
  [{ TERM: 'xterm-256color' }, 8],
  [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 24],
  [{ TERM: 'screen' }, 4],
  [{ TERM: 'st' }, 4],
  [{ TERM: 'my-st' }, 1],
  [{ TERM: 'terminator' }, 24],
  [{ TERM: 'con80x25' }, 4],
  [{ TERM: '__proto__' }, 1],
  [{ COLORTERM: '24bit' }, 24],
  [{ COLORTERM: 'yes' }, 4],
  [{ TMUX: '1' }, 8],
  [{ CI: '1' }, 1],
  [{ CI: '1', GITHUB_ACTIONS: 'true' }, 8],
  [{ TEAMCITY_VERSION: '9.0.5' }, 1],
  [{ TEAMCITY_VERSION: '10.1' }, 4],
  [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '2.9' }, 8],
  [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.1' }, 24],
  [{ TERM: 'xterm', NO_COLOR: '' }, 1],
  [{ TERM: 'xterm', NODE_DISABLE_COLORS: '' }, 4],
  [{ TERM: 'xterm', NODE_DISABLE_COLORS: '1' }, 1],
  [{ FORCE_COLOR: '' }, 4],
  [{ FORCE_COLOR: 'true', TERM: 'dumb' }, 4],
  [{ FORCE_COLOR: '2' }, 8],
  [{ FORCE_COLOR: 3 }, 24],
  [{ FORCE_COLOR: '0', COLORTERM: 'truecolor' }, 1],
]) {
  assert.strictEqual(getColorDepth.call({}, env), depth, JSON.stringify(env));
  const stream = { getColorDepth };
  assert.strictEqual(hasColors.call(stream, env), depth >= 4);
  assert.strictEqual(hasColors.call(stream, 2 ** depth, env), true);
  assert.strictEqual(hasColors.call(stream, 2 ** depth + 1, env), false);
}
for (const count of [0, 1, -5, 2.5]) {
  assert.throws(
    () => hasColors.call({ getColorDepth }, count), errorLike({ code: 'ERR_OUT_OF_RANGE' }));
}
for (const count of ['16', true, null, () => {}]) {
  assert.throws(
    () => hasColors.call({ getColorDepth }, count), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}

// Once.
expectWarnings(
  { message: "The 'NO_COLOR' env is ignored due to the 'FORCE_COLOR' env being set." });
assert.strictEqual(getColorDepth.call({}, { FORCE_COLOR: '1', NO_COLOR: '1' }), 4);
assert.strictEqual(getColorDepth.call({}, { FORCE_COLOR: '1', NO_COLOR: '1' }), 4);
