'use strict';

// The older door to http.OutgoingMessage.

const { OutgoingMessage } = require('internal/http/outgoing');
const { validateHeaderName, validateHeaderValue } = require('internal/http/common');

module.exports = { OutgoingMessage, validateHeaderName, validateHeaderValue };
