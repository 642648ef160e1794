// A parent ends by its own status, not by a signal, with children, pipes and channels still open.
'use strict';

const assert = require('assert');
const { spawnScript } = require('../../common');

const start = `
  const { spawn, fork, execFile } = require('child_process');
  const children = [
    spawn('sleep', ['100']), spawn('cat'), spawn('gyre-no-such-program').on('error', () => {}),
    execFile('sleep', ['100']), spawn('sleep', ['100'], { stdio: ['ipc', 'pipe', 'pipe'] }),
  ];
  children[1].stdin.write(Buffer.alloc(1e6));
  children[4].send('x'.repeat(1e6), () => {});
  process.on('exit', () => { for (const child of children) child.kill('SIGKILL'); });
`;
const endings = {
  'process.exit(7)': 7,
  'setImmediate(() => process.exit(8))': 8,
  'setTimeout(() => { throw new Error("thrown"); }, 30)': 1,
  'throw new Error("thrown")': 1,
  'Promise.reject(new Error("thrown"))': 1,
  'children[1].stdout.once("data", () => process.exit(9))': 9,
};
for (const [ending, status] of Object.entries(endings)) {
  const result = spawnScript(`${start}\n${ending};`);
  assert.strictEqual(result.signal, null, ending);
  assert.strictEqual(result.status, status, `${ending}\n${result.stderr}`);
}
