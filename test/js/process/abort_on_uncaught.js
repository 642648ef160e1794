// --abort-on-uncaught-exception, on the command line or set later, aborts only when nobody handles
// the error.
'use strict';
const { spawnSelf } = require('../../common');
const assert = require('assert');

const later = "require('v8').setFlagsFromString('--abort_on_uncaught_exception');";
const off = "require('v8').setFlagsFromString('--no-abort-on-uncaught-exception');";
const handled = "process.on('uncaughtException', () => console.log('handled'));";
const captured = "process.setUncaughtExceptionCaptureCallback(() => console.log('handled'));";
const thrown = "throw new Error('the error')";

function run(flags, source) {
  return spawnSelf([...flags, '-e', source]);
}

for (const [flags, first] of [[['--abort-on-uncaught-exception'], ''], [[], later]]) {
  const aborted = run(flags, first + thrown);
  assert.strictEqual(aborted.signal, 'SIGABRT', aborted.stderr);
  assert.match(aborted.stderr, /the error/);
  for (const handler of [handled, captured]) {
    const { status, stdout, stderr } = run(flags, first + handler + thrown);
    assert.strictEqual(stderr, '');
    assert.strictEqual(stdout, 'handled\n');
    assert.strictEqual(status, 0);
  }
}
assert.strictEqual(run(['--abort-on-uncaught-exception'], off + thrown).status, 1);
