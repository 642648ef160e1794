// All of test/js under `gyre test`: each file is a process, and its exit status is the verdict; 77
// says "skipped". tools/test runs this where it runs everything; test/CMakeLists.txt has the same
// files one by one.
//
// environment: GYRE_TEST_SECONDS   how long a file may take
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';

const kSkipped = 77;
const root = path.join(import.meta.dirname, 'js');
const timeout = 1000 * Number(process.env.GYRE_TEST_SECONDS ?? 60);

// What a developer's shell has set must not change what tests see, nor that a test runs them.
const env = { ...process.env, NO_COLOR: '1', TERM: 'xterm' };
for (const name of [
  'FORCE_COLOR', 'GYRE_OPTIONS', 'GYRE_TEST_SECONDS', 'NODE_DEBUG', 'NODE_NO_WARNINGS',
  'NODE_OPTIONS', 'NODE_PATH', 'NODE_REPL_HISTORY', 'NODE_TEST_CONTEXT',
]) {
  delete env[name];
}

function flagsOf(file) {
  const match = /^\/\/ Flags: (.*)$/m.exec(fs.readFileSync(file, 'utf8'));
  return match === null ? [] : match[1].trim().split(/\s+/);
}

/** @returns {Promise<{code: number | null, signal: string | null, output: string}>} */
function run(file, signal) {
  const child = spawn(process.execPath, [...flagsOf(file), file], {
    env, stdio: ['ignore', 'pipe', 'pipe'],
  });
  signal.addEventListener('abort', () => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => { output += text; });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => resolve({ code, signal: killedBy, output }));
  });
}

const areas = fs.readdirSync(root);
suite('js', { concurrency: os.availableParallelism() }, () => {
  for (const area of areas) {
    for (const name of fs.readdirSync(path.join(root, area))) {
      if (!/\.m?js$/.test(name)) continue;
      test(`js/${area}/${name.replace(/\.js$/, '')}`, { timeout }, async (t) => {
        const { code, signal, output } = await run(path.join(root, area, name), t.signal);
        if (code === kSkipped) {
          t.skip(output.trim().split('\n').at(-1) || 'it gives no reason');
          return;
        }
        assert.ok(code === 0, `${signal ?? `status ${code}`}\n${output}`);
      });
    }
  }
});
