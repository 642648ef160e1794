"""The scripts in examples/ run and print what a newcomer would expect."""
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import ROOT, check, run

EXAMPLES = os.path.join(ROOT, 'examples')


def example(name, *arguments, stdin=''):
    return run(os.path.join(EXAMPLES, name), *arguments, stdin=stdin)


check(example('hello.js'), stdout=re.compile(r'^Hello, world!\nThis is Gyre on V8 [\d.]+\S*; process \d+ has run '
                                             r'for \d+ ms\.\n$'), stderr='')
check(example('hello.js', 'Ada'), stdout=re.compile('^Hello, Ada!'))

check(example('timers_and_phases.js'), stderr='', stdout='''1. the script itself
2. a tick, before the microtasks
3. a microtask
4. an immediate
5. a timeout of 20 ms, due long after the rest
6. a tick, directly after the callback
7. an immediate, in the check phase of the same turn
8. nothing is left: exit with 0
''')

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'text.txt')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('Ein Bär sah\neinen Bären, ein Bär.\n')
    check(example('word_count.js', path), stderr='', stdout=f'''{path}: 2 lines, 7 words, 37 bytes
┌─────────┬─────────┬───────┐
│ (index) │ word    │ times │
├─────────┼─────────┼───────┤
│ 0       │ 'bär'   │ 2     │
│ 1       │ 'ein'   │ 2     │
│ 2       │ 'bären' │ 1     │
│ 3       │ 'einen' │ 1     │
│ 4       │ 'sah'   │ 1     │
└─────────┴─────────┴───────┘
''')
    absent = os.path.join(folder, 'absent')
    check(example('word_count.js', absent), status=1, stdout='',
          stderr=f"word_count: ENOENT: no such file or directory, open '{absent}'\n")

check(example('promises.js'), stderr='', stdout='''-- one after the other
soup is ready
bread is ready
-- all at once: the order is that of the clock
salad is ready
fish is ready
rice is ready
served in the order of the bill: rice, salad, fish
-- some may fail
soufflé is ready
coffee is ready
rejected: the soufflé fell in
fulfilled: coffee
-- no longer than so
AbortError: The operation was aborted
''')

check(example('module_tree/main.js'), stderr='', stdout='''circle: 12.57 cm²
square: 9.00 cm²
Is 7 even? false
A module is loaded once: true
This file was started: true
Loaded:
  main.js
  shapes/index.js
  shapes/circle.js
  shapes/square.js
  settings.json
  even.js
  odd.js
''')

check(example('read_stdin.js', stdin='one\ntwo\nthree'), stderr='', stdout='''   1  one
   2  two
   3  three
3 lines
''')
check(example('read_stdin.js', stdin=''), stderr='', stdout='0 lines\n')
