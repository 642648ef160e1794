"""The REPL on a terminal: completion, preview, Ctrl-C in a loop and in an await, search, history."""
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from screen import ScreenTerminal

with tempfile.TemporaryDirectory() as folder:
    history = os.path.join(folder, 'history')
    env = {'GYRE_REPL_HISTORY': history, 'NODE_REPL_HISTORY': None}
    with ScreenTerminal(env=env) as terminal:
        terminal.expect('Type ".help"')
        terminal.expect_block('>', cursor=(0, 2))

        # The value of a line before it is entered, and the rest of a name.
        terminal.type('20 + 22', '> 20 + 22', '42', cursor=(0, 9))
        terminal.type('\r', '> 20 + 22', '42', '>', cursor=(2, 2))
        terminal.type('[1,2].len', '> [1,2].length', '2', cursor=(0, 11))
        terminal.type('\t', '> [1,2].length', '2', cursor=(0, 14))
        terminal.send('\x15[1,2].len')  # Ctrl-U
        terminal.expect_block('> [1,2].length', '2', cursor=(0, 11))
        terminal.send('\x1b[C')  # Right takes the rest
        terminal.expect_block('> [1,2].length', '2', cursor=(0, 14))
        terminal.type('\r', '> [1,2].length', '2', '>', cursor=(2, 2))

        # Names that differ in case are offered, but not what Tab inserts when one is meant.
        terminal.type('Math.sq', '> Math.sqrt', '[Function: sqrt]', cursor=(0, 9))
        terminal.type('\t', '> Math.sqrt', '[Function: sqrt]', cursor=(0, 11))
        terminal.type('\x15Math.SQ', '> Math.SQRT', cursor=(0, 9))
        terminal.type('\t', '> Math.SQRT', cursor=(0, 11))
        terminal.type('\t', 'Math.SQRT1_2  Math.SQRT2    Math.sqrt', '', '> Math.SQRT', cursor=(2, 11))
        terminal.type('\x15', '>', cursor=(0, 2))

        # Ctrl-C ends a loop, an await, and a line.
        terminal.send('console.log("in the " + "loop"); while (true);\r')
        terminal.expect('in the loop')
        terminal.send('\x03')
        terminal.expect('interrupted by')
        terminal.expect_block('>', cursor=(0, 2))
        terminal.send('await null; console.log("in the " + "await"); await new Promise(() => {})\r')
        terminal.expect('in the await')
        terminal.send('\x03')
        terminal.expect('interrupted by')
        terminal.expect_block('>', cursor=(0, 2))
        terminal.send('nothing')
        terminal.expect('nothing')
        terminal.type('\x03', '> nothing', '>', cursor=(1, 2))

        # Also one that comes when the text waits already and the terminal still gives signals: the
        # mode is set between the two.
        terminal.type('var server = require("repl").repl, set = server._setRawMode, sent = false; 0\r',
                      '0', '>', cursor=(1, 2))
        terminal.send('server._setRawMode = (on) => { if (on && sent === "next") '
                      '{ sent = true; process.kill(process.pid, "SIGINT"); } return set.call(server, on); }; 0\r')
        terminal.expect_block('0', '>', cursor=(1, 2))
        terminal.send('sent = "next"; await new Promise(() => {})\r')
        terminal.expect('interrupted by')
        terminal.expect_block('>', cursor=(0, 2))
        terminal.type('delete server._setRawMode; sent\r', 'true', '>', cursor=(1, 2))

        # An error of a callback comes above what is typed meanwhile.
        terminal.send('var late = setInterval(() => { if (server.line === "5 + 6") '
                      '{ clearInterval(late); throw new Error("late"); } }, 1); 0\r')
        terminal.expect_block('0', '>', cursor=(1, 2))
        terminal.send('5 + 6\x1b[D')
        terminal.wait_until(lambda screen: 'Uncaught Error: late' in screen.lines and
                            screen.lines[screen.row] == '> 5 + 6' and screen.column == 6, 'the error above the line')
        terminal.type('\x05\r', '> 5 + 6', '11', '>', cursor=(2, 2))

        # Static import, and names declared anew.
        terminal.type('import { basename } from "path"\r', 'undefined', '>', cursor=(1, 2))
        terminal.type('let n = 1\r', 'undefined', '>', cursor=(1, 2))
        terminal.type('let n = basename("/a/bee") + "!"; n\r', "'bee!'", '>', cursor=(1, 2))

        # Words that are deleted come back; a changed entry of the history is no place in it.
        terminal.type('one two\x17', '> one', cursor=(0, 6))
        terminal.type('\x19', '> one two', cursor=(0, 9))
        terminal.type('\x01\x1bd\x05 \x19', '> two one', cursor=(0, 10))
        terminal.type('\x15', '>', cursor=(0, 2))
        terminal.type('\x1b[A', '> let n = basename("/a/bee") + "!"; n', cursor=(0, 37))
        terminal.type('\x1b[A', '> let n = 1', cursor=(0, 11))
        terminal.type('\x15', '>', cursor=(0, 2))
        terminal.type('\x1b[A', '> let n = basename("/a/bee") + "!"; n', cursor=(0, 37))
        terminal.send('\x15')

        # Ctrl-R finds an earlier line.
        terminal.type('\x12', '>', 'bck-i-search: _', cursor=(0, 2))
        terminal.type('+ 2', '> 20 + 22', 'bck-i-search: + 2_', cursor=(0, 5))
        terminal.type('\r', '> 20 + 22', '42', '>', cursor=(2, 2))
        terminal.send('.exit\r')
        assert terminal.wait() == 0
    with open(history, encoding='utf-8') as file:
        lines = file.read().split('\n')
    assert lines[0] == '.exit' and '20 + 22' in lines, lines
    assert os.stat(history).st_mode & 0o777 == 0o600
