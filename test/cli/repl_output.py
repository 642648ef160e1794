"""What a program prints while a line is edited in the REPL: it comes above the line, which stays as it is."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from screen import ScreenTerminal

with ScreenTerminal(env={'GYRE_REPL_HISTORY': ''}, columns=40, rows=12) as terminal:
    terminal.expect_block('>', cursor=(0, 2))
    # Each call of next() prints once, while what is typed stands on the screen.
    terminal.send('var when = (line, print) => { const server = require("repl").repl, timer = setInterval(() => '
                  '{ if (server.line === line) { clearInterval(timer); print(); } }, 1); }; 0\r')
    terminal.expect_block('0', '>', cursor=(1, 2))

    def check(printing, typed, *shown, cursor):
        terminal.send(f'when("{typed}", () => {{ {printing} }}); 0\r\x0c')
        terminal.wait_until(lambda screen: screen.lines[0] == '>' and screen.row == 0, 'an empty screen')
        terminal.type(typed, *shown, cursor=cursor)
        terminal.send('\x03')
        terminal.wait_until(lambda screen: screen.lines[screen.row] == '>', 'the prompt')

    check('console.log("a line")', '1 + 1', 'a line', '> 1 + 1', '2', cursor=(1, 7))
    check('console.error("an error"); console.log(5, "\\n6")', 'abc', 'an error', '5', '6', '> abc', cursor=(3, 5))
    # A part of a line is gone on with.
    check('process.stdout.write("a "); setTimeout(() => process.stdout.write("b "), 9); '
          'setTimeout(() => process.stdout.write("c\\n"), 30)', 'x1', 'a b c', '> x1', cursor=(1, 4))
    # A line of several rows, and one that moves the cursor itself.
    check('console.log("above")', 'a' * 50, 'above', '> ' + 'a' * 38, 'a' * 12, cursor=(2, 12))
    check('console.log("50%"); readline.moveCursor(process.stdout, 0, -1); readline.clearLine(process.stdout, 0); '
          'process.stdout.write("\\r100%\\n")', 'y2', '100%', '> y2', cursor=(1, 4))
    # A rejection that nobody handles.
    check('Promise.reject(Object.assign(new Error(), { stack: "Error: late" }))', 'z3',
          'Uncaught Error: late', '> z3', cursor=(1, 4))
    # Past the streams: by the descriptor, and by a child.
    check('fs.writeSync(1, "raw\\n"); fs.writeSync(2, Buffer.from("--a "), 2); setTimeout(() => fs.writeSync(1, "b\\n"), 9)',
          'u4', 'raw', 'a b', '> u4', cursor=(2, 4))
    check('child_process.execSync("echo of a child", { stdio: "inherit" })', 'w5', 'of a child', '> w5', cursor=(1, 4))
    # A value begins in a row of its own.
    terminal.send('\x0cprocess.stdout.write("part"); 7\r')
    terminal.wait_until(lambda screen: screen.lines[screen.row] == '>' and screen.lines[screen.row - 1].endswith('7'),
                        'the value')
    terminal.send('.exit\r')
    assert terminal.wait() == 0
