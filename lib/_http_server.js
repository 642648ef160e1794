'use strict';

// The older door to http.Server and http.ServerResponse.

const { STATUS_CODES } = require('internal/http/common');
const { onConnection } = require('internal/http/connection');
const { ServerResponse } = require('internal/http/response');
const { Server, kCheckTimer, storeOptions } = require('internal/http/server');

module.exports = {
  STATUS_CODES,
  Server,
  ServerResponse,
  _connectionListener: onConnection,
  kConnectionsCheckingInterval: kCheckTimer,
  storeHTTPOptions: storeOptions,
};
