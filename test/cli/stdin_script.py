"""Without a script, and for "-", the program is read from stdin."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run

check(run(stdin='console.log("from stdin")'), stdout='from stdin\n', stderr='')
check(run('-', 'a', 'b', stdin='console.log(process.argv.slice(2))'), stdout="[ 'a', 'b' ]\n")
check(run(stdin=''), stdout='', stderr='')
check(run('-p', stdin='6 * 7'), stdout='42\n')
check(run('-', stdin='\ufeffconsole.log("a byte order mark is no code")'), stdout='a byte order mark is no code\n')
check(run('-', stdin='console.log(1)\nthrow new Error("here")'), status=1, stdout='1\n',
      stderr=re.compile(r'\[stdin\]:2\nthrow new Error\("here"\)\n\^\n\nError: here\n'))
# Long input, more than a pipe holds.
check(run('-', stdin='//' + 'x' * 300000 + '\nconsole.log("end")'), stdout='end\n')
