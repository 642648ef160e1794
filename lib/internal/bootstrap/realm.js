'use strict';

// The first module that runs. In the order of the steps:
//   1. require() for the modules of lib/.
//   2. The process object, as far as it depends on nothing.
//   3. internal/bootstrap/node: the library's part that every program needs.
//   4. runMain(), which C++ calls in the finished process (EntryPoint::kRunMain).
// Steps 1 to 3 end up in the snapshot.
//
// In this module `exports`, `require`, `module` and `process` come undefined.

const { compile, ids } = binding('builtins');

// V8 adds the youngest features of the language to a context only when it has been deserialised, so
// in the snapshot builder they are missing. This is the one that lib/ uses while it is loaded.
const lacksHasOwn = Object.hasOwn === undefined;
if (lacksHasOwn) {
  const { hasOwnProperty } = Object.prototype;
  Object.hasOwn = { hasOwn: (object, key) => hasOwnProperty.call(object, key) }.hasOwn;
}

// Modules whose functions run at every start: in the snapshot they are compiled whole, so that a
// start compiles nothing but the program.
const startPath = new Set([
  'console', 'events', 'internal/async_context', 'internal/bootstrap/prepare', 'internal/console',
  'internal/main/run_main_module', 'internal/modules/cjs/files', 'internal/modules/cjs/loader',
  'internal/modules/cjs/module', 'internal/modules/cjs/require_esm',
  'internal/modules/cjs/resolve', 'internal/modules/helpers',
  'internal/modules/package_json_reader', 'internal/modules/run_main', 'internal/options',
  'internal/process/execution', 'internal/process/methods', 'internal/process/pre_execution',
  'internal/process/promises', 'internal/process/stdio', 'internal/process/task_queues',
  'internal/process/warning', 'internal/streams/destroy', 'internal/streams/state',
  'internal/streams/writable', 'internal/timers', 'internal/url', 'internal/util/colors',
  'internal/util/inspect', 'path', 'timers',
]);
let booting = true;

// 1. A module is { id, exports, loaded }, run with the arguments its wrapper names.
const loaded = new Map();

class BuiltinModule {
  exports = {};
  loaded = false;

  constructor(id) {
    this.id = id;
  }
}

function requireBuiltin(id) {
  const known = loaded.get(id);
  if (known !== undefined) return known.exports;
  const module = new BuiltinModule(id);
  loaded.set(id, module);
  try {
    const run = compile(id, booting && startPath.has(id));
    run(module.exports, requireBuiltin, module, process, binding);
    module.loaded = true;
  } finally {
    // The next try starts afresh. No catch: throwing again would make this the place of the error.
    if (!module.loaded) loaded.delete(id);
  }
  return module.exports;
}

// What users can require. The ids are those of lib/ without internal/.
let publicIds;
function builtinIds() {
  publicIds ??= ids().filter((id) => !id.startsWith('internal/'));
  return publicIds;
}

loaded.set('internal/bootstrap/builtins', {
  id: 'internal/bootstrap/builtins',
  loaded: true,
  exports: {
    /** @returns {string[]} ids of all public modules, sorted */
    builtinIds,
    /** @returns {string[]} ids of the modules that have been run, in order of their start */
    loadedIds: () => [...loaded.keys()],
    requireBuiltin,
  },
});

// 2. `process instanceof EventEmitter`, and its class is called process.
const constructors = { process: function() {} }; // V8 shows the name in messages
process = new constructors.process();

// 3.
requireBuiltin('internal/bootstrap/node');

booting = false;
if (lacksHasOwn) delete Object.hasOwn;

// 4.
const { setEntryPoint, entryPoints } = binding('loop');
setEntryPoint(entryPoints.runMain, (name) => {
  requireBuiltin('internal/bootstrap/prepare').prepareProcess();
  const { main } = requireBuiltin(`internal/main/${name}`);
  main();
  requireBuiltin('internal/async_hooks').clearAsyncIdStack();
});
