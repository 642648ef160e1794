'use strict';

// binding('crypto') with OpenSSL loaded. Requiring this module is what loads it, so only modules
// that are about to use cryptography do, and never before the program has started.

const native = binding('crypto');
native.load();

module.exports = native;
