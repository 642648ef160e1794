"""--version tells what was linked, and process.versions agrees."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run

for option in ('--version', '-v'):
    printed = check(run(option), stderr='', stdout=re.compile(
        r'^gyre \d+\.\d+\.\d+ \(Node\.js API 20\.\d+\.\d+\)\nv8 \d+\.\d+\.\S+ \(.+\)\nlibuv \d+\.\d+\.\d+\nicu ')).stdout
v8 = re.search(r'^v8 (\S+)', printed, re.MULTILINE).group(1)
uv = re.search(r'^libuv (\S+)', printed, re.MULTILINE).group(1)
check(run('-p', '[process.versions.v8, process.versions.uv].join()'), stdout=f'{v8},{uv}\n')
check(run('-p', 'process.version'), stdout=re.compile(r'^v20\.\d+\.\d+\n$'))
