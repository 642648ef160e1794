'use strict';

// The older door to http.IncomingMessage.

const { IncomingMessage } = require('internal/http/incoming');
const { pauseInput, resumeInput } = require('internal/http/input');

module.exports = { IncomingMessage, readStart: resumeInput, readStop: pauseInput };
