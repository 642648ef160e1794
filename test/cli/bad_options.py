"""A wrong command line is explained on stderr, and the exit status is 9."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run

check(run('--no-such-option'), status=9, stdout='', stderr=re.compile(r'gyre: bad option: --no-such-option'))
check(run('--no-such-option=1', '-e', '0'), status=9, stdout='', stderr=re.compile('bad option: --no-such-option'))
check(run('-Q'), status=9, stdout='', stderr=re.compile('bad option: -Q'))
check(run('-e'), status=9, stdout='', stderr=re.compile('-e requires an argument'))
check(run('--require'), status=9, stdout='', stderr=re.compile('--require requires an argument'))
check(run('--unhandled-rejections=nonsense', '-e', '0'), status=9, stdout='',
      stderr=re.compile('--unhandled-rejections'))
# Nothing was run before the complaint.
check(run('--no-such-option', '-e', 'console.log(1)'), status=9, stdout='')
# What stands behind the script is the script's.
check(run('-', '--no-such-option', stdin='console.log(process.argv.slice(2).join())'), stdout='--no-such-option\n')
