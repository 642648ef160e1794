'use strict';

// How many colors a terminal shows: nobody can ask it, so its environment tells.
// Source: Node doc, writeStream.getColorDepth(), and the names terminals give themselves in
// terminfo.

const { validateInteger } = require('internal/validators');

const kMonochrome = 1;
const k16 = 4;
const k256 = 8;
const kTrueColor = 24;

/** TERM exactly. */
const depthByTerm = {
  __proto__: null,
  'console': k16,
  'cygwin': k16,
  'dtterm': k16,
  'eterm': k16,
  'gnome': k16,
  'hurd': k16,
  'jfbterm': k16,
  'konsole': k16,
  'kterm': k16,
  'mlterm': k16,
  'mosh': kTrueColor,
  'putty': k16,
  'rxvt-unicode-24bit': kTrueColor,
  'st': k16,
  'terminator': kTrueColor,
};

/** What else TERM says. */
const termWithColors = /ansi|color|linux|^con\d*x\d|^rxvt|^screen|^xterm|^vt100/;

/** Build services whose logs show 256 colors. */
const colorfulServices = [
  'APPVEYOR', 'BUILDKITE', 'CIRCLECI', 'DRONE', 'GITHUB_ACTIONS', 'GITLAB_CI', 'TRAVIS',
];

let warned = false;

function warnOfIgnored(env) {
  if (warned) return;
  const names = ['NODE_DISABLE_COLORS', 'NO_COLOR'].filter((name) => env[name] !== undefined);
  if (names.length === 0) return;
  warned = true;
  process.emitWarning(
    `The '${names.join("' and '")}' env is ignored due to the 'FORCE_COLOR' env being set.`,
      'Warning');
}

function forcedDepth(env) {
  switch (`${env.FORCE_COLOR}`) {
    case '':
    case '1':
    case 'true':
      warnOfIgnored(env);
      return k16;
    case '2':
      warnOfIgnored(env);
      return k256;
    case '3':
      warnOfIgnored(env);
      return kTrueColor;
    default:
      return kMonochrome;
  }
}

function depthOfProgram(env) {
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ?
        k256 : kTrueColor;
    case 'HyperTerm':
    case 'MacTerm':
      return kTrueColor;
    case 'Apple_Terminal':
      return k256;
    default:
      return undefined;
  }
}

/**
 * Source: Node doc, writeStream.getColorDepth().
 * @param {Record<string, any>} [env]
 * @returns {1 | 4 | 8 | 24} bits
 */
function getColorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) return forcedDepth(env);
  if (env.NODE_DISABLE_COLORS !== undefined && env.NODE_DISABLE_COLORS !== '' ||
      env.NO_COLOR !== undefined || env.TERM === 'dumb') {
    return kMonochrome;
  }
  // The consoles of Windows 10 know 16 colors at least.
  if (process.platform === 'win32') return depthOnWindows();
  if (env.TMUX) return k256;
  if (env.CI !== undefined) {
    return colorfulServices.some((name) => name in env) || env.CI_NAME === 'codeship' ?
      k256 : kMonochrome;
  }
  if ('TEAMCITY_VERSION' in env) {
    // 9.1 was the first that shows colors.
    return /^(9\.0*[1-9]\d*\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? k16 : kMonochrome;
  }
  const ofProgram = depthOfProgram(env);
  if (ofProgram !== undefined) return ofProgram;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return kTrueColor;
  if (env.TERM) {
    if (/^xterm-256/.test(env.TERM)) return k256;
    const term = env.TERM.toLowerCase();
    if (depthByTerm[term] !== undefined) return depthByTerm[term];
    if (termWithColors.test(term)) return k16;
  }
  return env.COLORTERM ? k16 : kMonochrome;
}

function depthOnWindows() {
  const [major, , build] = require('os').release().split('.').map(Number);
  if (major < 10 || !(build >= 10586)) return k16;
  return build >= 14931 ? kTrueColor : k256;
}

/**
 * Source: Node doc, writeStream.hasColors().
 * @this {{ getColorDepth(env?: object): number }}
 * @param {number | object} [count] 16 by default; or env
 * @param {Record<string, any>} [env]
 * @returns {boolean}
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
function hasColors(count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    validateInteger(count, 'count', 2);
  }
  return count <= 2 ** this.getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
