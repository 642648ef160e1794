'use strict';

// noDeprecation, throwDeprecation, and the options that set them.

const assert = require('assert');
const { spawnSelf } = require('../../common');

const code = `
  process.on('warning', (w) => console.log('event', w.name, w.code));
  process.on('uncaughtException', (e) => console.log('thrown', e.name, e.code));
  process.emitWarning('old', 'DeprecationWarning', 'DEP9999');
  process.emitWarning('other');`;
const deprecation = 'event DeprecationWarning DEP9999\n';
const other = 'event Warning undefined\n';
for (const [flags, prefix, stdout, stderr] of [
  [[], '', deprecation + other, /DeprecationWarning: old[^]*Warning: other/],
  [['--no-deprecation'], '', other, /^\(.*Warning: other\n.*\n$/],
  [[], 'process.noDeprecation = true;', other, /^\(.*Warning: other\n.*\n$/],
  [['--throw-deprecation'], '', `thrown DeprecationWarning DEP9999\n${other}`, /Warning: other/],
  [[], 'process.throwDeprecation = true;', `thrown DeprecationWarning DEP9999\n${other}`,
   /Warning: other/],
  [['--no-warnings'], '', deprecation + other, /^$/],
  [['--disable-warning=DEP9999'], '', deprecation + other, /^\(.*Warning: other\n.*\n$/],
  [['--disable-warning=Warning'], '', deprecation + other, /^\(.*DeprecationWarning: old\n.*\n$/],
  [['--trace-deprecation'], '', deprecation + other, /DeprecationWarning: old\n {4}at /],
]) {
  const result = spawnSelf([...flags, '-e', prefix + code]);
  assert.strictEqual(result.stdout, stdout, `${flags} ${prefix}`);
  assert.match(result.stderr, stderr, `${flags} ${prefix}`);
  assert.strictEqual(result.status, 0);
}
