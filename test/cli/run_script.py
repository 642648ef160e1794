"""--run: a script of the closest package.json, with node_modules/.bin on its PATH and its exit status passed on."""
import os
import re
import stat
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import json
import tempfile

from gyre import check, run

with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    inner = os.path.join(folder, 'inner')
    bins = os.path.join(folder, 'node_modules', '.bin')
    os.makedirs(inner)
    os.makedirs(bins)
    tool = os.path.join(bins, 'the-tool')
    with open(tool, 'w', encoding='utf-8') as file:
        file.write('#!/bin/sh\nfor word; do echo "[$word]"; done\n')
    os.chmod(tool, os.stat(tool).st_mode | stat.S_IXUSR)
    with open(os.path.join(folder, 'package.json'), 'w', encoding='utf-8') as file:
        json.dump({'scripts': {'tool': 'the-tool first', 'fail': 'exit 7', 'where': 'pwd; echo $NODE_RUN_SCRIPT_NAME',
                               'killed': 'kill -TERM $$'}}, file)

    check(run('--run', 'tool', '--', 'a b', "it's", '$HOME', cwd=inner),
          stdout="[first]\n[a b]\n[it's]\n[$HOME]\n", stderr='')
    check(run('--run', 'where', cwd=inner), stdout=f'{folder}\nwhere\n', stderr='')
    check(run('--run', 'fail', cwd=folder), status=7, stdout='')
    check(run('--run', 'killed', cwd=folder), status=128 + 15)
    check(run('--run', 'absent', cwd=folder), status=1,
          stderr=re.compile('Missing script: "absent" for .*package.json\n\nAvailable scripts are:\n  tool: the-tool first'))
    with open(os.path.join(folder, 'package.json'), 'w', encoding='utf-8') as file:
        file.write('{')
    check(run('--run', 'tool', cwd=folder), status=1, stderr=re.compile("^Can't parse"))
