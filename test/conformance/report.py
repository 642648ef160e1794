"""docs/compatibility.md: the page that is made of the lists of expectations."""
import collections
import os
import re

from suites import ROOT

PAGE = os.path.join(ROOT, 'docs', 'compatibility.md')
HEAD = """# Compatibility

What of the suites that others wrote passes on Gyre. This page is written by `tools/test conformance` from the
lists in [test/conformance](../test/conformance); do not edit it. A quotation is the message of the error that
ended a test.
"""
# A file with more failing subtests than these gets a line that counts them by reason.
MOST_SUBTESTS = 5


def write(lists):
    """`lists`: {suite: (groups, head) as of expectations.read}."""
    text = [HEAD]
    for suite, (groups, head) in lists.items():
        text += page_of(suite, {group: groups[group] for group in suite.groups if groups[group]}, head)
    with open(PAGE, 'w', encoding='utf-8') as file:
        file.write('\n'.join(text))


def page_of(suite, groups, head):
    date = re.search(r'^# Last run: (.*)$', head, re.MULTILINE)
    passed, total = sum_of(suite, [entry for tests in groups.values() for entry in tests.values()])
    unit = 'subtests' if suite.has_subtests else suite.unit
    when = f' ({date.group(1)})' if date else ''
    lines = [f'## {suite.title}', '',
             f'{passed} of {total} {unit} pass, {percent(passed, total)} %{when}.', '',
             '| module | passed | of | % |', '| --- | ---: | ---: | ---: |']
    for group, tests in groups.items():
        passed, total = sum_of(suite, tests.values())
        lines.append(f'| {group} | {passed} | {total} | {percent(passed, total)} |')
    lines.append('')
    for group, tests in groups.items():
        reasons = [line for name, entry in sorted(tests.items()) for line in explain(name, entry)]
        if reasons:
            lines += [f'### {suite.name}: {group}', '', *reasons, '']
    return lines


def sum_of(suite, entries):
    """(passed, run): tests, or subtests where there are some. What may do either has not passed."""
    marks = collections.Counter()
    for entry in entries:
        if not suite.has_subtests:
            marks[entry.mark] += 1
            continue
        marks['+'] += entry.passes
        for subtest in entry.subtests.values():
            marks[subtest.mark] += 1
    return marks['+'], marks['+'] + marks['!'] + marks['?']


def percent(passed, total):
    return f'{100 * passed / max(total, 1):.1f}'


def explain(name, entry):
    """The lines for one test that does not simply pass."""
    what = {'!': '', '?': 'may do either: ', '-': 'not run: '}
    failing = {subtest: expected for subtest, expected in entry.subtests.items() if expected.mark != '+'}
    if not failing and (entry.mark != '+' and entry.reason or entry.mark == '?'):
        return [f'- `{name}`: {what[entry.mark]}{entry.reason or "the machine decides"}']
    if len(failing) <= MOST_SUBTESTS:
        return [f'- `{name}`, {code(subtest)}: {what[expected.mark]}{expected.reason}'
                for subtest, expected in failing.items()]
    reasons = collections.Counter((expected.mark, expected.reason) for expected in failing.values())
    return [f'- `{name}`, {number} subtests: {what[mark]}{text}' for (mark, text), number in reasons.most_common()]


def code(name):
    """A name as code in Markdown, on one line."""
    text = name.encode('unicode_escape').decode().replace('`', "'")
    return f'`{text}`'
