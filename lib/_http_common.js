'use strict';

// What programs have come to use of http's insides.

const { hasInvalidChar, isToken } = require('internal/http/common');
const { freeParser, getMaxIdle, methods } = require('internal/http/parser');

module.exports = {
  CRLF: '\r\n',
  _checkInvalidHeaderChar: hasInvalidChar,
  _checkIsHttpToken: isToken,
  chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
  continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
  freeParser,
  methods,
  // How many idle ones are kept.
  parsers: { get max() { return getMaxIdle(); } },
};
