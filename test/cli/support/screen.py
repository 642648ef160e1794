"""A terminal's screen, for tests of what a user sees: Gyre on a pseudo terminal whose output is
interpreted. It knows what the REPL and a shell's prompt need, and fails on the rest.

    with ScreenTerminal(columns=40) as terminal:
        terminal.expect_line('> ')
        terminal.send('1 + 1')
        terminal.expect_below('> 1 + 1', '2')
"""
import re
import time
import unicodedata

from gyre import TIMEOUT, Terminal

CONTROL = re.compile(r'\x1b\[(\??)([0-9;]*)([A-Za-z])|\x1b.|[\x00-\x1f\x7f]')


def width_of(char):
    if unicodedata.combining(char) or unicodedata.category(char) in ('Mn', 'Me', 'Cf'):
        return 0
    return 2 if unicodedata.east_asian_width(char) in 'WF' else 1


class Screen:
    """Cells of text, a cursor, and the modes that were set."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [[' '] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.wraps = False  # the last column was written: the next character goes to the next row
        self.modes = set()
        self._rest = ''

    def resize(self, columns, rows):
        """As a terminal that cuts off and does not wrap anew."""
        for row in self.cells:
            row[:] = (row + [' '] * columns)[:columns]
        while len(self.cells) < rows:
            self.cells.append([' '] * columns)
        while len(self.cells) > rows:
            self.cells.pop(0)
            self.row = max(0, self.row - 1)
        self.columns, self.rows = columns, rows
        self.column = min(self.column, columns - 1)
        self.wraps = False

    @property
    def lines(self):
        """The text of the rows, without blanks at their ends."""
        return [''.join(row).rstrip() for row in self.cells]

    def feed(self, text):
        text = self._rest + text
        self._rest = ''
        at = 0
        while at < len(text):
            if text[at] == '\x1b':
                match = CONTROL.match(text, at)
                if match is None or match.group() == '\x1b[':
                    if len(text) - at > 30:
                        raise AssertionError(f'unknown sequence {text[at:at + 30]!r}')
                    self._rest = text[at:]
                    return
                assert match.group(3), f'unknown sequence {match.group()!r}'
                self._sequence(*match.groups())
                at = match.end()
                continue
            self._put(text[at])
            at += 1

    def _put(self, char):
        if char == '\r':
            self.column, self.wraps = 0, False
        elif char == '\n':
            self._down()
        elif char == '\b':
            self.column, self.wraps = max(0, self.column - 1), False
        elif char < ' ' or char == '\x7f':
            assert char == '\x07', f'control character {char!r}'
        else:
            width = width_of(char)
            if width == 0:
                return
            if self.wraps or self.column + width > self.columns:
                self.column, self.wraps = 0, False
                self._down()
            self.cells[self.row][self.column] = char
            if width == 2:
                self.cells[self.row][self.column + 1] = ''
            self.column += width
            if self.column == self.columns:
                self.column, self.wraps = self.columns - 1, True

    def _down(self):
        self.wraps = False
        if self.row + 1 < self.rows:
            self.row += 1
            return
        self.cells.pop(0)
        self.cells.append([' '] * self.columns)

    def _sequence(self, private, numbers, command):
        values = [int(each) if each else 0 for each in numbers.split(';')]
        count = max(1, values[0])
        if private:
            assert command in 'hl', command
            (self.modes.add if command == 'h' else self.modes.discard)(values[0])
            return
        if command == 'm':
            return
        self.wraps = False
        if command == 'A':
            self.row = max(0, self.row - count)
        elif command == 'B':
            self.row = min(self.rows - 1, self.row + count)
        elif command == 'C':
            self.column = min(self.columns - 1, self.column + count)
        elif command == 'D':
            self.column = max(0, self.column - count)
        elif command == 'G':
            self.column = min(self.columns, count) - 1
        elif command == 'H':
            self.row = count - 1
            self.column = (values + [1])[1] - 1
        elif command == 'K':
            first, last = [(self.column, self.columns), (0, self.column + 1), (0, self.columns)][values[0]]
            self.cells[self.row][first:last] = [' '] * (last - first)
        elif command == 'J':
            assert values[0] == 0, numbers
            self.cells[self.row][self.column:] = [' '] * (self.columns - self.column)
            for row in self.cells[self.row + 1:]:
                row[:] = [' '] * self.columns
        else:
            raise AssertionError(f'unknown sequence {private}{numbers}{command}')


class ScreenTerminal(Terminal):
    """Gyre on a pseudo terminal, whose screen is looked at."""

    def __init__(self, *arguments, columns=80, rows=24, **options):
        self.screen = Screen(columns, rows)
        super().__init__(*arguments, columns=columns, rows=rows, **options)

    def resize(self, columns, rows):
        self.screen.resize(columns, rows)
        super().resize(columns, rows)

    def _read(self, deadline):
        before = len(self.output)
        result = super()._read(deadline)
        self.screen.feed(self.output[before:])
        return result

    def wait_until(self, is_right, what):
        """Reads until the screen is as wanted."""
        deadline = time.monotonic() + TIMEOUT
        while not is_right(self.screen):
            try:
                more = self._read(deadline)
            except AssertionError:
                more = False
            if not more:
                screen = '\n'.join(self.screen.lines)
                raise AssertionError(f'waited for {what}; cursor {self.screen.row}, {self.screen.column}:\n{screen}')

    def type(self, keys, *lines, cursor=None):
        """Sends keys and waits for what they show: see expect_block()."""
        self.send(keys)
        self.expect_block(*lines, cursor=cursor)

    def expect_block(self, *lines, cursor=None):
        """Waits until the last lines on the screen are these; cursor: (row from the first, column)."""
        def is_right(screen):
            shown = screen.lines
            while shown and shown[-1] == '':
                shown.pop()
            wanted = list(lines)
            while wanted and wanted[-1] == '':
                wanted.pop()
            if shown[len(shown) - len(wanted):] != wanted:
                return False
            start = len(shown) - len(wanted)
            return cursor is None or (screen.row - start, screen.column) == cursor
        self.wait_until(is_right, f'{lines!r} with the cursor at {cursor}')
