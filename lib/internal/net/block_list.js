'use strict';

// net.BlockList: addresses, ranges and subnets, and whether an address is among them.
//
// Every rule is a range with a first and a last address, so a check is two comparisons a rule. IPv4
// addresses are compared as numbers, IPv6 addresses by their eight groups; an IPv6 address that
// carries an IPv4 address (::ffff:a.b.c.d) can be compared with those, no other can.

const {
  codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { HostObject, kClone, kDeserialize } = require('internal/host_object');
const { parseIPv4, parseIPv6 } = require('internal/net');
const { SocketAddress } = require('internal/net/socket_address');
const { inspect } = require('internal/util/inspect');
const { validateInt32, validateString } = require('internal/validators');

/**
 * @typedef {number | Uint16Array} Parsed
 * @typedef {{ first: Parsed, last: Parsed, text: string }} Rule
 */

/** @returns {Parsed} */
function parse({ address, family }) {
  if (family === 'ipv4') return parseIPv4(address);
  const groups = new Uint16Array(8);
  parseIPv6(address, groups);
  return groups;
}

// The IPv4 address in an IPv6 address, -1 for none.
function mappedIPv4(groups) {
  for (let i = 0; i < 5; i++) if (groups[i] !== 0) return -1;
  return groups[5] === 0xffff ? groups[6] * 65536 + groups[7] : -1;
}

/**
 * @param {Parsed} a
 * @param {Parsed} b
 * @returns {number} negative, 0 or positive; NaN when they can't be compared
 */
function compare(a, b) {
  if (typeof a !== typeof b) {
    if (typeof a !== 'number') a = mappedIPv4(a);
    if (typeof b !== 'number') b = mappedIPv4(b);
    return a === -1 || b === -1 ? NaN : a - b;
  }
  if (typeof a === 'number') return a - b;
  for (let i = 0; i < 8; i++) {
    if (a[i] !== b[i]) return a[i] - b[i];
  }
  return 0;
}

// The first or the last address of a subnet.
function edge(address, prefix, isLast) {
  if (typeof address === 'number') {
    const size = 2 ** (32 - prefix);
    const first = address - address % size;
    return isLast ? first + size - 1 : first;
  }
  const groups = Uint16Array.from(address);
  for (let i = 0; i < 8; i++) {
    const bits = Math.min(16, Math.max(0, prefix - 16 * i));
    const mask = 0xffff >>> bits;
    groups[i] = isLast ? groups[i] | mask : groups[i] & ~mask;
  }
  return groups;
}

function toAddress(value, family, name) {
  if (SocketAddress.isSocketAddress(value)) return value;
  validateString(value, name);
  validateString(family, 'family');
  return new SocketAddress({ address: value, family });
}

function familyText({ family }) {
  return family === 'ipv4' ? 'IPv4' : 'IPv6';
}

// Clones on one thread share their rules: what is added to one is seen by the others. On its way
// each list has a name that no other thread gives.
let origin;
let lastName = 0;
/** @type {Map<string, WeakRef<Rule[]>>} */
const namedRules = new Map();
/** @type {WeakMap<Rule[], string>} */
let names;
let registry;

function nameOf(rules) {
  names ??= new WeakMap();
  let name = names.get(rules);
  if (name === undefined) {
    origin ??= `${process.pid}-${process.hrtime.bigint()}-${Math.random()}`;
    name = `${origin}-${++lastName}`;
    names.set(rules, name);
    namedRules.set(name, new WeakRef(rules));
    registry ??= new FinalizationRegistry((gone) => namedRules.delete(gone));
    registry.register(rules, name);
  }
  return name;
}

/** Source: Node doc, class net.BlockList. */
class BlockList extends HostObject {
  /** @type {Rule[]} newest first */
  #rules = [];

  /**
   * @param {any} value
   * @returns {value is BlockList}
   */
  static isBlockList(value) {
    return typeof value === 'object' && value !== null && #rules in value;
  }

  /**
   * @param {string | SocketAddress} address
   * @param {'ipv4' | 'ipv6'} [family]
   * @throws {TypeError | Error} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_ADDRESS
   */
  addAddress(address, family = 'ipv4') {
    const only = toAddress(address, family, 'address');
    const parsed = parse(only);
    this.#rules.unshift(
      { first: parsed, last: parsed, text: `Address: ${familyText(only)} ${only.address}` });
  }

  /**
   * @param {string | SocketAddress} start
   * @param {string | SocketAddress} end
   * @param {'ipv4' | 'ipv6'} [family]
   * @throws {TypeError | Error} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_ADDRESS
   */
  addRange(start, end, family = 'ipv4') {
    const from = toAddress(start, family, 'start');
    const to = toAddress(end, family, 'end');
    const first = parse(from);
    const last = parse(to);
    if (!(compare(first, last) <= 0)) {
      throw new ERR_INVALID_ARG_VALUE('start', from, 'must come before end');
    }
    this.#rules.unshift(
      { first, last, text: `Range: ${familyText(from)} ${from.address}-${to.address}` });
  }

  /**
   * @param {string | SocketAddress} network
   * @param {number} prefix bits
   * @param {'ipv4' | 'ipv6'} [family]
   * @throws {TypeError | RangeError | Error} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
   *   ERR_OUT_OF_RANGE, ERR_INVALID_ADDRESS
   */
  addSubnet(network, prefix, family = 'ipv4') {
    const address = toAddress(network, family, 'network');
    validateInt32(prefix, 'prefix', 0, address.family === 'ipv4' ? 32 : 128);
    const parsed = parse(address);
    this.#rules.unshift({
      first: edge(parsed, prefix, false),
      last: edge(parsed, prefix, true),
      text: `Subnet: ${familyText(address)} ${address.address}/${prefix}`,
    });
  }

  /**
   * @param {string | SocketAddress} address
   * @param {'ipv4' | 'ipv6'} [family]
   * @returns {boolean} false also for what is no address
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  check(address, family = 'ipv4') {
    let parsed;
    if (SocketAddress.isSocketAddress(address)) {
      parsed = parse(address);
    } else {
      validateString(address, 'address');
      validateString(family, 'family');
      try {
        parsed = parse(new SocketAddress({ address, family }));
      } catch (error) {
        if (error instanceof ERR_INVALID_ADDRESS ||
          error instanceof ERR_INVALID_ARG_VALUE) return false;
        throw error;
      }
    }
    for (const { first, last } of this.#rules) {
      if (compare(parsed, first) >= 0 && compare(parsed, last) <= 0) return true;
    }
    return false;
  }

  /** @returns {string[]} the rules in words */
  get rules() {
    return this.#rules.map(({ text }) => text);
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return options.stylize('[BlockList]', 'special');
    return `BlockList ${inspect({ rules: this.rules }, {
      ...options, depth: options.depth === null ? null : options.depth - 1,
    })}`;
  }

  [kClone]() {
    return {
      data: { name: nameOf(this.#rules), rules: this.#rules },
      deserializeInfo: 'internal/net/block_list:BlockList',
    };
  }

  [kDeserialize]({ name, rules }) {
    this.#rules = namedRules.get(name)?.deref() ?? rules;
  }
}

module.exports = { BlockList };
