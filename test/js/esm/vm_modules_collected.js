// Flags: --experimental-vm-modules --expose-gc
// A module that only another one refers to is still there when that is evaluated.
'use strict';
const assert = require('assert');
const vm = require('vm');
const { mustCall } = require('../../common');

async function main() {
  const module = new vm.SourceTextModule('import { value } from "dep"; export { value };');
  await module.link(() => new vm.SyntheticModule(['value'], function() {
    this.setExport('value', 7);
  }));
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await new Promise(setImmediate);
  }
  await module.evaluate();
  assert.strictEqual(module.namespace.value, 7);
}
main().then(mustCall());
