"""The history of the REPL in its file: two REPLs at once, one that is killed while it writes, links,
modes, a lock that was left behind, what cannot be written, and no file at all."""
import os
import signal
import stat
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import Terminal, run

UP = '\x1b[A'


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read().split('\n')


def start(history, **more):
    terminal = Terminal(env={'GYRE_REPL_HISTORY': history, 'NODE_REPL_HISTORY': None, **more})
    terminal.expect('> \x1b[3G')
    return terminal


def enter(terminal, line):
    terminal.send(f'{line}\r')
    terminal.expect('\x1b[?2004h')
    terminal.expect('> \x1b[3G')


def leave(terminal):
    terminal.send('\x04')
    assert terminal.wait() == 0


with tempfile.TemporaryDirectory() as folder:
    history = os.path.join(folder, 'history')

    # Each of two REPLs keeps its own lines, and the file has those of both.
    with start(history) as first, start(history) as second:
        for i in range(5):
            enter(first, f'"first {i}"')
            enter(second, f'"second {i}"')
        first.send(UP)
        first.expect('first 4')
        first.send('\x03')
        leave(first)
        leave(second)
    lines = read(history)
    assert sorted(lines) == sorted(f'"{which} {i}"' for which in ('first', 'second') for i in range(5)), lines
    for which in ('first', 'second'):
        own = [line for line in lines if which in line]
        assert own == [f'"{which} {i}"' for i in reversed(range(5))], lines
    assert stat.S_IMODE(os.stat(history).st_mode) == 0o600

    # Many that write while others are killed: there is always a whole file.
    for _ in range(5):
        with start(history) as terminal:
            terminal.send('"half"\r')
            terminal.expect('half')
            os.kill(terminal.pid, signal.SIGKILL)
        assert set(lines) <= set(read(history)), read(history)

    # A link stays one, and a mode what it is. A lock that nobody holds is taken away.
    target = os.path.join(folder, 'target')
    link = os.path.join(folder, 'link')
    with open(target, 'w', encoding='utf-8') as file:
        file.write('"old"')
    os.chmod(target, 0o640)
    os.symlink(target, link)
    with open(f'{target}.lock', 'w', encoding='utf-8'):
        pass
    os.utime(f'{target}.lock', (time.time() - 60, time.time() - 60))
    with start(link) as terminal:
        enter(terminal, '"new"')
        leave(terminal)
    assert read(target) == ['"new"', '"old"'] and os.path.islink(link), read(target)
    assert stat.S_IMODE(os.stat(target).st_mode) == 0o640

    # What is too long for a history is not written; blocks and separators come back as they were.
    with start(history) as terminal:
        enter(terminal, f'\x1b[200~"{"x" * 100_000}".length\x1b[201~')
        enter(terminal, '\x1b[200~[1,\n2]\x1b[201~')
        leave(terminal)
    assert os.stat(history).st_size < 10_000
    with start(history) as terminal:
        terminal.send(UP)
        terminal.expect('2')
        terminal.send('\r')
        terminal.expect('[ \x1b[33m1\x1b[39m, \x1b[33m2\x1b[39m ]\r\n')
        leave(terminal)
    assert not [name for name in os.listdir(folder) if name.endswith(('.lock', '.tmp'))], os.listdir(folder)

    # The size is kept to.
    with start(history, NODE_REPL_HISTORY_SIZE='3') as terminal:
        enter(terminal, '"last"')
        leave(terminal)
    assert len(read(history)) == 3 and read(history)[0] == '"last"', read(history)

    # Without a file, or with one that cannot be, the REPL works.
    for path in ('', os.path.join(folder, 'missing', 'history'), folder):
        with Terminal(env={'GYRE_REPL_HISTORY': path}) as terminal:
            terminal.expect('> ')
            terminal.send('20 + 22\r')
            terminal.expect('\x1b[33m42\x1b[39m\r\n')
            leave(terminal)
    # On pipes nothing is kept.
    before = read(history)
    assert run('-i', stdin='1 + 2\n', env={'GYRE_REPL_HISTORY': history}).status == 0
    assert read(history) == before
