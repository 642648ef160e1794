// A process that ends with requests in flight ends by its code.
'use strict';
require('../../common');
const assert = require('assert');
const { spawnSync } = require('child_process');

const start = `const http = require('http');
  const server = http.createServer((req, res) => { res.write('x'); WHEN });
  server.listen(0, '127.0.0.1', () => {
    http.request({ port: server.address().port, host: '127.0.0.1', method: 'POST' }).write('y');
  });`;
for (const [what, code] of [['process.exit(7)', 7], ["throw new Error('x')", 1],
                            ['setTimeout(() => process.exit(3), 20)', 3],
                            ['process.nextTick(() => process.exit(5))', 5]]) {
  const { status, signal } = spawnSync(process.execPath, ['-e', start.replace('WHEN', what)]);
  assert.strictEqual(signal, null);
  assert.strictEqual(status, code, what);
}
