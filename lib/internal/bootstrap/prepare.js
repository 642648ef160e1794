'use strict';

// Fills in what depends on the process, after the snapshot has been deserialised (or the bootstrap
// has run). One function, in numbered steps; it must stay cheap: every start pays for it.

const native = binding('process');

/** @returns {void} */
function prepareProcess() {
  // 1. Who we are.
  const info = native.info();
  process.argv0 = info.argv0;
  process.argv = [info.execPath, ...info.argv];
  process.execPath = info.execPath;
  process.execArgv = info.execArgv;
  process.pid = native.pid();

  // 2. The environment, live.
  const { getOptionValue } = require('internal/options');
  process.env = binding('process_env').create(
    getOptionValue('--pending-deprecation') ? warnOfEnvValue : undefined);

  const files = getOptionValue('--env-file');
  if (files?.length > 0) loadEnvironment(files);

  // 3. Options that change the world before any user code.
  const title = getOptionValue('--title');
  if (title) process.title = title;
  checkUnhandledRejections(getOptionValue('--unhandled-rejections'));
  disableProto(getOptionValue('--disable-proto'));
  if (getOptionValue('--throw-deprecation')) process.throwDeprecation = true;
  if (getOptionValue('--trace-deprecation')) process.traceDeprecation = true;
  if (!getOptionValue('--deprecation')) process.noDeprecation = true;
  if (getOptionValue('--trace-uncaught')) binding('errors').setCaptureForUncaught(true);

  // 4. What V8 adds to the global object after the snapshot.
  waitForCompilation(globalThis.WebAssembly);
}

/**
 * V8 compiles WebAssembly in threads of its own, which the loop knows nothing of: makes it wait.
 * @param {any} namespace undefined with --jitless
 * @returns {void}
 */
function waitForCompilation(namespace) {
  if (namespace === undefined) return;
  const { holdForTasks } = binding('loop');
  for (const name of ['compile', 'instantiate']) {
    const original = namespace[name];
    namespace[name] = { async [name](source, ...rest) {
      holdForTasks(true);
      try {
        return await Reflect.apply(original, this, [source, ...rest]);
      } finally {
        holdForTasks(false);
      }
    } }[name];
  }
}

/**
 * --env-file: of two files the later wins; what the environment has, stays. Options in NODE_OPTIONS
 * or GYRE_OPTIONS count: the process starts anew with them, since they may be for V8, which has
 * started.
 */
function loadEnvironment(files) {
  const { parseEnvFile } = require('internal/util/env_file');
  const values = {};
  for (const file of files) {
    let text;
    try {
      text = binding('fs').readFileUtf8(file);
    } catch {
      binding('errors').writeToStderr(`gyre: ${file}: not found\n`);
      require('internal/process/uncaught').exitNow(9);
    }
    Object.assign(values, parseEnvFile(text));
  }
  let hasOptions = false;
  for (const [name, value] of Object.entries(values)) {
    if (process.env[name] !== undefined) continue;
    process.env[name] = value;
    if (value !== '' && (name === 'NODE_OPTIONS' || name === 'GYRE_OPTIONS')) hasOptions = true;
  }
  if (!hasOptions) return;
  const { errname } = binding('uv');
  binding('errors').writeToStderr(`gyre: cannot start anew: ${errname(native.restart())}\n`);
  require('internal/process/uncaught').exitNow(9);
}

function warnOfEnvValue() {
  process.emitWarning(
    'Assigning any value other than a string, number, or boolean to a process.env property is ' +
    'deprecated. Please make sure to convert the value to a string before setting process.env ' +
    'with it.',
    'DeprecationWarning', 'DEP0104');
}

function checkUnhandledRejections(mode) {
  if (!mode) return;
  const modes = ['strict', 'throw', 'warn', 'none', 'warn-with-error-code'];
  if (modes.includes(mode)) return;
  binding('errors').writeToStderr(
    `gyre: invalid value for --unhandled-rejections: '${mode}' is not one of ` +
    `${modes.join(', ')}\n`);
  require('internal/process/uncaught').exitNow(9);
}

function disableProto(mode) {
  if (mode === 'delete') {
    delete Object.prototype.__proto__;
  } else if (mode === 'throw') {
    const refuse = () => {
      const { codes: { ERR_PROTO_ACCESS } } = require('internal/errors');
      throw new ERR_PROTO_ACCESS();
    };
    Object.defineProperty(Object.prototype, '__proto__', {
      get: refuse, set: refuse, configurable: true, enumerable: false,
    });
  } else if (mode) {
    binding('errors').writeToStderr(
      `gyre: --disable-proto must be delete or throw, not '${mode}'\n`);
    require('internal/process/uncaught').exitNow(9);
  }
}

module.exports = { prepareProcess };
