"""-e evaluates, -p prints, and both may be joined with other short options."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run

check(run('-e', 'console.log(1 + 1)'), stdout='2\n', stderr='')
check(run('--eval=console.log(1 + 1)'), stdout='2\n')
check(run('-e', '"not printed"'), stdout='')
check(run('-p', '1 + 1'), stdout='2\n')
check(run('-pe', '({ a: [1] })'), stdout='{ a: [ 1 ] }\n')
check(run('-p', '-e', '"a string"'), stdout='a string\n')
check(run('-e', ''), stdout='', stderr='')
# Arguments, and the module functions of CommonJS.
check(run('-p', 'process.argv.slice(1).join()', 'a', '-b', '--c'), stdout='a,-b,--c\n')
check(run('-p', '[typeof require, typeof module, typeof exports, __filename, __dirname].join()'),
      stdout='function,object,object,[eval],.\n')
check(run('-p', 'require("path").basename("/a/b.js")'), stdout='b.js\n')
# Builtin modules are at hand as globals, without being loaded for those who do not name them.
check(run('-p', 'path.basename("/a/b.js")'), stdout='b.js\n')
check(run('-e', 'throw new TypeError("by design")'), status=1, stdout='',
      stderr=re.compile(r'\[eval\]:1\nthrow new TypeError\("by design"\)\n\^\n\nTypeError: by design\n    at \[eval\]:1:7\n'))
check(run('-e', 'let let'), status=1, stdout='', stderr=re.compile(r'\[eval\]:1\nlet let\n    \^\^\^\n\nSyntaxError: '))

# With -i the REPL goes on from there.
check(run('-i', '-e', 'var x = 5; console.log("first")', stdin='x + 1\n', env={'GYRE_REPL_HISTORY': ''}),
      stdout=re.compile(r'first\n> 6\n> $'))
