'use strict';

// How messages travel through a channel.
//
//   json      one line of JSON each
//   advanced  the structured clone's bytes (as v8.serialize() makes them) behind their length,
//             32 bits, big-endian
//
// encode(message) gives the bytes of one message; write() sends it without a handle. push(chunk,
// messages) appends the messages that are complete with `chunk` and keeps the rest; every byte is
// looked at once. It throws for a message that can't be decoded, after the others.

const kHeaderSize = 4;
const kNewline = 10;
const kUtf8 = 0;  // number of the encoding in src/engine/encoding.h

class JsonCodec {
  constructor() {
    this.chunks = [];
  }

  encode(message) {
    return Buffer.from(JSON.stringify(message) + '\n');
  }

  write(pipe, message, callback) {
    return pipe.writeString(JSON.stringify(message) + '\n', kUtf8, callback);
  }

  push(chunk, messages) {
    // In UTF-8 a newline is no part of another character: what ends with one is whole text.
    const end = chunk.lastIndexOf(kNewline) + 1;
    if (end === 0) {
      this.chunks.push(chunk);
      return;
    }
    let text;
    if (this.chunks.length === 0) {
      text = chunk.utf8Slice(0, end);
    } else {
      this.chunks.push(chunk.subarray(0, end));
      text = Buffer.concat(this.chunks).utf8Slice();
      this.chunks = [];
    }
    if (end < chunk.length) this.chunks.push(chunk.subarray(end));
    let failure;
    let start = 0;
    for (let next = text.indexOf('\n'); next !== -1; next = text.indexOf('\n', start)) {
      try {
        messages.push(JSON.parse(text.slice(start, next)));
      } catch (error) {
        failure ??= error;
      }
      start = next + 1;
    }
    if (failure !== undefined) throw failure;
  }
}

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

  write(pipe, message, callback) {
    return pipe.write(this.encode(message), callback);
  }

  push(chunk, messages) {
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.size < this.needed) return;
    const bytes = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks, this.size);
    let offset = 0;
    let failure;
    this.needed = kHeaderSize;
    while (bytes.length - offset >= kHeaderSize) {
      const end = offset + kHeaderSize + bytes.readUInt32BE(offset);
      if (end > bytes.length) {
        this.needed = end - offset;
        break;
      }
      try {
        messages.push(require('v8').deserialize(bytes.subarray(offset + kHeaderSize, end)));
      } catch (error) {
        failure ??= error;
      }
      offset = end;
    }
    this.chunks = offset === bytes.length ? [] : [bytes.subarray(offset)];
    this.size = bytes.length - offset;
    if (failure !== undefined) throw failure;
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
