'use strict';

// The deprecated `constants` module: those of os, fs and crypto in one object, an ordinary one.

const { os, fs, crypto } = binding('constants');

module.exports = Object.freeze({
  ...os.dlopen, ...os.errno, ...os.priority, ...os.signals, ...fs, ...crypto,
});
