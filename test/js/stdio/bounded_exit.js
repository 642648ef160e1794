'use strict';

// A reader that never reads holds up neither the program nor its end, whatever is still to be
// written to it.

const assert = require('assert');
const { spawn } = require('child_process');
const { deadline, mustCall } = require('../../common');

deadline();
const endings = {
  'process.exit(4)': 4,
  'throw new Error("x")': 1,
  'setTimeout(() => process.reallyExit(3), 1)': 3,
  'process.on("exit", () => console.log(text)); process.exit(5)': 5,
};
for (const print of ['console.log(text)', 'process.stdout.write(text)']) {
  for (const [ending, expected] of Object.entries(endings)) {
    const source = `const text = 'x'.repeat(1e6); ${print}; ${print}; ${ending}`;
    const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'ignore'] });
    // Nobody reads child.stdout until the child has gone.
    child.on('exit', mustCall((code, signal) => {
      assert.strictEqual(signal, null, ending);
      assert.strictEqual(code, expected, ending);
      child.stdout.destroy();
    }));
  }
}
