"""On a terminal: isTTY, the size, colours of console.log, Ctrl-C and end of input."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import Terminal, check, run

with Terminal('-p', '[process.stdin.isTTY, process.stdout.isTTY, process.stderr.isTTY, process.stdout.columns, '
              'process.stdout.rows].join()', columns=93, rows=31) as terminal:
    assert terminal.wait() == 0
    assert terminal.output == 'true,true,true,93,31\r\n', terminal.output

check(run('-p', '[process.stdin.isTTY, process.stdout.isTTY, process.stderr.isTTY].join()'), stdout=',,\n')

with Terminal('-e', 'console.log({ a: 1 })') as terminal:
    assert terminal.wait() == 0
    assert terminal.output == '{ a: \x1b[33m1\x1b[39m }\r\n', repr(terminal.output)
with Terminal('-e', 'console.log({ a: 1 })', env={'NO_COLOR': '1'}) as terminal:
    assert terminal.wait() == 0
    assert terminal.output == '{ a: 1 }\r\n', repr(terminal.output)

# Ctrl-C ends the process by the signal, unless the script listens.
with Terminal('-e', 'console.log("up"); setTimeout(() => {}, 60000)') as terminal:
    terminal.expect('up')
    terminal.send('\x03')
    assert terminal.wait() == -2
with Terminal('-e', 'const keep = setTimeout(() => {}, 60000);'
              'process.on("SIGINT", () => { console.log("got it"); clearTimeout(keep); }); console.log("up")') as terminal:
    terminal.expect('up')
    terminal.send('\x03')
    terminal.expect('got it')
    assert terminal.wait() == 0

# Lines typed, then Ctrl-D.
with Terminal('-e', 'process.stdin.on("data", (d) => console.log(`<${String(d).trim()}>`));'
              'process.stdin.on("end", () => console.log("end")); console.log("up")') as terminal:
    terminal.expect('up')
    terminal.send('typed\r')
    terminal.expect('<typed>')
    terminal.send('\x04')
    terminal.expect('end')
    assert terminal.wait() == 0
