"""What the REPL draws on a narrow screen: wrapped lines, wide and combining characters, tabs, moves of
the cursor, previews, candidates, and another size while a line is edited."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from screen import ScreenTerminal

LEFT, RIGHT, UP, HOME, END = '\x1b[D', '\x1b[C', '\x1b[A', '\x1b[H', '\x1b[F'
ENV = {'GYRE_REPL_HISTORY': ''}

with ScreenTerminal(env=ENV, columns=20, rows=10) as terminal:
    terminal.expect_block('>', cursor=(0, 2))

    # A line that fills its row goes on in the next; there and back.
    terminal.type("'" + 'a' * 17, "> '" + 'a' * 17, cursor=(1, 0))
    terminal.type('b', "> '" + 'a' * 17, 'b', cursor=(1, 1))
    terminal.type('\x7f', "> '" + 'a' * 17, cursor=(1, 0))
    terminal.type('\x7f', "> '" + 'a' * 16, cursor=(0, 19))
    terminal.type('bcd' * 10 + "'", "> '" + 'a' * 16 + 'b', 'cd' + 'bcd' * 6, "bcdbcdbcd'", cursor=(2, 10))
    terminal.type(HOME, "> '" + 'a' * 16 + 'b', 'cd' + 'bcd' * 6, "bcdbcdbcd'", cursor=(0, 2))
    terminal.type('[' + END + ']',
                  "> ['" + 'a' * 16, 'bcd' * 6 + 'bc', "dbcdbcdbcd']", "[ '" + 'a' * 14 + '...', cursor=(2, 12))
    # In the middle, and over the edge of a row.
    terminal.type(LEFT * 13, "> ['" + 'a' * 16, 'bcd' * 6 + 'bc', "dbcdbcdbcd']", cursor=(1, 19))
    terminal.type('X', "> ['" + 'a' * 16, 'bcd' * 6 + 'bX', "cdbcdbcdbcd']", cursor=(2, 0))
    terminal.type('\x0b', "> ['" + 'a' * 16, 'bcd' * 6 + 'bX', cursor=(2, 0))
    terminal.type('\x03', 'bcd' * 6 + 'bX', '', '>', cursor=(2, 2))

    # Wide characters do not begin in the last column.
    wide = '\u65e5\u672c\u8a9e'
    terminal.type(f"'{wide * 3}", f"> '{wide * 2}{wide[:2]}", wide[2], cursor=(1, 2))
    terminal.type(LEFT, f"> '{wide * 2}{wide[:2]}", wide[2], cursor=(1, 0))
    terminal.type(LEFT, f"> '{wide * 2}{wide[:2]}", wide[2], cursor=(0, 17))
    terminal.type('x', f"> '{wide * 2}{wide[0]}x{wide[1]}", wide[2], cursor=(0, 18))
    terminal.type('\x7f\x7f', f"> '{wide * 2}{wide[1:]}", cursor=(0, 15))
    terminal.type('\x15\x0b', '>', cursor=(0, 2))
    # Emoji are pairs of code units; combining characters take no room; tabs and controls have some.
    terminal.type("'\U0001f600e\u0301'", "> '\U0001f600e'", cursor=(0, 7))
    terminal.type(LEFT * 4 + 'x', "> 'x\U0001f600e'", cursor=(0, 4))
    terminal.type('\x05\x15\x1b[200~a\tb\x1b[201~', '> a     b', cursor=(0, 9))
    terminal.send('\x15')

    # Candidates stand below, and the line again below these.
    terminal.type('Math.as', '> Math.asin', '[Function: asin]', cursor=(0, 9))
    terminal.type('\t', '> Math.asin', '[Function: asin]', cursor=(0, 11))
    terminal.type('\t', 'Math.asin', 'Math.asinh', '', '> Math.asin', '[Function: asin]', cursor=(3, 11))
    terminal.type('\x15', '>', cursor=(0, 2))

    # A block wraps as well, and its rows are walked over.
    terminal.type('\x1b[200~f(a,\n  "' + 'x' * 20 + '",\n  b)\x1b[201~',
                  '> f(a,', '...   "' + 'x' * 13, 'xxxxxxx",', '...   b)', cursor=(3, 8))
    terminal.type(UP, '> f(a,', '...   "' + 'x' * 13, 'xxxxxxx",', '...   b)', cursor=(1, 8))
    terminal.type(UP + END, '> f(a,', '...   "' + 'x' * 13, 'xxxxxxx",', '...   b)', cursor=(0, 6))
    terminal.type('\x03', '>', cursor=(0, 2))
    # The search of the history, where what it shows is wider than the screen.
    terminal.type('"needle in a haystack, one of many"\r', '>', cursor=(0, 2))
    terminal.type('\x12need', '> "needle in a hayst', 'ack, one of many"', 'bck-i-search: need_', cursor=(0, 3))
    terminal.type('\x1b', '>', cursor=(0, 2))

# Another size: what was typed is drawn for it.
with ScreenTerminal(env=ENV, columns=40, rows=10) as terminal:
    terminal.expect_block('>', cursor=(0, 2))
    terminal.type("'" + 'a' * 30, "> '" + 'a' * 30, cursor=(0, 33))
    terminal.resize(60, 12)
    terminal.expect_block("> '" + 'a' * 30, cursor=(0, 33))
    terminal.type('b' * 25, "> '" + 'a' * 30 + 'b' * 25, cursor=(0, 58))
    terminal.type('\x15', '>', cursor=(0, 2))
    terminal.resize(12, 6)
    terminal.type("'" + 'a' * 12, "> '" + 'a' * 9, 'aaa', cursor=(1, 3))
    terminal.type("'\r", "> '" + 'a' * 9, "aaa'", "'aaaaaaaaaaa", "a'", '>', cursor=(4, 2))

# A terminal of one row, or of one column, is of little use and no harm.
for columns, rows in ((1, 5), (2, 2), (5, 1)):
    with ScreenTerminal(env=ENV, columns=columns, rows=rows) as terminal:
        terminal.expect('>')
        terminal.send('6 * 7\r')
        terminal.expect('42')
        terminal.send('\x04')
        assert terminal.wait() == 0
