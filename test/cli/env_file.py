"""--env-file sets what the environment has not; of two files the later wins; a missing one ends the start."""
import os
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
