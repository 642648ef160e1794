'use strict';

// net.SocketAddress: an address with port, family and flow label, as a value that can be sent to
// workers.

const { codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { HostObject, kClone, kDeserialize } = require('internal/host_object');
const { formatIPv4, formatIPv6, parseIPv4, parseIPv6 } = require('internal/net');
const { inspect } = require('internal/util/inspect');
const { validateObject, validatePort, validateString, validateUint32 } = require(
  'internal/validators');

/**
 * @param {any} family in any case
 * @param {string} name for the error
 * @returns {'ipv4' | 'ipv6'}
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function toFamily(family, name) {
  if (typeof family?.toLowerCase === 'function') family = family.toLowerCase();
  if (family !== 'ipv4' && family !== 'ipv6') throw new ERR_INVALID_ARG_VALUE(name, family);
  return family;
}

/**
 * An address in the one form that all its spellings have.
 * @param {string} address
 * @param {'ipv4' | 'ipv6'} family
 * @returns {string}
 * @throws {Error} ERR_INVALID_ADDRESS
 */
function normalize(address, family) {
  if (family === 'ipv4') {
    const number = parseIPv4(address);
    if (number === -1) throw new ERR_INVALID_ADDRESS();
    return formatIPv4(number);
  }
  const groups = new Uint16Array(8);
  if (!parseIPv6(address, groups)) throw new ERR_INVALID_ADDRESS();
  return formatIPv6(groups);
}

/** Source: Node doc, class net.SocketAddress. */
class SocketAddress extends HostObject {
  #address = '';
  #port = 0;
  #family = 'ipv4';
  #flowlabel = 0;

  /**
   * @param {any} value
   * @returns {value is SocketAddress}
   */
  static isSocketAddress(value) {
    return typeof value === 'object' && value !== null && #address in value;
  }

  /**
   * @param {object} [options] address, family, port, flowlabel
   * @throws {TypeError | RangeError | Error} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
   *   ERR_SOCKET_BAD_PORT, ERR_OUT_OF_RANGE, ERR_INVALID_ADDRESS
   */
  constructor(options = {}) {
    super();
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    const { port = 0, flowlabel = 0 } = options;
    family = toFamily(family, 'options.family');
    const { address = family === 'ipv4' ? '127.0.0.1' : '::' } = options;
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    this.#address = normalize(address, family);
    this.#port = Number(port);
    this.#family = family;
    this.#flowlabel = family === 'ipv6' ? flowlabel : 0;
  }

  get address() { return this.#address; }

  get port() { return this.#port; }

  get family() { return this.#family; }

  get flowlabel() { return this.#flowlabel; }

  toJSON() {
    return {
      address: this.#address,
      port: this.#port,
      family: this.#family,
      flowlabel: this.#flowlabel,
    };
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return options.stylize('[SocketAddress]', 'special');
    return `SocketAddress ${inspect(this.toJSON(), {
      ...options, depth: options.depth === null ? null : options.depth - 1,
    })}`;
  }

  [kClone]() {
    return {
      data: this.toJSON(),
      deserializeInfo: 'internal/net/socket_address:SocketAddress',
    };
  }

  [kDeserialize]({ address, port, family, flowlabel }) {
    this.#address = address;
    this.#port = port;
    this.#family = family;
    this.#flowlabel = flowlabel;
  }
}

module.exports = { SocketAddress };
