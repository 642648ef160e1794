"""--help fits 100 columns and groups the options."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run

for option in ('--help', '-h'):
    text = check(run(option), stderr='').stdout
    assert text.startswith('Usage: gyre '), text
    wide = [line for line in text.splitlines() if len(line) > 100]
    assert not wide, wide
    for group in ('What to run', 'Modules', 'Errors and warnings', 'Runtime', 'Environment'):
        assert re.search(rf'^ *{group}', text, re.MULTILINE), f'no group {group}'
    for name in ('--eval', '--print', '--check', '--require', '--version', '--v8-options', '--unhandled-rejections',
                 'GYRE_OPTIONS', 'NODE_OPTIONS'):
        assert name in text, f'{name} is not told of'
