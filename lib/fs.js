'use strict';

// Interim: just enough for the loader until the real module lands.

const native = binding('fs');

function readFileSync(path, options) {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  const text = native.readFileUtf8(typeof path === 'number' ? path : `${path}`);
  return encoding ? text : Buffer.from(text);
}

function realpathSync(path) {
  return native.realpath(path);
}

function existsSync(path) {
  return native.internalModuleStat(path) >= 0;
}

module.exports = { readFileSync, realpathSync, existsSync };
