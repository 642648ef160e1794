"""The REPL on a terminal: completion, preview, Ctrl-C in a loop and in an await, search, history."""
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import Terminal

with tempfile.TemporaryDirectory() as folder:
    history = os.path.join(folder, 'history')
    env = {'GYRE_REPL_HISTORY': history, 'NODE_REPL_HISTORY': None}
    with Terminal(env=env) as terminal:
        terminal.expect('Type ".help"')
        terminal.expect('> ')

        # The value of a line before it is entered, and the rest of a name.
        terminal.send('20 + 22')
        terminal.expect('\x1b[90m42\x1b[39m')
        terminal.send('\r')
        terminal.expect('\x1b[33m42\x1b[39m')
        terminal.expect('> ')
        terminal.send('[1,2].len')
        terminal.expect('\x1b[90m2\x1b[39m')
        terminal.expect('n\x1b[90mgth')
        terminal.send('\t')
        terminal.expect('gth')
        terminal.send('\r')
        terminal.expect('\x1b[33m2\x1b[39m')
        terminal.expect('> ')

        # Ctrl-C ends a loop, an await, and a line.
        terminal.send('console.log("in the " + "loop"); while (true);\r')
        terminal.expect('in the loop')
        terminal.send('\x03')
        terminal.expect('interrupted by')
        terminal.expect('> ')
        terminal.send('await null; console.log("in the " + "await"); await new Promise(() => {})\r')
        terminal.expect('in the await')
        terminal.send('\x03')
        terminal.expect('interrupted by')
        terminal.expect('> ')
        terminal.send('nothing')
        terminal.expect('nothing')
        terminal.send('\x03')
        terminal.expect('> ')

        # Static import, and names declared anew.
        terminal.send('import { basename } from "path"\r')
        terminal.expect('undefined')
        terminal.expect('> ')
        terminal.send('let n = 1\r')
        terminal.expect('undefined')
        terminal.expect('> ')
        terminal.send('let n = basename("/a/bee") + "!"; n\r')
        terminal.expect("'bee!'")
        terminal.expect('> ')

        # Ctrl-R finds an earlier line.
        terminal.send('\x12')
        terminal.expect('bck-i-search: _')
        terminal.send('+ 2')
        terminal.expect('bck-i-search: + 2_')
        terminal.send('\r')
        terminal.expect('\x1b[33m42\x1b[39m')
        terminal.expect('> ')
        terminal.send('.exit\r')
        assert terminal.wait() == 0
    with open(history, encoding='utf-8') as file:
        lines = file.read().split('\n')
    assert lines[0] == '.exit' and '20 + 22' in lines, lines
    assert os.stat(history).st_mode & 0o777 == 0o600
