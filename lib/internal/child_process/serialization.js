'use strict';

// How messages travel through a channel.
//
//   json      one line of JSON each
//   advanced  the structured clone's bytes (as v8.serialize() makes them) behind their length, 32 bits,
//             big-endian
//
// encode(message) gives the bytes of one message. push(chunk, messages) appends the messages that are
// complete with `chunk` and keeps the rest; every byte is looked at once.

const kHeaderSize = 4;

class JsonCodec {
  constructor() {
    const { StringDecoder } = require('string_decoder');
    this.decoder = new StringDecoder('utf8');
    this.rest = '';
  }

  encode(message) {
    return Buffer.from(JSON.stringify(message) + '\n');
  }

  push(chunk, messages) {
    const text = this.decoder.write(chunk);
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      const line = this.rest + text.slice(start, end);
      this.rest = '';
      start = end + 1;
      messages.push(JSON.parse(line));
    }
    this.rest += text.slice(start);
  }

  get partial() {
    return this.rest !== '';
  }
}

// v8.DefaultSerializer writes typed arrays only; errors and the like are V8's own.
class AdvancedCodec {
  constructor() {
    this.chunks = [];
    this.size = 0;
    this.needed = kHeaderSize;
  }

  encode(message) {
    const body = require('v8').serialize(message);
    const bytes = Buffer.allocUnsafe(kHeaderSize + body.length);
    bytes.writeUInt32BE(body.length, 0);
    bytes.set(body, kHeaderSize);
    return bytes;
  }

  push(chunk, messages) {
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.size < this.needed) return;
    const bytes = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks, this.size);
    let offset = 0;
    this.needed = kHeaderSize;
    while (bytes.length - offset >= kHeaderSize) {
      const end = offset + kHeaderSize + bytes.readUInt32BE(offset);
      if (end > bytes.length) {
        this.needed = end - offset;
        break;
      }
      messages.push(require('v8').deserialize(bytes.subarray(offset + kHeaderSize, end)));
      offset = end;
    }
    this.chunks = offset === bytes.length ? [] : [bytes.subarray(offset)];
    this.size = bytes.length - offset;
  }

  get partial() {
    return this.size > 0;
  }
}

/**
 * @param {'json' | 'advanced'} serialization
 * @returns {JsonCodec | AdvancedCodec}
 */
function makeCodec(serialization) {
  return serialization === 'advanced' ? new AdvancedCodec() : new JsonCodec();
}

module.exports = { makeCodec };
