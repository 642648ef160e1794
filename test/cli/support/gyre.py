"""What the command-line tests share: running Gyre with pipes, and on a real terminal.

A test is a plain script that asserts; the exit status is its verdict. It finds this module by

    import os, sys
    sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
    from gyre import run, Terminal
"""
import collections
import contextlib
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import fcntl

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..', '..', '..'))
GYRE = os.environ.get('GYRE') or os.path.join(ROOT, 'build', 'release', 'bin', 'gyre')

# Far more than anything takes: a test that waits this long has failed.
TIMEOUT = 50

Result = collections.namedtuple('Result', 'status stdout stderr')


def wait_for(condition):
    """Returns when condition() holds, which another process brings about."""
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < deadline, 'it never happened'
        time.sleep(0.01)


@contextlib.contextmanager
def scripts():
    """A folder that goes in the end, and what writes a text into a file of it and returns its path."""
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)

        def script(name, text):
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
            return path

        yield folder, script


def environment(changes=None):
    """The environment of the test, with changes; a value of None removes a variable."""
    env = dict(os.environ)
    env.pop('CI', None)  # a runtime shows no colours to continuous integration
    for name, value in (changes or {}).items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value
    return env


def run(*arguments, stdin='', env=None, cwd=None, binary=GYRE):
    """Runs Gyre with pipes. The status is negative where a signal ended it."""
    done = subprocess.run([binary, *arguments], input=stdin.encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=environment(env), cwd=cwd, timeout=TIMEOUT, check=False)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def check(result, status=0, stdout=None, stderr=None):
    """Asserts a result: texts are compared whole, compiled patterns are searched for."""
    for name, wanted in (('status', status), ('stdout', stdout), ('stderr', stderr)):
        found = getattr(result, name)
        if wanted is None:
            continue
        matches = wanted.search(found) if isinstance(wanted, re.Pattern) else found == wanted
        assert matches, f'{name}: expected {wanted!r}, got {found!r}\nall of it: {result}'
    return result


def skip(reason):
    """Ends the test as skipped."""
    print(reason)
    sys.exit(77)


class Terminal:
    """Gyre on a pseudo terminal, with stdin, stdout and stderr on it.

    with Terminal('-i') as terminal:
        terminal.expect('> ')
        terminal.send('1 + 1\r')
        terminal.expect('2')
    """

    def __init__(self, *arguments, env=None, cwd=None, columns=80, rows=24):
        self.output = ''
        self._unread = ''
        changes = {'TERM': 'xterm-256color', 'NO_COLOR': None}
        changes.update(env or {})
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
                if cwd:
                    os.chdir(cwd)
                os.execve(GYRE, [GYRE, *arguments], environment(changes))
            finally:
                os._exit(127)
        self._status = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._status is None:
            try:
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        os.close(self._fd)

    @property
    def pid(self):
        return self._pid

    def send(self, text):
        """Types: '\\r' is Enter, '\\x03' Ctrl-C, '\\x04' Ctrl-D."""
        os.write(self._fd, text.encode())

    def resize(self, columns, rows):
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

    def expect(self, wanted):
        """Reads until a text (or compiled pattern) comes, and returns what came up to its end."""
        pattern = wanted if isinstance(wanted, re.Pattern) else re.compile(re.escape(wanted))
        deadline = time.monotonic() + TIMEOUT
        while True:
            match = pattern.search(self._unread)
            if match:
                seen, self._unread = self._unread[:match.end()], self._unread[match.end():]
                return seen
            if not self._read(deadline):
                raise AssertionError(f'waited for {wanted!r}, got {self._unread!r}\nall of it: {self.output!r}')

    def wait(self):
        """Reads to the end and returns the exit status, negative where a signal ended it."""
        deadline = time.monotonic() + TIMEOUT
        while self._read(deadline):
            pass
        _, status = os.waitpid(self._pid, 0)
        self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def _read(self, deadline):
        """Whether more was read: False at the end and when the time is up."""
        ready, _, _ = select.select([self._fd], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise AssertionError(f'nothing came in time; so far: {self.output!r}')
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # EIO: the other end is closed
            return False
        text = data.decode('utf-8', 'replace')
        self.output += text
        self._unread += text
        return bool(data)
