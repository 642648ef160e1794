// However a text's bytes are cut, the decoder gives the text that toString() gives for all of them.
'use strict';

const assert = require('assert');
const { StringDecoder } = require('string_decoder');
require('../../common');

let seed = 99;
const random = (limit) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % limit;
};
const bytes = [0, 0x41, 0x80, 0xbf, 0xc2, 0xc0, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xed,
  0xa0, 0xd8, 0xdc, 0xff, 0xf5, 0xe0, 0x3d];

for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii']) {
  for (let round = 0; round < 500; round++) {
    const all = Buffer.from(Array.from({ length: random(20) }, () => bytes[random(bytes.length)]));
    const decoder = new StringDecoder(encoding);
    let text = '';
    for (let i = 0; i < all.length;) {
      const size = random(5);
      text += decoder.write(all.subarray(i, i + size));
      i += size;
    }
    text += decoder.end();
    // Base64's padding stands at the end only, because groups are never cut.
    assert.strictEqual(text, all.toString(encoding), `${encoding} ${all.toString('hex')}`);
  }
}
