// A child's channel keeps it alive only while it listens, or as ref() and unref() say.
'use strict';

const assert = require('assert');
const { fork } = require('child_process');
const { mustCall } = require('../../common');

const scripts = {
  nothing: () => {},
  removed: () => {
    const listener = () => {};
    process.on('message', listener);
    process.removeListener('message', listener);
  },
  unref: () => {
    process.on('message', () => {});
    process.channel.unref();
  },
  listens: () => process.on('message', () => process.exit(5)),
  listensToEnd: () => process.on('disconnect', () => process.exit(5)),
  ref: () => process.channel.ref(),
};

if (process.argv[2] !== undefined) {
  scripts[process.argv[2]]();
  return;
}

for (const name of ['nothing', 'removed', 'unref']) {
  fork(__filename, [name]).on('exit', mustCall((code) => assert.strictEqual(code, 0, name)));
}
for (const name of ['listens', 'listensToEnd', 'ref']) {
  const child = fork(__filename, [name]);
  let ended = false;
  child.on('exit', mustCall((code) => {
    ended = true;
    assert.strictEqual(code, name === 'ref' ? 0 : 5, name);
  }));
  setTimeout(mustCall(() => {
    assert.strictEqual(ended, false, name);
    if (name === 'listens') child.send('end');
    else child.disconnect();
  }), 400);
}
