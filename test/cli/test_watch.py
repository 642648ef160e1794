"""`gyre test --watch` runs again what depends on what has changed, and Ctrl-C ends it."""
import os
import re
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import GYRE, check, environment, run

with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)

    def write(name, text):
        path = os.path.join(folder, name)
        with open(path + '.new', 'w', encoding='utf-8') as file:
            file.write(text)
        os.replace(path + '.new', path)

    write('part.js', "exports.name = 'first';\n")
    write('part.mjs', "export const name = 'module';\n")
    write('a.test.js', "require('node:test')('a ' + require('./part.js').name, () => {});\n")
    write('b.test.mjs', "import test from 'node:test';\nimport { name } from './part.mjs';\ntest('b ' + name, () => {});\n")
    # Processes that a test starts must not tell what they load.
    write('c.test.js', "require('node:test')('c ' + require('child_process').execFileSync(\n"
          "  process.execPath, ['-p', \"require('./part.js').name\"]).toString().trim(), () => {});\n")

    process = subprocess.Popen([GYRE, 'test', '--watch'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               env=environment({'NODE_TEST_CONTEXT': None}), stdin=subprocess.DEVNULL, cwd=folder)

    def expect(*names, passed=True):
        """The next round runs the tests of these names, in any order, and no others."""
        found = []
        for line in process.stdout:
            match = re.match('[\u2714\u2716] (\\w .*) \\(', line)
            if match:
                found.append(match.group(1))
            if line.startswith('\u2139 fail '):
                assert line == f'\u2139 fail {0 if passed else 1}\n', line
            if line.startswith('\u2139 duration_ms'):
                break
        assert sorted(found) == sorted(names), f'expected {names}, found {found}'

    expect('a first', 'b module', 'c first')
    write('part.mjs', "export const name = 'changed';\n")
    expect('b changed')
    write('part.js', "exports.name = 'second';\n")
    expect('a second')
    # What fails to load is run again when it is mended.
    write('part.js', 'throw new Error();\n')
    expect(passed=False)
    write('part.js', "exports.name = 'third';\n")
    expect('a third')
    # Test files come; other files are none of its business.
    write('other.js', 'throw new Error();\n')
    write('d.test.js', "require('node:test')('d is new', () => {});\n")
    expect('d is new')
    # One that does not end is stopped when it changes.
    write('d.test.js', "require('node:test')('d hangs', () => new Promise(() => { setInterval(() => {}, 1000); }));\n"
          "require('fs').writeFileSync('started', '');\n")
    while not os.path.exists(os.path.join(folder, 'started')):
        assert process.poll() is None
    write('d.test.js', "require('node:test')('d ends', () => {});\n")
    for line in process.stdout:
        if 'stopped because it has changed' in line:
            break
    expect()
    expect('d ends')
    process.send_signal(signal.SIGINT)
    assert process.wait() == 0

    check(run('test', '--watch', '--isolation=none', cwd=folder, env={'NODE_TEST_CONTEXT': None}), status=1,
          stderr=re.compile('not supported with watch mode'))
    check(run('test', '--watch', '--shard=1/2', cwd=folder, env={'NODE_TEST_CONTEXT': None}), status=1,
          stderr=re.compile('not supported with watch mode'))
