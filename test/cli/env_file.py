"""--env-file sets what the environment has not; of two files the later wins; a missing one ends the start."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import check, run

with tempfile.TemporaryDirectory() as folder:
    def write(name, text):
        path = os.path.join(folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    one = write('one.env', 'PLAIN=1\nQUOTED="two words" # and a comment\nBOTH=one\nGIVEN=file\n')
    two = write('two.env', 'BOTH=two\n')
    code = 'const { PLAIN, QUOTED, BOTH, GIVEN } = process.env; console.log([PLAIN, QUOTED, BOTH, GIVEN].join())'
    check(run(f'--env-file={one}', f'--env-file={two}', '-e', code, env={'GIVEN': 'environment'}),
          stdout='1,two words,two,environment\n', stderr='')
    absent = os.path.join(folder, 'absent.env')
    check(run(f'--env-file={absent}', '-e', code), status=9, stdout='', stderr=f'gyre: {absent}: not found\n')

    # Options in a file count, also V8's; those of the environment win, and a bad one ends the start.
    options = write('options.env', 'NODE_OPTIONS=--no-warnings --stack-trace-limit=3\nGYRE_OPTIONS="--title=from-file"\n')
    code = 'console.log(Error.stackTraceLimit, process.title, process.execArgv.length); process.emitWarning("unseen")'
    check(run(f'--env-file={options}', '-e', code), stdout='3 from-file 3\n', stderr='')
    check(run(f'--env-file={options}', '-e', 'console.log(Error.stackTraceLimit)',
              env={'NODE_OPTIONS': '--stack-trace-limit=5'}), stdout='5\n', stderr='')
    bad = write('bad.env', 'NODE_OPTIONS=--no-such-option\n')
    check(run(f'--env-file={bad}', '-e', '1'), status=9, stdout='', stderr=re.compile('no-such-option'))
    check(run(f'--env-file={write("empty.env", "NODE_OPTIONS=")}', '-p', '1'), stdout='1\n', stderr='')
