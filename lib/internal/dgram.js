'use strict';

// What dgram shares with cluster and child_process: where a socket keeps its state, and how its
// native handle is made.

/** The key of a socket's state: { handle, receiving, bindState, connectState, queue, ... }. */
const kStateSymbol = Symbol('state symbol');

// The class holds a template, so it is asked for after start only.
let UDP;

/**
 * @param {'udp4' | 'udp6'} [type] what addresses are read as; any for a handle that was received
 * @returns {any} a handle without a socket yet
 */
function newUdp(type) {
  UDP ??= binding('udp').UDP;
  return new UDP(type === undefined ? undefined : type === 'udp6' ? 6 : 4);
}

/**
 * A bound handle.
 * @param {string | null} address an IP address
 * @param {number | null} port
 * @param {'udp4' | 'udp6'} addressType
 * @param {number} [fd] a descriptor to take over instead
 * @param {number} [flags] UV_UDP_*
 * @returns {any} the handle or UV_E*; without an address and a port an unbound one
 */
function createSocketHandle(address, port, addressType, fd, flags) {
  const handle = newUdp(addressType);
  let status = 0;
  if (typeof fd === 'number' && fd > 0) {
    status = binding('fs').guessHandleType(fd) === 'UDP' ? handle.open(fd) :
      binding('uv').UV_EINVAL;
  } else if (port || address) {
    const any = addressType === 'udp6' ? '::' : '0.0.0.0';
    status = handle.bind(address || any, port || 0, flags || 0);
  }
  if (status !== 0) {
    handle.close();
    return status;
  }
  return handle;
}

module.exports = { createSocketHandle, kStateSymbol, newUdp };
