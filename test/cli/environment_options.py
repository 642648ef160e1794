"""NODE_OPTIONS and GYRE_OPTIONS are options that stand before the command line's."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run

WARN = 'process.emitWarning("careful"); console.log("ran")'
for name in ('NODE_OPTIONS', 'GYRE_OPTIONS'):
    check(run('-e', WARN, env={name: '--no-warnings'}), stdout='ran\n', stderr='')
    check(run('-e', WARN, env={name: ''}), stdout='ran\n', stderr=re.compile('Warning: careful'))
    check(run('-e', '0', env={name: '--no-such-option'}), status=9, stderr=re.compile('--no-such-option'))
    # What decides what is run cannot come from the environment.
    for word in ('--eval=1', '-e', '--version', 'script.js', '--check'):
        check(run('-e', '0', env={name: word}), status=9, stdout='', stderr=re.compile(f'not allowed in {name}'))
    check(run('-e', '0', env={name: '"unterminated'}), status=9, stderr=re.compile('unterminated'))
# The command line wins; and what came from the environment is not in execArgv.
check(run('--warnings', '-e', WARN, env={'NODE_OPTIONS': '--no-warnings'}), stderr=re.compile('Warning: careful'))
check(run('--no-warnings', '-p', 'process.execArgv.join(" ")', env={'NODE_OPTIONS': '--trace-warnings'}),
      stdout='--no-warnings -p process.execArgv.join(" ")\n')
check(run('-p', 'process.title', env={'NODE_OPTIONS': '--title="two words"'}), stdout='two words\n')
