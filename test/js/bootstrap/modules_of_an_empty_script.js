'use strict';

// An empty script loads these modules and no others. All of them are in the snapshot: a module that
// joins this list costs every program memory, and start-up time where it is not in the snapshot.

const assert = require('assert');
const { spawnSelf, tmpdir } = require('../../common');

const expected = `
  buffer console events internal/async_context internal/async_hooks internal/bootstrap/builtins
  internal/bootstrap/node internal/bootstrap/prepare internal/buffer internal/console
  internal/errors internal/fatal_exception internal/main/eval_string internal/main/run_main_module
  internal/modules/cjs/files internal/modules/cjs/loader internal/modules/cjs/module
  internal/modules/cjs/require_esm internal/modules/cjs/resolve internal/modules/helpers
  internal/modules/package_json_reader internal/modules/resolve internal/modules/run_main
  internal/options internal/polyfills/array internal/polyfills/array_buffer
  internal/polyfills/base64 internal/polyfills/from_async internal/polyfills/group_by
  internal/polyfills/index internal/polyfills/intrinsics internal/polyfills/inventory
  internal/polyfills/iterator internal/polyfills/number internal/polyfills/promise
  internal/polyfills/set internal/polyfills/text internal/polyfills/typed_array
  internal/process/execution internal/process/methods internal/process/pre_execution
  internal/process/promises internal/process/stdio internal/process/task_queues
  internal/process/uncaught internal/process/warning internal/promise_hooks
  internal/streams/add_abort_signal internal/streams/destroy internal/streams/duplex
  internal/streams/end_of_stream internal/streams/legacy internal/streams/passthrough
  internal/streams/readable internal/streams/state internal/streams/transform
  internal/streams/utils internal/streams/writable internal/timers internal/url internal/util
  internal/util/inspect internal/util/types internal/validators internal/vm path stream timers vm`;

// As the script sees it that does nothing but tell.
const file = tmpdir('empty.js');
require('fs').writeFileSync(
  file, 'process.on("exit", () => process._rawDebug(process.moduleLoadList.join("\\n")))');
const found = spawnSelf([file]).stderr.trim().split('\n')
  .map((name) => name.replace(/^NativeModule /, '')).sort();
const wanted = expected.trim().split(/\s+/).sort();
assert.deepStrictEqual(found.filter((id) => !wanted.includes(id)), [], 'new modules');
assert.deepStrictEqual(wanted.filter((id) => !found.includes(id)), [], 'no longer loaded');
assert.deepStrictEqual(found, wanted); // None twice.
