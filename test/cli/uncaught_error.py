"""An uncaught error is printed with its source line, caret, stack and cause; coloured on a terminal only."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import Terminal, check, run

SCRIPT = '''function inner() {
  throw new Error('outer', { cause: new TypeError('inner') });
}
inner();
'''

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'script.js')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(SCRIPT)

    printed = check(run(path), status=1, stdout='').stderr
    place = re.escape(f'{path}:2\n  throw new Error(\'outer\', {{ cause: new TypeError(\'inner\') }});\n  ^\n\n')
    assert re.match(place + r'Error: outer\n    at inner \(', printed), printed
    assert re.search(r'\[cause\]: TypeError: inner\n +at inner \(', printed), printed
    assert re.search(r'\n\nGyre v?\d+\.\d+\.\d+.*\n$', printed), printed
    assert '\x1b' not in printed, printed

    # What is thrown need be no error.
    check(run('-e', 'throw { a: 1 }'), status=1, stderr=re.compile(r'\nthrow \{ a: 1 \}\n\^\n+(Uncaught:\n)?\{ a: 1 \}\n'))
    check(run('-e', 'throw null'), status=1, stderr=re.compile(r'\nthrow null\n\^\n+(Uncaught:\n)?null\n'))

    def on_terminal(**env):
        with Terminal('-e', 'throw Object.assign(new Error("x"), { number: 1 })', env=env) as terminal:
            assert terminal.wait() == 1
            assert 'Error: x' in terminal.output, terminal.output
            return '\x1b[' in terminal.output

    assert on_terminal()
    assert not on_terminal(NO_COLOR='1')
    coloured = run('-e', 'throw Object.assign(new Error("x"), { number: 1 })',
                   env={'FORCE_COLOR': '1', 'NO_COLOR': None})
    assert '\x1b[' in coloured.stderr, coloured
