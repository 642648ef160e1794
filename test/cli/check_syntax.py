"""-c checks the syntax of a script and does not run it."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import check, run

with tempfile.TemporaryDirectory() as folder:
    def script(name, text):
        path = os.path.join(folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    check(run('-c', script('good.js', '#!/usr/bin/env gyre\nconsole.log("not run"); return;\n')), stdout='', stderr='')
    bad = script('bad.js', 'let a = 1;\nlet b = ;\n')
    check(run('--check', bad), status=1, stdout='',
          stderr=re.compile(re.escape(f'{bad}:2\nlet b = ;\n        ^\n\nSyntaxError: Unexpected token')))
    absent = os.path.join(folder, 'absent.js')
    check(run('-c', absent), status=1, stdout='', stderr=re.compile(f"Cannot find module '{re.escape(absent)}'"))
