"""`gyre test` on a terminal: a failure is seen while other files run, the last line says how far it is, Ctrl-C reports."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))

from gyre import Terminal, scripts, wait_for

WAITS = ("const test = require('node:test');\ntest('waits', async () => {\n"
         "  for (let i = 0; i < 3; i++) await new Promise(setImmediate);\n"  # the runner is told by then
         "  require('fs').writeFileSync('begun', '');\n"
         "  while (!require('fs').existsSync('go')) await new Promise(setImmediate);\n});\n")
CLEAR = '\r\x1b[K'

with scripts() as (folder, script):
    def gyre():
        return Terminal('test', '--concurrency=2', cwd=folder, env={'NODE_TEST_CONTEXT': None, 'NO_COLOR': '1'})

    script('a.test.js', "require('node:test')('fails', () => { throw new Error('seen early'); });\n")
    script('b.test.js', WAITS)
    script('c.test.js', "require('node:test')('passes', () => {});\n")

    with gyre() as terminal:
        terminal.expect('seen early')
        terminal.expect('2/3 files · 1 failed · b.test.js')
        script('go', '')
        assert terminal.wait() == 1
        # The line is gone before what comes next, and at the end.
        assert re.search(re.escape(f'b.test.js{CLEAR}') + '✔ waits', terminal.output), terminal.output
        assert 'files ·' not in terminal.output.rsplit(CLEAR, 1)[1], terminal.output
        assert 'pass 2\r\n' in terminal.output and 'failing tests:' in terminal.output, terminal.output

    begun = os.path.join(folder, 'begun')
    os.remove(begun)
    os.remove(os.path.join(folder, 'go'))
    with gyre() as terminal:
        terminal.expect('2/3 files · 1 failed · b.test.js')
        wait_for(lambda: os.path.exists(begun))
        terminal.send('\x03')
        assert terminal.wait() == 1
        assert 'cancelled 1\r\n' in terminal.output and 'pass 1\r\n' in terminal.output, terminal.output
        assert 'files ·' not in terminal.output.rsplit(CLEAR, 1)[1], terminal.output
