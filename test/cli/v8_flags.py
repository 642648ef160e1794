"""Flags of V8 are passed on; running out of memory ends with a clear message."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run

check(run('--v8-options'), stdout=re.compile('--max-old-space-size|--max_old_space_size'))
check(run('--expose-gc', '-p', 'typeof gc'), stdout='function\n')
check(run('--expose_gc', '-p', 'typeof gc'), stdout='function\n')
check(run('-p', 'typeof gc'), stdout='undefined\n')
check(run('--stack-trace-limit=2', '-p', 'Error.stackTraceLimit'), stdout='2\n')
check(run('-p', 'Error.stackTraceLimit', env={'NODE_OPTIONS': '--stack-trace-limit=3'}), stdout='3\n')

eater = 'const list = []; function eat() { for (;;) list.push(new Array(1000).fill(0.5 + list.length)); } eat();'
done = run('--max-old-space-size=32', '-e', eater)
assert done.status in (-6, 134, -5, 133), done
assert re.search('heap out of memory', done.stderr), done.stderr
assert re.search(r'at eat\b|eat ', done.stderr), f'no JavaScript stack: {done.stderr}'
