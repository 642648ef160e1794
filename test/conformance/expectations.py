"""The list of what a suite's tests are expected to do: its format, reading and writing it.

A list is a text file with a line for each test, under a heading for each group:

    [url]
    + url/historical.any.js (4)
    ! url/idlharness.any.js (33, slow)
      ! URL interface: attribute host -- the reason, in a few words
    - url/*.window.js -- needs a document

The sign in front says what is expected:

    +  the test passes
    !  it fails, and why: a quotation is what it printed, and --update renews it; a reason without
       quotation marks was written by a person, and --update keeps it
    ?  it may do either: the machine decides
    -  it is not run, and why; a * in the name stands for anything

Indented lines are the subtests of the test above that do not simply pass. Behind a name, in parentheses,
stand the number of subtests that pass, and `slow` for what the quick set leaves out. Names are written
as in JSON, without the quotation marks: the list is ASCII.
"""
import collections
import dataclasses
import json
import re

LINE = re.compile(r'(?P<indent> {0,2})(?P<mark>[-+!?]) (?P<text>.*)')
NOTES = re.compile(r' \((?P<notes>[a-z0-9, ]+)\)$')


@dataclasses.dataclass
class Entry:
    """What is expected of one test or subtest."""
    mark: str
    reason: str = ''
    passes: int = 0
    slow: bool = False
    subtests: dict = dataclasses.field(default_factory=dict)

    def left_out(self, subtest):
        """The reason for which this subtest does not count, or None."""
        return matching(self.subtests, subtest)


def matching(entries, name):
    """The reason of the first entry marked `-` whose name, with its wildcards, is this one; or None."""
    for pattern, entry in entries.items():
        if entry.mark == '-' and re.fullmatch('.*'.join(map(re.escape, pattern.split('*'))), name, re.DOTALL):
            return entry.reason
    return None


def same_reason(one, other):
    """Whether two reasons differ in nothing but numbers: ports, process ids, sizes."""
    return re.sub(r'\d+', '0', one) == re.sub(r'\d+', '0', other)


def read(path):
    """{group: {test: Entry}}, and the text of the head."""
    groups, head, tests, entry = collections.defaultdict(dict), [], None, None
    with open(path, encoding='ascii') as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip('\n')
            if not line.strip():
                continue
            if line.startswith('#'):
                head.append(line)
                continue
            if line.startswith('['):
                tests = groups[line.strip('[]')]
                continue
            match = LINE.fullmatch(line)
            if match is None or tests is None or (match['indent'] and entry is None):
                raise SystemExit(f'{path}:{number}: not a line of a list: {line}')
            name, _, reason = match['text'].rpartition(' -- ') if ' -- ' in match['text'] else (match['text'], '', '')
            if match['indent']:
                entry.subtests[decode(name)] = Entry(match['mark'], reason)
                continue
            entry = Entry(match['mark'], reason)
            notes = NOTES.search(name)
            if notes:
                name = name[:notes.start()]
                for note in notes['notes'].split(', '):
                    if note == 'slow':
                        entry.slow = True
                    else:
                        entry.passes = int(note)
            tests[decode(name)] = entry
    return groups, '\n'.join(head)


def write(path, groups, head):
    """The counterpart of read(); the groups stand in the order of the dict, the tests in that of their names."""
    with open(path, 'w', encoding='ascii') as file:
        file.write(head + '\n')
        for group, tests in groups.items():
            if not tests:
                continue
            file.write(f'\n[{group}]\n')
            for name, entry in sorted(tests.items()):
                notes = [str(entry.passes)] * bool(entry.passes) + ['slow'] * entry.slow
                text = encode(name) + (f' ({", ".join(notes)})' if notes else '')
                file.write(line_of(entry, text))
                for subtest, expected in entry.subtests.items():
                    file.write('  ' + line_of(expected, encode(subtest)))


def line_of(entry, text):
    return f'{entry.mark} {text}' + (f' -- {entry.reason}' if entry.reason else '') + '\n'


def encode(name):
    text = json.dumps(name)[1:-1]
    return re.sub(r'^ | $', r'\\u0020', text)


def decode(text):
    return json.loads(f'"{text}"')
