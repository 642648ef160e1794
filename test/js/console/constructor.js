// Console validates its options, works without new and can be subclassed; the global one is one.
'use strict';
const assert = require('assert');
const { Console } = require('console');
const { collect } = require('./fixtures/collect');

const { stdout, stderr } = collect();
assert.strictEqual(require('console'), console);
assert.strictEqual(console.Console, Console);
assert.ok(console instanceof Console);
assert.ok(Console(stdout) instanceof Console);
assert.ok(!({} instanceof Console) && !(null instanceof Console));
assert.strictEqual(Object.prototype.toString.call(console), '[object console]');

for (const bad of [undefined, {}, { write: 1 }]) {
  assert.throws(() => new Console(bad), {
    code: 'ERR_CONSOLE_WRITABLE_STREAM', message: /for stdout$/,
  });
}
assert.throws(() => new Console(stdout, {}), {
  code: 'ERR_CONSOLE_WRITABLE_STREAM', message: /for stderr$/,
});
assert.throws(() => new Console({ stdout, colorMode: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new Console({ stdout, inspectOptions: null }),
              { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new Console({ stdout, colorMode: 'auto', inspectOptions: { colors: true } }),
              { code: 'ERR_INCOMPATIBLE_OPTION_PAIR' });

class Shouting extends Console {
  log(text) { super.log(text.toUpperCase()); }
}
const shouting = new Shouting(stdout);
const { log, count } = shouting;
log('hey');
count('n');
assert.strictEqual(stdout.take(), 'HEY\nN: 1\n');

for (const name of Object.keys(Console.prototype)) {
  assert.strictEqual(console[name].name, name);
  assert.throws(() => new console[name](), TypeError);
}

// stderr defaults to stdout.
new Console(stdout).error('to out');
assert.strictEqual(stdout.take(), 'to out\n');
new Console(stdout, stderr).error('to err');
assert.strictEqual(stderr.take(), 'to err\n');
