// Bad arguments are refused with Node's errors, before anything is started.
'use strict';

const assert = require('assert');
const childProcess = require('child_process');
const { errorLike } = require('../../common');

const { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } = childProcess;

function refuse(code, ...calls) {
  for (const call of calls) {
    let result;
    assert.throws(() => { result = call(); }, errorLike({ code }), call.toString());
    assert.strictEqual(result, undefined);
  }
}

refuse('ERR_INVALID_ARG_TYPE',
  () => spawn(), () => spawn(null), () => spawn({}), () => spawn('x', 5), () => spawn('x', [], 5),
  () => spawn('x', [], null), () => spawn('x', { cwd: 5 }), () => spawn('x', { detached: 1 }),
  () => spawn('x', { uid: 'root' }), () => spawn('x', { gid: 1.5 }),
  () => spawn('x', { uid: 2 ** 31 }), () => spawn('x', { shell: 1 }),
  () => spawn('x', { argv0: {} }), () => spawn('x', { windowsHide: 1 }),
  () => spawn('x', { signal: {} }), () => spawn('x', { killSignal: {} }),
  () => exec(5), () => exec('x', {}, 5), () => execFile('x', 'y'), () => execFile('x', [], 'y'),
  () => execFile('x', [], {}, 'y'), () => execSync(), () => execFileSync('x', 1),
  () => fork(), () => fork('x', 'y'), () => fork('x', [], 'y'),
  () => spawnSync('cat', { input: 5 }), () => spawnSync('x', { killSignal: {} }),
  () => new childProcess.ChildProcess().spawn(),
  () => new childProcess.ChildProcess().spawn({ file: 5 }),
  () => new childProcess.ChildProcess().spawn({ file: 'x', args: 5 }));

refuse('ERR_INVALID_ARG_VALUE',
  () => spawn(''), () => spawn('a\0b'), () => spawn('a', ['b', 'c\0']),
  () => spawn('a', [{ toString: () => 'b\0' }]),
  () => spawn('a', { cwd: 'b\0' }), () => spawn('a', { argv0: '\0' }),
  () => spawn('a', { shell: '\0' }), () => spawn('a', { env: { 'b\0': 'c' } }),
  () => spawn('a', { env: { b: 'c\0' } }), () => exec('a\0'), () => fork('a\0'),
  () => fork('a', { execPath: '\0' }), () => fork('a', { execArgv: ['\0'] }),
  () => execSync('\0'), () => spawnSync('a', ['\0']),
  () => spawn('a', { stdio: 'x' }), () => spawn('a', { stdio: 5 }),
  () => spawn('a', { stdio: [{}] }), () => spawn('a', { stdio: [{ fd: -1 }] }),
  () => spawn('a', { stdio: ['ipc'], serialization: 'x' }), () => fork('a', { stdio: 'x' }));

refuse('ERR_OUT_OF_RANGE',
  () => spawn('x', { timeout: -1 }), () => spawn('x', { timeout: 1.5 }),
  () => spawn('x', { timeout: '1' }), () => execFile('x', { timeout: NaN }),
  () => execFile('x', { maxBuffer: -1 }), () => spawnSync('x', { maxBuffer: NaN }),
  () => spawnSync('x', { timeout: Infinity }));

refuse('ERR_UNKNOWN_SIGNAL',
  () => spawn('x', { killSignal: 'SIGNOTHING' }), () => spawnSync('x', { killSignal: 9999 }),
  () => execFile('x', { killSignal: 'x' }));
refuse('ERR_IPC_ONE_PIPE', () => spawn('x', { stdio: ['ipc', 'ipc'] }));
refuse('ERR_IPC_SYNC_FORK', () => spawnSync('x', { stdio: ['ipc'] }));
refuse('ERR_CHILD_PROCESS_IPC_REQUIRED', () => fork('x', { stdio: ['pipe', 'pipe', 'pipe'] }));
refuse('ERR_INVALID_SYNC_FORK_INPUT',
  () => spawn('x', { stdio: ['text'] }), () => spawn('x', { stdio: [Buffer.from('x')] }));
