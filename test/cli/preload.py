"""-r loads modules before the script, in the order given, once each."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import check, run

with tempfile.TemporaryDirectory() as folder:
    def write(name, text):
        path = os.path.join(folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    first = write('first.js', 'console.log("first"); globalThis.order = 1;')
    second = write('second.js', 'console.log("second", order);')
    main = write('main.js', 'console.log("main", require.main === module);')
    check(run('-r', first, '--require', second, main), stdout='first\nsecond 1\nmain true\n', stderr='')
    check(run('-r', first, '-r', first, '-e', 'console.log("eval")'), stdout='first\neval\n')
    # A relative path is relative to the working directory.
    check(run('-r', './first.js', 'main.js', cwd=folder), stdout='first\nmain true\n')
    check(run(main, env={'NODE_OPTIONS': f'--require {first}'}), stdout='first\nmain true\n')
    check(run('-r', './absent.js', main, cwd=folder), status=1, stdout='',
          stderr=re.compile("Cannot find module './absent.js'"))
