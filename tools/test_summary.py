#!/usr/bin/env python3
"""Prints the last line of tools/test from the files that ctest, test/conformance/run.py and `gyre test` write.

usage: test_summary.py STATUS JUNIT_XML...

Exits 0 only if each file has a test that passed, none failed, and STATUS, that of what ran them, is 0: they had
nothing else to complain about.
"""
import sys
import xml.etree.ElementTree as ElementTree


def status_of(case):
    """'run', 'skipped' or 'failed'."""
    status = case.get('status')
    if status is None:  # `gyre test`
        return 'failed' if case.find('failure') is not None else 'skipped' if case.find('skipped') is not None else 'run'
    if status in ('notrun', 'disabled') and case.find('skipped') is not None:
        return 'skipped'
    return 'run' if status == 'run' else 'failed'


def main():
    status_of_runs, paths = int(sys.argv[1]), sys.argv[2:]
    passed, failed, skipped, empty = 0, [], [], []
    cases = []
    for path in paths:
        try:
            found = list(ElementTree.parse(path).getroot().iter('testcase'))
        except (OSError, ElementTree.ParseError) as error:
            print(f'no results: {error}', file=sys.stderr)
            found = []
        cases += found
        if not any(status_of(case) == 'run' for case in found):
            empty.append(path)
    for case in cases:
        status = status_of(case)
        if status == 'run':
            passed += 1
        else:
            (skipped if status == 'skipped' else failed).append(case)
    for case in skipped:
        output = (case.findtext('system-out') or case.find('skipped').get('message') or '').strip().splitlines()
        print(f'skipped: {case.get("name")}: {output[-1] if output else "it gives no reason"}')
    for case in failed:
        print(f'failed: {case.get("name")}')
    print(f'{passed} passed, {len(failed)} failed, {len(skipped)} skipped')
    return 1 if failed or empty or status_of_runs != 0 else 0


if __name__ == '__main__':
    sys.exit(main())
