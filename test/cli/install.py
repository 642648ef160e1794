"""cmake --install gives a tree that runs from any place, also after it was moved."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import shutil
import subprocess
import tempfile

from gyre import GYRE, check, run, skip

build = os.path.dirname(os.path.dirname(os.path.realpath(GYRE)))
if not os.path.exists(os.path.join(build, 'cmake_install.cmake')) or not shutil.which('cmake'):
    skip('the executable is not in a build folder')

with tempfile.TemporaryDirectory() as folder:
    first, second = os.path.join(folder, 'first'), os.path.join(folder, 'second place')
    subprocess.run(['cmake', '--install', build, '--prefix', first], check=True, stdout=subprocess.DEVNULL)
    os.rename(first, second)
    moved = os.path.join(second, 'bin', 'gyre')
    check(run('-p', 'process.execPath', binary=moved), stdout=moved + '\n', stderr='')
    check(run(os.path.join(second, 'share', 'doc', 'gyre', 'examples', 'hello.js'), binary=moved),
          stdout=re.compile('^Hello, world!'))
    # Found by a symbolic link, as one would put it on the PATH.
    link = os.path.join(folder, 'gyre')
    os.symlink(moved, link)
    check(run('-p', '1 + 1', binary=link), stdout='2\n')
    libraries = subprocess.run(['ldd', moved], check=True, stdout=subprocess.PIPE, text=True).stdout
    assert f'{second}/bin/../lib/gyre/libnode' in libraries or f'{second}/lib/gyre/libnode' in libraries, libraries
