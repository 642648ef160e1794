"""-c checks the syntax of a script and does not run it."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))

from gyre import check, run, scripts

with scripts() as (folder, script):
    check(run('-c', script('good.js', '#!/usr/bin/env gyre\nconsole.log("not run"); return;\n')), stdout='', stderr='')
    bad = script('bad.js', 'let a = 1;\nlet b = ;\n')
    check(run('--check', bad), status=1, stdout='',
          stderr=re.compile(re.escape(f'{bad}:2\nlet b = ;\n        ^\n\nSyntaxError: Unexpected token')))
    absent = os.path.join(folder, 'absent.js')
    check(run('-c', absent), status=1, stdout='', stderr=re.compile(f"Cannot find module '{re.escape(absent)}'"))
