// import() works in CommonJS, eval, functions made from text and scripts of vm, and rejects instead
// of throwing.
'use strict';
const assert = require('assert');
const vm = require('vm');
const path = require('path');
const { mustCall } = require('../../common');

const file = './fixtures/counter.mjs';
const absolute = path.join(__dirname, file);
const { USE_MAIN_CONTEXT_DEFAULT_LOADER: importModuleDynamically } = vm.constants;

Promise.all([
  import(file),
  eval('import(file)'),
  new Function(`return import(${JSON.stringify(file)})`)(),
  import(require('url').pathToFileURL(absolute)),
  import(absolute),
  vm.runInThisContext(`import(${JSON.stringify(absolute)})`, { importModuleDynamically }),
]).then(mustCall((namespaces) => {
  for (const namespace of namespaces) assert.strictEqual(namespace, namespaces[0]);
}));

for (const [specifier, code] of [
  ['./fixtures/absent.mjs', 'ERR_MODULE_NOT_FOUND'],
  ['./fixtures/', 'ERR_UNSUPPORTED_DIR_IMPORT'],
  ['./fixtures', 'ERR_UNSUPPORTED_DIR_IMPORT'],
  ['./fixtures/counter', 'ERR_MODULE_NOT_FOUND'],
  ['./fixtures%2fcounter.mjs', 'ERR_INVALID_MODULE_SPECIFIER'],
  ['absent-package', 'ERR_MODULE_NOT_FOUND'],
  ['#absent', 'ERR_PACKAGE_IMPORT_NOT_DEFINED'],
  ['', 'ERR_MODULE_NOT_FOUND'],
]) {
  assert.rejects(import(specifier), { code }).then(mustCall());
}
assert.rejects(import(Symbol('x')), TypeError).then(mustCall());
assert.rejects(vm.runInThisContext('import("fs")'),
               { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' }).then(mustCall());
