#!/usr/bin/env python3
"""Prints the last line of tools/test from the files that ctest and test/conformance/run.py write.

usage: test_summary.py STATUS JUNIT_XML...

Exits 0 only if each file has a test that passed, none failed, and STATUS, that of what ran them, is 0: they had
nothing else to complain about.
"""
import sys
import xml.etree.ElementTree as ElementTree


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
        if not any(case.get('status') == 'run' for case in found):
            empty.append(path)
    for case in cases:
        status = case.get('status')
        if status == 'run':
            passed += 1
        elif status in ('notrun', 'disabled') and case.find('skipped') is not None:
            skipped.append(case)
        else:
            failed.append(case)
    for case in skipped:
        output = (case.findtext('system-out') or case.find('skipped').get('message') or '').strip().splitlines()
        print(f'skipped: {case.get("name")}: {output[-1] if output else "it gives no reason"}')
    for case in failed:
        print(f'failed: {case.get("name")}')
    print(f'{passed} passed, {len(failed)} failed, {len(skipped)} skipped')
    return 1 if failed or empty or status_of_runs != 0 else 0


if __name__ == '__main__':
    sys.exit(main())
