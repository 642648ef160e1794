"""The examples of docs/event-loop.md print what the page says."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import ROOT, check, run

with open(os.path.join(ROOT, 'docs', 'event-loop.md'), encoding='utf-8') as page:
    blocks = re.findall(r'^```(\w+)\n(.*?)^```', page.read(), re.MULTILINE | re.DOTALL)

assert len(blocks) >= 16 and len(blocks) % 2 == 0, 'every example is followed by what it prints'
for (code, source), (kind, printed) in zip(blocks[::2], blocks[1::2]):
    assert (code, kind) == ('js', 'text'), f'an example without what it prints: {source}'
    check(run('-', stdin=source), stdout=printed, stderr='')
