'use strict';

// The listening socket that the primary makes for its workers.

const { createServerHandle } = require('internal/net/server');

// sun_path without its final zero. Source: unix(7)
const kMaxPathLength = 107;

/**
 * @param {any} query see child.js
 * @returns {any} a bound handle or UV_E*
 */
function createHandle(query) {
  const { address, port, addressType, fd, flags } = query;
  if (addressType !== -1) return createServerHandle(address, port, addressType, fd, flags);
  const handle = createServerHandle(reachable(address), -1, -1, fd, flags);
  if (typeof handle === 'number') return handle;
  const { UV_READABLE, UV_WRITABLE } = binding('pipe');
  const mode = (query.readableAll ? UV_READABLE : 0) | (query.writableAll ? UV_WRITABLE : 0);
  const status = mode === 0 ? 0 : handle.fchmod(mode);
  if (status === 0) return handle;
  handle.close();
  return status;
}

// Workers give absolute paths, for their directory may be another one. Such a path may be too long
// for the system where the one that the program gave was not.
function reachable(path) {
  if (path[0] === '\0' || Buffer.byteLength(path) <= kMaxPathLength) return path;
  const relative = require('path').relative(process.cwd(), path);
  return Buffer.byteLength(relative) <= kMaxPathLength ? relative : path;
}

module.exports = { createHandle };
