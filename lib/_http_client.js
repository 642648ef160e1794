'use strict';

// The older door to http.ClientRequest.

const { ClientRequest } = require('internal/http/client');

module.exports = { ClientRequest };
