"""`gyre test` names what a test leaves behind, with its line, and ends a process that it holds."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import check, run

LEAK = """const test = require('node:test');
test('leaves a server', (t, done) => {
  require('net').createServer().listen(0, done);
});
test('leaves an interval', () => {
  setInterval(() => {}, 1e6);
});
test('cleans up', (t, done) => {
  clearTimeout(setTimeout(() => {}, 1e6));
  setTimeout(() => {}, 1e6).unref();
  const server = require('net').createServer().listen(0, () => server.close(done));
});
"""

OTHERS = """const test = require('node:test');
test('leaves immediates', () => {
  (function again() {
    setImmediate(again);
  })();
});
test('leaves a watcher', () => {
  require('fs').watchFile('absent', () => {});
});
test('leaves none', async () => {
  setImmediate(() => {});
  require('fs').watchFile('absent too', () => {});
  require('fs').unwatchFile('absent too');
  require('fs').readFile(__filename, () => {});
});
"""

with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    path = os.path.join(folder, 'leak.js')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(LEAK)
    env = {'NODE_TEST_CONTEXT': None}

    warned = check(run('test', path, cwd=folder, env=env), stdout=re.compile('pass 3\n'))
    place = re.escape(path)
    assert re.search(f'left behind: TCP server, made at {place}:3:', warned.stdout), warned
    assert re.search(f'left behind: interval, made at {place}:6:', warned.stdout), warned
    assert len(re.findall('left behind', warned.stdout)) == 2, warned
    assert re.search(f'the process was held by: TCP server, made at {place}:3:', warned.stdout), warned

    failed = check(run('test', '--leaks=error', path, cwd=folder, env=env), status=1)
    assert 'pass 1\n' in failed.stdout, failed

    # What starts itself again, and what the loop only polls.
    others = os.path.join(folder, 'others.js')
    with open(others, 'w', encoding='utf-8') as file:
        file.write(OTHERS)
    result = check(run('test', '--leaks=error', others, cwd=folder, env=env), status=1, stdout=re.compile('pass 1\n'))
    place = re.escape(others)
    for kind, line in (('immediate', 4), ('file watcher', 8)):
        for found in ('left behind', 'the process was held by'):
            assert re.search(f'{found}: {kind}, made at {place}:{line}:', result.stdout), result.stdout

    # Alone too, and a clean file is not touched.
    check(run('--test-leaks=error', path, cwd=folder, env=env), status=1, stdout=re.compile('held by: TCP server'))
    check(run('--test-leaks=nonsense', path, cwd=folder, env=env), status=1, stderr=re.compile('--test-leaks'))
