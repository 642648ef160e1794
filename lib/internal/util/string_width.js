'use strict';

// Columns of text that is not plain ASCII: the slow half of getStringWidth, loaded when first
// needed. East Asian wide characters (UAX #11) and emoji take two columns, marks and format
// characters none. The table holds the wide ranges that are not emoji; unassigned code points
// between two ranges belong to them, as UAX #11 reserves most of them for ideographs.

const wideRanges = [
  [0x1100, 0x115f], [0x2630, 0x2637], [0x268a, 0x268f], [0x2e80, 0x303e], [0x3041, 0x3247],
  [0x3250, 0xa4c6], [0xa960, 0xa97c], [0xac00, 0xd7a3], [0xf900, 0xfaff], [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b], [0xff01, 0xff60], [0xffe0, 0xffe6], [0x16fe0, 0x1b2fb], [0x1d300, 0x1d376],
  [0x1f200, 0x1f265], [0x20000, 0x3fffd],
];

const emoji = /^\p{Emoji_Presentation}$/u;
const zeroWidth = /^[\p{Cc}\p{Cf}\p{Me}\p{Mn}]$/u;
const kSoftHyphen = 0xad;

function isWide(code) {
  let low = 0;
  let high = wideRanges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = wideRanges[middle];
    if (code < range[0]) high = middle - 1;
    else if (code > range[1]) low = middle + 1;
    else return true;
  }
  return false;
}

/**
 * @param {string} text without control sequences
 * @returns {number} columns in a terminal
 */
function wideStringWidth(text) {
  let width = 0;
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0);
    if (code >= 0x20 && code < 0x7f) width++;
    else if (isWide(code) || emoji.test(character)) width += 2;
    else if (code === kSoftHyphen || !zeroWidth.test(character)) width++;
  }
  return width;
}

module.exports = { wideStringWidth };
