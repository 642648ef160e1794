// import() in a script without importModuleDynamically is rejected with a permanent code.
'use strict';

const assert = require('assert');
const vm = require('vm');
const { expectError } = require('../../common');

for (const promise of [
  vm.runInThisContext('import("fs")'),
  vm.runInNewContext('import("fs")'),
  vm.compileFunction('return import("fs")')(),
]) {
  promise.then(
    () => assert.fail('must not resolve'),
    expectError({ name: 'TypeError', code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' }),
  );
}
