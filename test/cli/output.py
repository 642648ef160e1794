"""What is printed arrives whole: in files, in pipes that nobody reads at first, and before process.exit()."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import subprocess
import tempfile
import time

from gyre import GYRE, check, run

SIZE = 300000  # more than a pipe holds

for stream in ('stdout', 'stderr'):
    code = f'process.{stream}.write("x".repeat({SIZE}) + "\\n")'
    assert len(getattr(run('-e', code), stream)) == SIZE + 1

    with tempfile.TemporaryFile() as file:
        subprocess.run([GYRE, '-e', code + '; process.exit(0)'], check=True, **{stream: file})
        file.seek(0)
        assert len(file.read()) == SIZE + 1

    # A reader that comes late.
    process = subprocess.Popen([GYRE, '-e', code], **{stream: subprocess.PIPE})
    time.sleep(0.2)
    assert len(getattr(process, stream).read()) == SIZE + 1
    assert process.wait() == 0

# A reader that goes away is no reason to die by a signal.
process = subprocess.Popen([GYRE, '-e', 'process.stdout.on("error", (e) => { process.exitCode = e.code === "EPIPE" ? 5 : 6 });'
                            f'process.stdout.write("x".repeat({SIZE}))'], stdout=subprocess.PIPE)
process.stdout.close()
assert process.wait() == 5, process.returncode

# stdout and stderr keep their order when both go to one place.
both = subprocess.run([GYRE, '-e', 'for (let i = 0; i < 50; i++) (i % 2 ? console.log : console.error)(i)'],
                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True, text=True).stdout
assert both == ''.join(f'{i}\n' for i in range(50)), both

# Closed standard descriptors do no harm.
check(run('-e', '0'), status=0)
done = subprocess.run(['sh', '-c', '"$0" -e "console.log(1); console.error(2)" <&- >&- 2>&-', GYRE], check=False)
assert done.returncode == 0, done
