// Flags: --experimental-vm-modules
// vm.SourceTextModule and vm.SyntheticModule are linked by the program.
'use strict';
const assert = require('assert');
const vm = require('vm');
const { mustCall } = require('../../common');

async function main() {
  const context = vm.createContext({ seen: [] });
  const dependency = new vm.SyntheticModule(['value'], function() {
    this.setExport('value', 5);
  }, { context });
  const module = new vm.SourceTextModule(
    'import { value } from "dep"; seen.push(value, import.meta.mark); ' +
    'export const twice = value * 2;', {
      context,
      identifier: 'made-up.mjs',
      initializeImportMeta(meta) { meta.mark = 'marked'; },
    });
  assert.strictEqual(module.status, 'unlinked');
  assert.deepStrictEqual(module.dependencySpecifiers, ['dep']);
  await module.link(mustCall(async (specifier, referencing) => {
    assert.strictEqual(specifier, 'dep');
    assert.strictEqual(referencing, module);
    return dependency;
  }));
  assert.strictEqual(module.status, 'linked');
  await module.evaluate();
  assert.strictEqual(module.status, 'evaluated');
  assert.deepStrictEqual([...context.seen], [5, 'marked']);
  assert.strictEqual(module.namespace.twice, 10);

  const endless = new vm.SourceTextModule('for (;;);');
  await endless.link(() => {});
  await assert.rejects(endless.evaluate({ timeout: 20 }), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });

  const throwing = new vm.SourceTextModule('throw new RangeError("thrown")');
  await throwing.link(() => {});
  await assert.rejects(throwing.evaluate(), RangeError);
  assert.strictEqual(throwing.status, 'errored');
  assert.ok(throwing.error instanceof RangeError);
}
main().then(mustCall());
