"""Standard descriptors keep the blocking mode that they came with, and non-blocking ones lose nothing."""
import fcntl
import os
import pty
import socket
import subprocess
import sys
import threading
import tty

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import GYRE

SIZE = 300000  # more than a pipe, a socket or a terminal holds

BIG = f'console.log("x".repeat({SIZE - 1}));'


def non_blocking(fd):
    return bool(fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_NONBLOCK)


def exchange(reader, writer, code, blocking):
    """Runs `code` with `writer` as output; returns what came out of `reader` and the exit code."""
    os.set_blocking(writer, blocking)
    received = bytearray()

    def read():
        while len(received) < SIZE:
            try:
                data = os.read(reader, 65536)
            except OSError:  # a terminal without a process
                break
            if not data:
                break
            received.extend(data)

    thread = threading.Thread(target=read)
    with subprocess.Popen([GYRE, '-e', code], stdin=subprocess.DEVNULL, stdout=writer) as process:
        thread.start()
        status = process.wait()
    assert non_blocking(writer) == (not blocking), (code, blocking)
    os.close(writer)
    thread.join()
    os.close(reader)
    return bytes(received), status


def socket_pair():
    ours, theirs = socket.socketpair()
    return ours.detach(), theirs.detach()


def terminal():
    master, slave = pty.openpty()
    tty.setraw(slave)
    return master, slave


for make in (os.pipe, socket_pair, terminal):
    for blocking in (True, False):
        for code, expected in ((BIG, 0), (BIG + 'process.exit(3)', 3), ('process.stdout;' + BIG + 'process.exit(3)', 3)):
            text, status = exchange(*make(), code, blocking)
            assert status == expected, (make, blocking, code, status)
            assert text == b'x' * (SIZE - 1) + b'\n', (make, blocking, code, len(text))

# A child that shares the pipe is made neither to fail nor to lose by what its parent does with it.
reader, writer = os.pipe()
with subprocess.Popen([GYRE, '-e', '''
    process.stdout.write("first\\n");
    const { spawnSync } = require("child_process");
    spawnSync(process.execPath, ["-e", 'require("fs").writeSync(1, "second\\\\n")'], { stdio: "inherit" });
    console.log("third");
'''], stdout=writer) as sharing:
    os.close(writer)
    with os.fdopen(reader, 'rb') as file:
        assert file.read() == b'first\nsecond\nthird\n'
assert sharing.returncode == 0
