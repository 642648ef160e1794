#!/usr/bin/env python3
"""Prints the last line of tools/test from the file that ctest writes.

usage: test_summary.py JUNIT_XML CTEST_STATUS

Exits 0 only if at least one test passed, none failed, and ctest had nothing else to complain about.
"""
import sys
import xml.etree.ElementTree as ElementTree


def main():
    path, ctest_status = sys.argv[1], int(sys.argv[2])
    passed, failed, skipped = 0, [], []
    try:
        cases = ElementTree.parse(path).getroot().iter('testcase')
    except (OSError, ElementTree.ParseError) as error:
        print(f'no results: {error}', file=sys.stderr)
        cases = []
    for case in cases:
        status = case.get('status')
        if status == 'run':
            passed += 1
        elif status in ('notrun', 'disabled') and case.find('skipped') is not None:
            skipped.append(case)
        else:
            failed.append(case)
    for case in skipped:
        output = (case.findtext('system-out') or '').strip().splitlines()
        print(f'skipped: {case.get("name")}: {output[-1] if output else "it gives no reason"}')
    for case in failed:
        print(f'failed: {case.get("name")}')
    print(f'{passed} passed, {len(failed)} failed, {len(skipped)} skipped')
    return 1 if failed or passed == 0 or ctest_status != 0 else 0


if __name__ == '__main__':
    sys.exit(main())
