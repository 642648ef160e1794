"""--watch runs the script anew when a file that it has loaded changes, and ends with the signal that ends it."""
import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import GYRE, environment

with tempfile.TemporaryDirectory() as folder:
    def write(name, text):
        path = os.path.join(folder, name)
        with open(path + '.new', 'w', encoding='utf-8') as file:
            file.write(text)
        os.replace(path + '.new', path)
        return path

    write('part.mjs', "export default 'first';")
    main = write('main.mjs', "import part from './part.mjs'; console.log(part, process.argv[2]);")
    process = subprocess.Popen([GYRE, '--watch', main, 'argument'], stdout=subprocess.PIPE, text=True,
                               env=environment(), stdin=subprocess.DEVNULL)

    def expect(*lines):
        for line in lines:
            found = process.stdout.readline()
            assert found == line + '\n', f'expected {line!r}, got {found!r}'

    expect('first argument', f"Completed running '{main}'")
    write('part.mjs', "export default 'second';")
    expect(f"Restarting '{main}'", 'second argument', f"Completed running '{main}'")
    write('part.mjs', 'throw new Error();')
    expect(f"Restarting '{main}'", f"Failed running '{main}'")
    process.send_signal(signal.SIGTERM)
    assert process.wait() == 0
