"""Texts of several lines in the REPL: indentation, the arrow keys within a block, blocks in the
history and in its file, keys that work on the cursor's line, pasted blocks, colours."""
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from screen import ScreenTerminal

UP, DOWN, RIGHT, LEFT, HOME, END = '\x1b[A', '\x1b[B', '\x1b[C', '\x1b[D', '\x1b[H', '\x1b[F'
F = ('> function f(a) {', '...   if (a) {', '...     return [', '...       1', '...     ]', '...   }', '... }')


def type_lines(terminal, *lines):
    """Types lines one after the other, as a hand does: each Enter comes alone."""
    shown = []
    for line, after in lines:
        terminal.send(line)
        shown.append(line)
        terminal.expect_block(after)
        terminal.send('\r')
        terminal.wait_until(lambda screen: screen.lines[screen.row].strip() in ('...', '>'), f'a line after {line!r}')


with tempfile.TemporaryDirectory() as folder:
    history = os.path.join(folder, 'history')
    env = {'GYRE_REPL_HISTORY': history, 'NODE_REPL_HISTORY': None, 'HOME': folder}
    with ScreenTerminal(env=env) as terminal:
        terminal.expect_block('>', cursor=(0, 2))

        # Each line is indented by the brackets that are open; a closing one steps back.
        type_lines(terminal, ('function f(a) {', F[0]), ('if (a) {', F[1]), ('return [', F[2]), ('1', F[3]),
                   (']', F[4]), ('}', F[5]))
        terminal.type('}', *F, cursor=(6, 5))
        terminal.type('\r', *F, 'undefined', '>', cursor=(8, 2))
        terminal.type('f(1)\r', '> f(1)', '[ 1 ]', '>', cursor=(2, 2))

        # The block is one entry. Up goes through its lines, and from the first one to older entries.
        terminal.type(UP, '> f(1)', '[ 1 ]', cursor=(0, 6))
        terminal.type(UP, *F, cursor=(6, 5))
        terminal.type(UP, *F, cursor=(5, 5))
        terminal.type(UP + UP, *F, cursor=(3, 5))
        # Edited in the middle; Home, End, Ctrl-U and Ctrl-K work on the line.
        terminal.type(END + '0', *F[:3], '...       10', *F[4:], cursor=(3, 12))
        terminal.type(HOME, *F[:3], '...       10', *F[4:], cursor=(3, 4))
        terminal.type('\x0b', *F[:3], '...', *F[4:], cursor=(3, 4))
        terminal.type('  20\x1b[D\x15', *F[:3], '... 0', *F[4:], cursor=(3, 4))
        terminal.type('7', *F[:3], '... 70', *F[4:], cursor=(3, 5))
        terminal.type('\r', *F[:3], '... 70', *F[4:], 'undefined', '>', cursor=(8, 2))
        terminal.type('f(1)\r', '> f(1)', '[ 70 ]', '>', cursor=(2, 2))

        # Down from the last line goes to newer entries.
        terminal.type(UP + UP, *F[:3], '... 70', *F[4:], cursor=(6, 5))
        terminal.type(DOWN, '> f(1)', '[ 70 ]', cursor=(0, 6))
        terminal.type('\x03', '> f(1)', '>', cursor=(1, 2))

        # Alt-Enter begins a line of a text that is complete. Tab indents; Backspace takes that back.
        terminal.type('1 +\x1b\r', '> 1 +', '...', cursor=(1, 4))
        terminal.type('\t', '> 1 +', '...', cursor=(1, 6))
        terminal.type('\x7f', '> 1 +', '...', cursor=(1, 4))
        terminal.type('2', '> 1 +', '... 2', '3', cursor=(1, 5))
        # Ctrl-C gives the block up.
        terminal.type('\x03', '> 1 +', '... 2', '>', cursor=(2, 2))

        # A template and a comment are continued as they are; an object literal is no block.
        type_lines(terminal, ('`a', '> `a'), ('  b', '...   b'))
        terminal.type('c`', '> `a', '...   b', '... c`', "'a\\n  b\\nc'", cursor=(2, 6))
        terminal.type('\r', "'a\\n  b\\nc'", '>', cursor=(1, 2))
        type_lines(terminal, ('{ a: 1,', '> { a: 1,'))
        terminal.type('b: 2 }', '> { a: 1,', '...   b: 2 }', '{ a: 1, b: 2 }')
        terminal.type('\r', '{ a: 1, b: 2 }', '>', cursor=(1, 2))

        # Pasted text is inserted with its own blanks and not run before Enter.
        assert 2004 in terminal.screen.modes
        terminal.type('\x1b[200~for (const x of [1, 2]) {\r\n    console.log(x)\r\n}\r\n\x1b[201~',
                      '> for (const x of [1, 2]) {', '...     console.log(x)', '... }', cursor=(2, 5))
        terminal.type('\r', '... }', '1', '2', 'undefined', '>', cursor=(4, 2))
        # Without marks it is run as it comes.
        terminal.type('for (const x of [3, 4]) {\r    console.log(x)\r}\r5\r',
                      '... }', '3', '4', 'undefined', '> 5', '5', '>', cursor=(6, 2))
        terminal.send('.exit\r')
        assert terminal.wait() == 0
        assert 2004 not in terminal.screen.modes

    # Another REPL finds the blocks.
    with ScreenTerminal(env=env) as terminal:
        terminal.expect_block('>', cursor=(0, 2))
        terminal.type('for' + UP, '> for (const x of [3, 4]) {', '...     console.log(x)', '... }', cursor=(2, 5))
        terminal.type(UP * 3, '> for (const x of [1, 2]) {', '...     console.log(x)', '... }', cursor=(2, 5))
        terminal.send('\x03')
        # A block that is not entered yet is not lost on the way: not without an older one that begins as its first
        # line does, and not behind one that does.
        terminal.expect_block('>', cursor=(0, 2))
        terminal.type('\x1b[200~none(\n  1,\x1b[201~', '> none(', '...   1,', cursor=(1, 8))
        terminal.type(UP + UP + 'X', '> noneX(', '...   1,', cursor=(0, 7))
        terminal.type('\x03', '...   1,', '>', cursor=(1, 2))
        terminal.type('\x1b[200~for (\n  1,\x1b[201~', '> for (', '...   1,', cursor=(1, 8))
        terminal.type(UP + HOME + RIGHT * 3, '> for (', '...   1,', cursor=(0, 5))
        terminal.type(UP, '> for (const x of [3, 4]) {', '...     console.log(x)', '... }', cursor=(2, 5))
        terminal.type(DOWN, '> for (', '...   1,', cursor=(0, 5))
        terminal.type('\x03', '...   1,', '>', cursor=(1, 2))
        terminal.type('for' + UP * 4, '> for (const x of [1, 2]) {', '...     console.log(x)', '... }', cursor=(2, 5))
        terminal.send('\x03')
        # The search of the history shows them as well.
        terminal.expect_block('>', cursor=(0, 2))
        terminal.type('\x12b: 2', '> { a: 1,', '...   b: 2 }', 'bck-i-search: b: 2_', cursor=(1, 6))
        terminal.type('\r', '> { a: 1,', '...   b: 2 }', '{ a: 1, b: 2 }', '>', cursor=(3, 2))
        # A block that is higher than the screen shows the rows around the cursor.
        block = '[' + ''.join(f'\n{i},' for i in range(100)) + '\n]'
        terminal.type(f'\x1b[200~{block}\x1b[201~', *(f'... {i},' for i in range(77, 100)), '... ]', cursor=(23, 5))
        terminal.type(UP * 50, *(f'... {i},' for i in range(50, 74)), cursor=(0, 5))
        terminal.type(DOWN * 50 + '.length',
                      *(f'... {i},' for i in range(78, 100)), '... ].length', '100', cursor=(22, 12))
        terminal.type('\r', '... ].length', '100', '>', cursor=(2, 2))
        terminal.send('.exit\r')
        assert terminal.wait() == 0

    # Colours, while it is typed and across what is not well-formed yet.
    env['GYRE_REPL_HISTORY'] = ''
    with ScreenTerminal(env=env) as terminal:
        terminal.expect('> \x1b[3G')
        for text, drawn in (
                ('const x = 1', '\x1b[36mconst\x1b[39m x = \x1b[33m1\x1b[39m'),
                ("'half of a string", "\x1b[32m'half of a string\x1b[39m"),
                ('a.class + `b${c', 'a.class + \x1b[32m`b\x1b[39m${c'),
                ('/re/.test(null) // no', '\x1b[31m/re/\x1b[39m.test(\x1b[33mnull\x1b[39m) \x1b[90m// no\x1b[39m'),
                ('# if @ 10n', '# \x1b[36mif\x1b[39m @ \x1b[33m10n\x1b[39m'),
                ('.type 1', '\x1b[35m.type\x1b[39m \x1b[33m1\x1b[39m')):
            terminal.send(f'\x1b[200~{text}\x1b[201~')
            terminal.expect(drawn)
            terminal.send('\x03')
            terminal.expect('> \x1b[3G')
    for no_colors in ({'NO_COLOR': '1'}, {'TERM': 'dumb'}, {'FORCE_COLOR': '0'}):
        with ScreenTerminal(env={**env, **no_colors}) as terminal:
            terminal.expect('> ')
            terminal.send('const x = 10\r')
            terminal.expect('undefined')
            assert not re.search(r'\x1b\[[0-9;]*m', terminal.output), terminal.output
    with ScreenTerminal(env={**env, 'FORCE_COLOR': '1', 'NO_COLOR': '1'}) as terminal:
        terminal.expect('> ')
        terminal.send('const x = 10')
        terminal.expect('\x1b[36mconst\x1b[39m')
