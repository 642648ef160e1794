// util.debuglog writes sections that NODE_DEBUG names to stderr, and nothing of the others.
'use strict';
const assert = require('assert');
const util = require('util');
const { spawnSync } = require('child_process');

if (process.argv[2] === 'child') {
  const log = util.debuglog('my-Section', (debug) => assert.strictEqual(typeof debug, 'function'));
  log('n=%d', 1, { a: 2 });
  console.log(log.enabled);
} else {
  const run = (value) => {
    const { stdout, stderr, pid } = spawnSync(process.execPath, [__filename, 'child'], {
      env: { ...process.env, NODE_DEBUG: value, FORCE_COLOR: '0' }, encoding: 'utf8',
    });
    return [stdout, stderr.replace(pid, 'PID')];
  };
  const written = ['true\n', 'MY-SECTION PID: n=1 { a: 2 }\n'];
  for (const value of ['my-section', 'a,MY-SECTION', 'my-*', 'my-sec*']) {
    assert.deepStrictEqual(run(value), written, value);
  }
  for (const value of ['', 'my', 'my.section', 'my-section2']) {
    assert.deepStrictEqual(run(value), ['false\n', ''], value);
  }
  assert.strictEqual(util.debug, util.debuglog);
}
