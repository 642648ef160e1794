// A session answers commands, tells of events, checks its arguments, and ends.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const vm = require('vm');
const inspector = require('inspector');

const session = new inspector.Session();
assert.throws(() => session.post('Runtime.enable'), { code: 'ERR_INSPECTOR_NOT_CONNECTED' });
assert.throws(() => session.post(), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "method" argument must be of type string. Received undefined',
});
session.disconnect();
session.connect();
assert.throws(() => session.connect(), {
  code: 'ERR_INSPECTOR_ALREADY_CONNECTED',
  message: 'The inspector session is already connected',
});
assert.throws(() => session.post('x', 'y'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => session.post('x', {}, 'y'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => session.connectToMainThread(), { code: 'ERR_INSPECTOR_NOT_WORKER' });

// Replies come before post() returns.
let replies = 0;
session.post('Runtime.evaluate', { expression: '6 * 7' }, mustCall((error, reply) => {
  assert.strictEqual(error, null);
  assert.deepStrictEqual(reply, { result: { type: 'number', value: 42, description: '42' } });
  replies++;
}));
session.post('Nothing.atAll', mustCall((error, reply) => {
  assert.strictEqual(error.code, 'ERR_INSPECTOR_COMMAND');
  assert.strictEqual(error.message, "Inspector error -32601: 'Nothing.atAll' wasn't found");
  assert.strictEqual(reply, undefined);
  replies++;
}));
assert.strictEqual(replies, 2);

// Notifications: by their name, and all under one. The console, contexts of vm, scripts.
const seen = [];
session.on('inspectorNotification', ({ method }) => seen.push(method));
session.once('Runtime.consoleAPICalled', mustCall(({ params }) => {
  assert.strictEqual(params.type, 'debug');
  assert.deepStrictEqual(params.args.map((x) => x.value), ['said', 1]);
}));
session.post('Runtime.enable');
console.debug('said', 1);
session.once('Runtime.executionContextCreated', mustCall(({ params }) => {
  assert.strictEqual(params.context.name, 'of the test');
}));
vm.createContext({}, { name: 'of the test' });
session.post('Debugger.enable');
seen.length = 0;
vm.runInThisContext('1');
assert.deepStrictEqual(seen, ['Debugger.scriptParsed']);

// A pause goes on by itself when the listeners have had their look.
session.once('Debugger.paused', mustCall(({ params: { callFrames } }) => {
  session.post('Debugger.evaluateOnCallFrame', {
    callFrameId: callFrames[0].callFrameId, expression: 'secret',
  }, mustCall((error, { result }) => assert.strictEqual(result.value, 'local')));
}));
(function paused(secret) {
  debugger;
  return secret;
})('local');

// What never gets an answer is told when the session ends.
session.post('Runtime.evaluate', { expression: 'new Promise(() => {})', awaitPromise: true },
             mustCall((error) => assert.strictEqual(error.code, 'ERR_INSPECTOR_CLOSED')));
session.disconnect();
session.removeAllListeners().on('inspectorNotification', mustNotCall());
vm.runInThisContext('2');

// It can connect again, and disconnect in a listener.
session.removeAllListeners();
session.connect();
session.post('Debugger.enable');
session.on('Debugger.scriptParsed', mustCall(() => session.disconnect()));
vm.runInThisContext('3');
vm.runInThisContext('4');
assert.throws(() => session.post('x'), { code: 'ERR_INSPECTOR_NOT_CONNECTED' });

assert.throws(() => inspector.open(65536), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => inspector.waitForDebugger(), { code: 'ERR_INSPECTOR_NOT_ACTIVE' });
assert.strictEqual(inspector.url(), undefined);
inspector.close();
