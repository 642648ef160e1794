// A transferable AbortSignal can be sent through ports and cloned by transfer; aborts follow it.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const util = require('util');

const controller = util.transferableAbortController();
assert.ok(controller instanceof AbortController);
const { signal } = controller;
assert.ok(signal instanceof AbortSignal);
assert.throws(() => structuredClone(signal), { code: 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST' });

const clones = [0, 1].map(() => structuredClone({ signal }, { transfer: [signal] }).signal);
assert.ok(clones.every((clone) => clone instanceof AbortSignal && clone !== signal));
// A clone can be sent on.
clones.push(structuredClone(clones[0], { transfer: [clones[0]] }));

const reason = new Map([['why', 1]]);
signal.addEventListener('abort', mustCall(() => assert.strictEqual(signal.reason, reason)));
let left = clones.length;
for (const clone of clones) {
  assert.strictEqual(clone.aborted, false);
  clone.addEventListener('abort', mustCall(({ isTrusted }) => {
    assert.strictEqual(isTrusted, true);
    assert.deepStrictEqual(clone.reason, reason);
    assert.notStrictEqual(clone.reason, reason);
    if (--left === 0) alive.close();
  }));
}
const alive = new BroadcastChannel('keeps the process alive');
controller.abort(reason);
controller.abort('again');

// What is aborted already arrives aborted.
const aborted = util.transferableAbortSignal(AbortSignal.abort('early'));
assert.strictEqual(aborted.reason, 'early');
assert.strictEqual(structuredClone(aborted, { transfer: [aborted] }).reason, 'early');

// The signal made from another one follows it.
const source = new AbortController();
const following = util.transferableAbortSignal(source.signal);
assert.notStrictEqual(following, source.signal);
const inner = util.transferableAbortSignal(AbortSignal.any([source.signal]));
source.abort('source');
assert.strictEqual(following.reason, 'source');
assert.strictEqual(inner.reason, 'source');

// A reason that cannot be cloned does not get lost: the abort arrives with the default one.
const odd = util.transferableAbortController();
const oddClone = structuredClone(odd.signal, { transfer: [odd.signal] });
oddClone.onabort = mustCall(() => assert.strictEqual(oddClone.reason.name, 'AbortError'));
odd.abort(() => {});

// Neither end keeps the process alive.
const idle = util.transferableAbortController();
structuredClone(idle.signal, { transfer: [idle.signal] }).onabort = mustNotCall();

const plain = new AbortController().signal;
assert.throws(() => structuredClone(plain, { transfer: [plain] }),
              { code: 'ERR_INVALID_TRANSFER_OBJECT' });
for (const bad of [undefined, null, {}, 'x', controller]) {
  assert.throws(() => util.transferableAbortSignal(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
