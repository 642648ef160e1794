"""Large texts in the REPL: pasted with and without marks, on one line and on many, and on pipes.
What would take time in proportion to the square of the length does not come to an end here."""
import os
import re
import select
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import TIMEOUT, Terminal, run

ENV = {'GYRE_REPL_HISTORY': ''}
SIZE = 300_000
COUNT = SIZE // 80
LINES = '[' + ''.join(f'"{"y" * 76}",\n' for _ in range(COUNT)) + '].length'


def paste(terminal, text):
    """Sends while it reads: a terminal holds a few thousand bytes."""
    data = text.encode()
    os.set_blocking(terminal._fd, False)
    while data:
        readable, writable, _ = select.select([terminal._fd], [terminal._fd], [], TIMEOUT)
        assert readable or writable, 'the REPL reads nothing more'
        if readable:
            terminal._read(time.monotonic() + TIMEOUT)
        if writable:
            try:
                data = data[os.write(terminal._fd, data):]
            except BlockingIOError:
                pass
    os.set_blocking(terminal._fd, True)


def check_paste(text, wanted):
    with Terminal(env=ENV) as terminal:
        terminal.expect('> \x1b[3G')
        paste(terminal, text)
        terminal.expect(re.compile(rf'\x1b\[33m{wanted}\x1b\[39m\r\n'))
        # What is shown of it is what fits on the screen.
        assert len(terminal.output) < 50_000, len(terminal.output)
        # And the REPL goes on as before.
        terminal.send('1 + 1\r')
        terminal.expect('\x1b[33m2\x1b[39m\r\n')


check_paste(f'\x1b[200~"{"x" * SIZE}".length\x1b[201~\r', SIZE)
check_paste(f'\x1b[200~{LINES}\n\x1b[201~\r', COUNT)
check_paste(f'"{"x" * SIZE}".length\r', SIZE)
check_paste(f'"{chr(0x8a9e) * SIZE}".length\r', SIZE)
check_paste(f'{LINES}\r', COUNT)

# The marks in pieces, something that looks like one, and keys behind them in the same piece.
with Terminal(env=ENV) as terminal:
    terminal.expect('> \x1b[3G')
    for piece in ('\x1b[20', '0~"a', '\x1b[20', '1', ' b"', '\x1b', '[201', '~.len', 'gth\r'):
        terminal.send(piece)
    terminal.expect('\x1b[33m8\x1b[39m\r\n')
    # One that begins during an evaluation is there when it has ended.
    terminal.send('await new Promise((resolve) => setTimeout(resolve, 50, "it is " + "over"))\r')
    terminal.expect('\x1b[?2004l')
    terminal.send('\x1b[200~40 +\n 2\x1b[201~\r')
    terminal.expect('it is over')
    terminal.expect('\x1b[33m42\x1b[39m\r\n')

# A terminal that understands nothing, and pipes.
with Terminal(env={**ENV, 'TERM': 'dumb'}) as terminal:
    terminal.expect('> ')
    terminal.send('1 + 29\x7f\x7f10 + 31\r')
    terminal.expect('\r\n42\r\n> ')
    paste(terminal, f'{LINES}\r')
    terminal.expect(f'\r\n{COUNT}\r\n')
done = run('-i', stdin=f'{LINES}\n', env=ENV)
assert f'... {COUNT}\n' in done.stdout, done.stdout[-300:]
# Each text of some hundred lines is found to be complete where it is.
done = run('-i', stdin=('function f() {\n' + 'a = 1;\n' * 500 + '}\n1 + 1\n') * 2, env=ENV)
assert re.search(r'(?:> (?:\.\.\. )+undefined\n> 2\n){2}> $', done.stdout), done.stdout[-300:]
done = run('-i', stdin=f'"{"x" * SIZE}".length\n', env=ENV)
assert f'> {SIZE}\n' in done.stdout, done.stdout[-300:]
# An end in the middle of a text is an error that is said.
done = run('-i', stdin='[\n' * 3, env=ENV)
assert done.status == 0 and done.stdout.endswith('> ... ... ... '), done
