// inspector.Network: events reach the sessions that have enabled the domain, with the members that
// an event has and no others; what lacks one is refused where somebody listens.
'use strict';
const { errorLike, mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const inspector = require('inspector');

const { Network } = inspector;
assert.deepStrictEqual(
  Object.keys(Network),
  ['requestWillBeSent', 'responseReceived', 'loadingFinished', 'loadingFailed']);
assert.strictEqual(require('inspector/promises').Network, Network);
for (const name of Object.keys(Network)) {
  for (const value of ['params', null, 1, Symbol('s'), [], () => {}]) {
    assert.throws(() => Network[name](value), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
  }
  // Nobody listens.
  Network[name]();
  Network[name]({});
}

const deaf = new inspector.Session();
deaf.connect();
deaf.on('inspectorNotification', mustNotCall());
const session = new inspector.Session();
session.connect();
const seen = [];
session.on('inspectorNotification', ({ method, params }) => seen.push([method, params]));
session.post('Network.enable', mustCall((error, result) => {
  assert.strictEqual(error, null);
  assert.deepStrictEqual(result, {});
}));
session.post('Network.nothing', mustCall((error) => {
  assert.strictEqual(error.message, "Inspector error -32601: 'Network.nothing' wasn't found");
}));

const headers = { a: 'b' };
const id = { requestId: '1', timestamp: 1.5 };
const request = { url: 'http://example.com/\u05d8', method: 'GET' };
const response = { url: 'http://example.com/', status: 200 };
Network.requestWillBeSent({ ...id, wallTime: 2, request: { ...request, more: 1 }, initiator: {} });
Network.requestWillBeSent({ ...id, wallTime: 2, request: { ...request, headers } });
Network.responseReceived({ ...id, type: 'Other', response });
Network.loadingFinished({ ...id, encodedDataLength: 5 });
Network.loadingFailed({ ...id, type: 'Other', errorText: 'why' });
assert.deepStrictEqual(seen.splice(0), [
  ['Network.requestWillBeSent', { ...id, wallTime: 2, request: { ...request, headers: {} } }],
  ['Network.requestWillBeSent', { ...id, wallTime: 2, request: { ...request, headers } }],
  ['Network.responseReceived',
   { ...id, type: 'Other', response: { ...response, statusText: '', headers: {} } }],
  ['Network.loadingFinished', id],
  ['Network.loadingFailed', { ...id, type: 'Other', errorText: 'why' }],
]);

const type = 'Other';
for (const [name, params, member, code = 'ERR_INVALID_ARG_TYPE'] of [
  ['requestWillBeSent', {}, 'requestId'],
  ['requestWillBeSent', { ...id, wallTime: 1, request: 1 }, 'request'],
  ['requestWillBeSent', { ...id, wallTime: 1, request: { url: 1 } }, 'request.url'],
  ['requestWillBeSent', { ...id, request }, 'wallTime'],
  ['requestWillBeSent', { ...id, request: { ...request, headers: 1 } }, 'request.headers'],
  ['requestWillBeSent', { ...id, request: { ...request, headers: { a: 1 } } },
   'request.headers.a'],
  ['responseReceived', { ...id, response }, 'type'],
  ['responseReceived', { ...id, type, response: { ...response, statusText: 1 } },
   'response.statusText'],
  ['responseReceived', { ...id, type, response: { ...response, status: 1.5 } }, 'response.status',
   'ERR_OUT_OF_RANGE'],
  ['loadingFinished', { requestId: '1', timestamp: NaN }, 'timestamp', 'ERR_OUT_OF_RANGE'],
  ['loadingFailed', { ...id, type }, 'errorText'],
]) {
  assert.throws(() => Network[name](params), (error) => {
    assert.strictEqual(error.code, code);
    assert.ok(error.message.includes(`"params.${member}"`), error.message);
    return true;
  });
}

// A listener may end any session, also its own.
const others = [1, 2, 3].map((number) => {
  const other = new inspector.Session();
  other.connect();
  other.post('Network.enable');
  other.on('Network.loadingFinished', () => {
    seen.push(number);
    others[1].disconnect();
    other.disconnect();
  });
  return other;
});
Network.loadingFinished(id);
Network.loadingFinished(id);
const finished = ['Network.loadingFinished', id];
assert.deepStrictEqual(seen.splice(0), [finished, 1, 3, finished]);

session.post('Network.disable');
Network.loadingFinished(id);
session.disconnect();
Network.loadingFinished(id);
assert.deepStrictEqual(seen, []);
