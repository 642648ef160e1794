'use strict';

// The deprecated `constants` module: those of os, fs and crypto in one object.

const { os, fs, crypto } = binding('constants');

module.exports = Object.freeze(Object.assign(
  Object.create(null), os.dlopen, os.errno, os.priority, os.signals, fs, crypto));
