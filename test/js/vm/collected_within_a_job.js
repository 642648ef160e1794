// A context that nobody refers to is collected while the job that made it still runs: nothing of
// the runtime holds it to the job's end, as making or reading a WeakRef would.

// Flags: --expose-gc
'use strict';

const assert = require('assert');
const { Session } = require('inspector');
const vm = require('vm');
require('../../common');

const session = new Session();
session.connect();
session.post('Runtime.enable');
let made;
let destroyed;
session.on('Runtime.executionContextCreated', ({ params }) => made = params.context.id);
session.on('Runtime.executionContextDestroyed', ({ params }) => {
  destroyed = params.executionContextId;
});

for (const make of [() => vm.createContext(), () => vm.runInNewContext('1')]) {
  make();
  for (let i = 0; i < 50 && destroyed !== made; i++) globalThis.gc();
  assert.ok(made > 1);
  assert.strictEqual(destroyed, made);
}
