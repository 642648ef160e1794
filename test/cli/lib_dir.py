"""--lib-dir takes the standard library from a folder, and what is not there from the executable."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run, scripts

with scripts() as (folder, script):
    script('lib/punycode.js', "'use strict';\nmodule.exports = 'mine';\n")
    # The program may have left the folder when it asks for a module.
    source = 'process.chdir("/"); console.log(require("punycode"), typeof require("zlib").gzip)'
    for lib in f'{folder}/lib', 'lib', './lib':
        check(run(f'--lib-dir={lib}', '--no-deprecation', '-e', source, cwd=folder),
              stdout='mine function\n', stderr='')
