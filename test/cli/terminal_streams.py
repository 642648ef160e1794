"""Streams on a terminal: 'resize', raw mode and its end, moving the cursor, and a live stream at exit."""
import os
import sys
import termios

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import Terminal

# The size changes: SIGWINCH, 'resize', new columns and rows.
with Terminal('-e', 'const keep = setTimeout(() => {}, 60000); process.stdout.on("resize", () => {'
              'console.log(`${process.stdout.getWindowSize()}`); clearTimeout(keep); }); console.log("up")') as terminal:
    terminal.expect('up')
    terminal.resize(100, 40)
    terminal.expect('100,40')
    assert terminal.wait() == 0


def echoes(terminal):
    return bool(termios.tcgetattr(terminal._fd)[3] & termios.ECHO)


# Raw mode gives each key at once and shows none; the terminal has its mode back afterwards, however it ends.
for ending, status in (('process.exit(3)', 3), ('throw new Error("x")', 1), ('process.stdin.setRawMode(false).pause()', 0),
                       ('process.stdin.unref()', 0), ('process.kill(process.pid, "SIGTERM")', -15)):
    with Terminal('-e', 'process.stdin.setRawMode(true); process.stdin.once("data", (d) => {'
                  f'console.log("key", JSON.stringify(String(d)), String(process.stdin.isRaw)); {ending} }});'
                  'console.log("up")') as terminal:
        terminal.expect('up')
        assert not echoes(terminal)
        terminal.send('\x03')
        terminal.expect('key "\\u0003" true')
        # The pty is asked before the last process that has it is gone.
        assert terminal.wait() == status, (ending, terminal.output)

with Terminal('-e', 'const { stdout: s } = process; s.cursorTo(1, 2, () => s.moveCursor(-1, 1, () => s.clearLine(0, () =>'
              's.clearScreenDown(() => console.log("done")))))') as terminal:
    assert terminal.wait() == 0
    assert terminal.output == '\x1b[3;2H\x1b[1D\x1b[1B\x1b[2K\x1b[0Jdone\r\n', repr(terminal.output)

# Both ends opened once more and alive at the end.
with Terminal('-e', 'const tty = require("tty"); const r = new tty.ReadStream(0); r.resume(); new tty.WriteStream(1)'
              '.write("x"); process.exit(4)') as terminal:
    assert terminal.wait() == 4
with Terminal('-e', 'const tty = require("tty"); tty.ReadStream(0).resume(); throw new Error("top")') as terminal:
    assert terminal.wait() == 1
