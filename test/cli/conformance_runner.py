"""The runner of the foreign suites: its lists can be written and read back, the compatibility page is made of
them, and a regression, a success that is not listed, and a test that is gone are each found.
"""
import os
import sys
import tempfile
import types

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
sys.path.insert(0, os.path.join(ROOT, 'test', 'conformance'))

import expectations
import report
import run
from suites import SUITES, Outcome, Test

LIST = r"""# a head

[one]
! a/file.any.js?x=(1|2) (12, slow)
  ! \u0020a \"quoted\" name\ud800 -- "Error: 1 - 2"
  - left out * -- needs a document
+ passes.js
? unsure.js

[two]
! fails.js -- a person's words
- gone/*.js -- not run
"""


def check_lists():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'list.txt')
        with open(path, 'w', encoding='ascii') as file:
            file.write(LIST)
        groups, head = expectations.read(path)
        entry = groups['one']['a/file.any.js?x=(1|2)']
        assert (entry.mark, entry.passes, entry.slow) == ('!', 12, True), entry
        assert list(entry.subtests)[0] == ' a "quoted" name\ud800', entry.subtests
        assert entry.left_out('left out \nof this') == 'needs a document'
        assert entry.left_out('not left out') is None
        assert expectations.matching(groups['two'], 'gone/x.js') == 'not run'
        with open(path, encoding='ascii') as file:
            before = file.read()
        expectations.write(path, groups, head)
        with open(path, encoding='ascii') as file:
            assert file.read() == before

        with open(path, 'a', encoding='ascii') as file:
            file.write('no sign\n')
        try:
            expectations.read(path)
        except SystemExit as error:
            assert 'no sign' in str(error)
        else:
            raise AssertionError('a line without a sign was accepted')


def compare(suite, entry, outcome):
    """(regressions, surprises) of one test of which `entry` is expected."""
    test = Test('t', suite.groups[0], [], 1)
    lists = {test.group: {} if entry is None else {'t': entry}}
    one = run.Run(suite, [test], lists, '', {'t': outcome})
    return run.regressions(one, test), run.surprises(one, test)


def check_comparison():
    node, wpt = SUITES['node20'], SUITES['wpt']
    expect = expectations.Entry
    passed, failed = Outcome('pass'), Outcome('fail', 'why')
    assert compare(node, expect('+'), passed) == ([], [])
    assert compare(node, expect('+'), failed) == (['why'], [])
    assert compare(node, expect('!'), passed) == ([], ['it passes'])
    assert compare(node, None, passed) == ([], ['it passes'])
    assert compare(node, None, failed) == ([], [])
    assert compare(node, expect('?'), passed) == compare(node, expect('?'), failed) == ([], [])

    two = Outcome('fail', subtests={'a': ('pass', ''), 'b': ('fail', 'no')})
    fails = {'b': expect('!', 'reason')}
    assert compare(wpt, expect('!', passes=1, subtests=fails), two) == ([], [])
    assert compare(wpt, expect('+', passes=2), two)[0] == ['b: no']
    assert compare(wpt, expect('!', passes=2, subtests=fails), two)[0], 'a subtest is gone'
    assert compare(wpt, expect('!', passes=0, subtests=fails), two)[1], 'a subtest is new'
    fixed = Outcome('pass', subtests={'a': ('pass', ''), 'b': ('pass', '')})
    assert compare(wpt, expect('!', passes=1, subtests=fails), fixed)[1] == ['b: it passes']
    out = {'b': expect('-', 'not run')}
    assert compare(wpt, expect('+', passes=1, subtests=out), two) == ([], [])
    assert compare(wpt, expect('+', passes=1, subtests=out), fixed)[1], 'left out, and passes'

    options = types.SimpleNamespace(files=[], what=[])
    empty = types.SimpleNamespace(find=lambda: [])
    assert run.missing(run.Run(empty, [], {'g': {'t': expect('+'), 'x/*': expect('-')}}, ''), options) == ['t']


def check_update():
    """A person's words stay, a quotation is renewed, numbers in it do not count."""
    assert run.reason('Error: 2', expectations.Entry('!', 'words')) == 'words'
    assert run.reason('Error: 2', expectations.Entry('!', '"Error: 1"')) == '"Error: 1"'
    assert run.reason('Error: b', expectations.Entry('!', '"Error: a"')) == '"Error: b"'
    assert run.reason('Error: b', None) == '"Error: b"'


def check_page():
    lists = {suite: expectations.read(run.list_file(suite)) for suite in SUITES.values()}
    page, report.PAGE = report.PAGE, os.path.join(tempfile.gettempdir(), f'compatibility-{os.getpid()}.md')
    try:
        report.write(lists)
        with open(page, encoding='utf-8') as now, open(report.PAGE, encoding='utf-8') as made:
            assert now.read() == made.read(), 'docs/compatibility.md is not what the lists say: run --update'
    finally:
        os.unlink(report.PAGE)


check_lists()
check_comparison()
check_update()
check_page()
