'use strict';

// Reads the answers of name servers. Source: RFC 1035, 4; for the younger types RFC 3596 (AAAA),
// 2782 (SRV), 3403 (NAPTR), 8659 (CAA).
//
// c-ares sends, repeats, and gives what came back as it came. Its own functions for reading give no
// lifetimes but of A and AAAA, need a pass for each type of an ANY answer, and are on their way
// out; and bytes from the network are best taken apart where an index out of bounds is harmless.

const kHeaderSize = 12;
const kMaxNameLength = 255;
const kMaxPointers = 128;

/** The numbers of the record types. Source: IANA, "Resource Record (RR) TYPEs". */
const types = {
  __proto__: null,
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  NAPTR: 35,
  ANY: 255,
  CAA: 257,
};

/** What is wrong with a message; never leaves the resolver. */
class BadMessage extends Error {}

// Walks through the bytes of a message; whatever leads out of it is a BadMessage.
class Reader {
  /** @param {Buffer} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.position = 0;
    this.end = bytes.length;
  }

  take(count) {
    const start = this.position;
    if (start + count > this.end) throw new BadMessage();
    this.position = start + count;
    return start;
  }

  uint8() {
    return this.bytes[this.take(1)];
  }

  uint16() {
    return this.bytes.readUInt16BE(this.take(2));
  }

  uint32() {
    return this.bytes.readUInt32BE(this.take(4));
  }

  // `count` bytes as text, one character each.
  text(count) {
    const start = this.take(count);
    return this.bytes.latin1Slice(start, start + count);
  }

  // <character-string>: a length and so many bytes.
  string() {
    return this.text(this.uint8());
  }

  // A name, which may go on elsewhere in the message (RFC 1035, 4.1.4).
  name() {
    let result = '';
    let resume = -1; // behind the first pointer
    let pointers = 0;
    let total = 0;
    const { end } = this;
    for (;;) {
      const length = this.uint8();
      if (length === 0) break;
      if ((length & 0xc0) === 0xc0) {
        const target = (length & 0x3f) << 8 | this.uint8();
        if (resume === -1) resume = this.position;
        // A name that points at itself has no end.
        if (++pointers > kMaxPointers || target >= this.bytes.length) throw new BadMessage();
        this.position = target;
        this.end = this.bytes.length;
        continue;
      }
      if ((length & 0xc0) !== 0) throw new BadMessage();
      total += length + 1;
      if (total > kMaxNameLength) throw new BadMessage();
      const start = this.take(length);
      if (result !== '') result += '.';
      for (let i = start; i < start + length; i++) result += characterOfLabel(this.bytes[i]);
    }
    if (resume !== -1) {
      this.position = resume;
      this.end = end;
    }
    return result;
  }
}

// As names are written in zone files (RFC 1035, 5.1), so that a label can't pretend to be several.
function characterOfLabel(byte) {
  if (byte < 0x20 || byte > 0x7e) return `\\${String(byte).padStart(3, '0')}`;
  const character = String.fromCharCode(byte);
  return '".;\\()@$'.includes(character) ? `\\${character}` : character;
}

function readAddress4(reader) {
  const start = reader.take(4);
  return reader.bytes.subarray(start, start + 4).join('.');
}

function readAddress6(reader) {
  const groups = new Uint16Array(8);
  for (let i = 0; i < 8; i++) groups[i] = reader.uint16();
  return require('internal/net').formatIPv6(groups);
}

// type -> (reader, end of the data) -> the record's own fields
const readers = {
  __proto__: null,
  [types.A]: (reader) => ({ address: readAddress4(reader) }),
  [types.AAAA]: (reader) => ({ address: readAddress6(reader) }),
  [types.CNAME]: (reader) => ({ value: reader.name() }),
  [types.NS]: (reader) => ({ value: reader.name() }),
  [types.PTR]: (reader) => ({ value: reader.name() }),
  [types.MX](reader) {
    const priority = reader.uint16();
    return { exchange: reader.name(), priority };
  },
  [types.TXT](reader, end) {
    const entries = [];
    while (reader.position < end) entries.push(reader.string());
    return { entries };
  },
  [types.SRV](reader) {
    const priority = reader.uint16();
    const weight = reader.uint16();
    const port = reader.uint16();
    return { name: reader.name(), port, priority, weight };
  },
  [types.NAPTR](reader) {
    const order = reader.uint16();
    const preference = reader.uint16();
    const flags = reader.string();
    const service = reader.string();
    const regexp = reader.string();
    return { flags, service, regexp, replacement: reader.name(), order, preference };
  },
  [types.SOA](reader) {
    return {
      nsname: reader.name(),
      hostmaster: reader.name(),
      serial: reader.uint32(),
      refresh: reader.uint32(),
      retry: reader.uint32(),
      expire: reader.uint32(),
      minttl: reader.uint32(),
    };
  },
  [types.CAA](reader, end) {
    const critical = reader.uint8();
    const property = reader.string();
    const record = { critical };
    // A property may be named __proto__.
    Object.defineProperty(record, property, {
      __proto__: null, value: reader.text(end - reader.position), writable: true,
      enumerable: true, configurable: true,
    });
    return record;
  },
};

const typeNames = new Map(Object.entries(types).map(([name, number]) => [number, name]));

/**
 * The records of a message's answer section, as far as their types are known.
 * @param {Buffer} bytes
 * @returns {{ type: string, ttl: number, data: object }[]} ttl in seconds
 * @throws {BadMessage} for what is no answer
 */
function readAnswers(bytes) {
  const reader = new Reader(bytes);
  reader.take(4); // id, flags
  const questions = reader.uint16();
  const answers = reader.uint16();
  reader.position = 0;
  reader.take(kHeaderSize);
  for (let i = 0; i < questions; i++) {
    reader.name();
    reader.take(4); // type, class
  }
  const records = [];
  for (let i = 0; i < answers; i++) {
    reader.name();
    const type = reader.uint16();
    reader.take(2); // class
    const ttl = reader.uint32();
    const size = reader.uint16();
    const end = reader.take(size) + size;
    const read = readers[type];
    if (read === undefined) continue;
    // The data must not reach into the next record.
    reader.position = end - size;
    reader.end = end;
    const data = read(reader, end);
    records.push({ type: typeNames.get(type), ttl, data });
    reader.position = end;
    reader.end = bytes.length;
  }
  return records;
}

module.exports = { BadMessage, readAnswers, types };
