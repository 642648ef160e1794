'use strict';

// The public `util.types`: the predicates alone, without what the library adds for its own use.

const {
  getTypedArrayName,
  registerCryptoPredicates,
  ...predicates
} = require('internal/util/types');

module.exports = predicates;
