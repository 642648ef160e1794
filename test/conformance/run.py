#!/usr/bin/env python3
"""Runs the foreign test suites on Gyre and compares with what is expected of them.

usage: test/conformance/run.py [SUITE] [GROUP...] [options]
       test/conformance/run.py                       every suite
       test/conformance/run.py wpt url encoding      two groups of a suite
       test/conformance/run.py fs                    a group, in the suites that have it
       test/conformance/run.py --files test-timers.js url/historical.any.js [...]
       test/conformance/run.py --gyre node wpt       another runtime, to compare

Suites are node20 and wpt. Beside this file, node20.txt and wpt.txt say of each test whether it passes
(expectations.py explains the format). The run fails on a regression (it is said to pass, and does not) and
on a success that is not listed, so that the lists always tell the truth. What regressed is tried once
more, alone, because it may be the doing of a busy machine.

--update writes the lists anew for the groups that were run. Whole suites that agree with their lists, and
updates, also write docs/compatibility.md.

--quick runs what is expected to pass and is not slow: the set of .ci/run.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import datetime
import os
import subprocess
import sys
import time
from xml.sax.saxutils import quoteattr

import expectations
import report
from suites import FETCHED, HERE, ROOT, SUITES, Outcome, kill_all

SLOW_SECONDS = 3
# More regressions than these are not the doing of the machine.
RETRIES = 40


@dataclasses.dataclass
class Run:
    """A suite, its list, and what came of the tests that were run."""
    suite: object
    tests: list
    lists: dict
    head: str
    outcomes: dict = dataclasses.field(default_factory=dict)

    def expected(self, test):
        """What the list says of a test, or None."""
        return self.lists[test.group].get(test.name)


def list_file(suite):
    return os.path.join(HERE, suite.name + '.txt')


def arguments():
    parser = argparse.ArgumentParser(prog='test/conformance/run.py', usage=__doc__.split('usage: ')[1].split('\n\n')[0],
                                     add_help=True)
    parser.add_argument('what', nargs='*', metavar='SUITE or GROUP')
    parser.add_argument('--gyre', default=os.path.join(ROOT, 'build', 'release', 'bin', 'gyre'), metavar='COMMAND',
                        help='the runtime, with flags before the test if need be')
    parser.add_argument('--files', nargs='+', default=[], metavar='TEST', help='only these tests')
    parser.add_argument('--jobs', type=int, default=os.cpu_count(), help='how many tests run at a time')
    parser.add_argument('--timeout', type=float, default=float(os.environ.get('GYRE_TEST_TIMEOUT_MULTIPLIER', 1)),
                        metavar='FACTOR', help='multiplies the time limit of each test')
    parser.add_argument('--limit', type=float, metavar='SECONDS',
                        help='no test starts later than this, multiplied likewise: it has failed')
    parser.add_argument('--quick', action='store_true', help='only what is expected to pass and is not slow')
    parser.add_argument('--update', action='store_true', help='write the lists anew')
    parser.add_argument('--verbose', action='store_true', help='say why each test failed')
    parser.add_argument('--junit', metavar='FILE', help="write the verdicts for tools/test")
    options = parser.parse_args()
    what = options.what
    options.suites = list(SUITES.values())
    if what and what[0] in SUITES:
        options.suites = [SUITES[what.pop(0)]]
    known = [group for suite in options.suites for group in suite.groups]
    for group in what:
        if group not in known:
            parser.error(f'there is no suite or group {group}; groups: {", ".join(dict.fromkeys(known))}')
    if options.update and options.quick:
        parser.error('--update needs all tests, not the --quick ones')
    command = options.gyre.split()
    if os.path.sep in command[0]:
        command[0] = os.path.realpath(command[0])
    options.runtime = command
    options.whole = not what and not options.files and not options.quick
    return options


def select(suite, options):
    """The tests of a suite that this run is about."""
    lists, head = expectations.read(list_file(suite))
    tests = []
    for test in suite.find():
        entry = lists[test.group].get(test.name)
        if options.what and test.group not in options.what or options.files and test.name not in options.files:
            continue
        if not options.files and expectations.matching(lists[test.group], test.name) is not None:
            continue
        if options.quick and not is_quick(entry):
            continue
        tests.append(test)
    return Run(suite, tests, lists, head)


def is_quick(entry):
    """Whether a test is in the quick set: something of it is expected to pass, for certain and soon."""
    return entry is not None and not entry.slow and (entry.mark == '+' or entry.mark == '!' and entry.passes > 0)


def run_test(run, test, options, factor=1.0):
    began = time.monotonic()
    if options.limit and began - options.began > options.limit * options.timeout:
        return Outcome('fail', 'the time for the whole run was up', 'the time for the whole run was up')
    if hangs(run.expected(test)):
        factor /= 2
    try:
        outcome = run.suite.run(options.runtime, test, test.seconds * options.timeout * factor)
    except OSError as error:
        outcome = Outcome('fail', str(error), str(error))
    outcome.seconds = time.monotonic() - began
    return outcome


def run_all(runs, options):
    """Fills in the outcomes; what regressed gets a second chance, alone."""
    total = sum(len(run.tests) for run in runs)
    done = 0
    pool = concurrent.futures.ThreadPoolExecutor(options.jobs)
    try:
        running = {pool.submit(run_test, run, test, options): (run, test) for run in runs for test in run.tests}
        for future in concurrent.futures.as_completed(running):
            run, test = running[future]
            run.outcomes[test.name] = future.result()
            done += 1
            if sys.stderr.isatty():
                print(f'\r{done} of {total}', end='\r', file=sys.stderr, flush=True)
        again = [(run, test) for run in runs for test in run.tests
                 if regressions(run, test) or options.update and looks_slow(run.outcomes[test.name])]
        if len(again) > RETRIES and not options.update:
            print(f'{len(again)} tests regressed: too many to be the doing of the machine, they are not tried again')
            again = []
        for run, test in again:
            run.outcomes[test.name] = run_test(run, test, options, 3)
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
        kill_all()
        print('\ninterrupted', file=sys.stderr)
        os._exit(130)


def looks_slow(outcome):
    """Whether an update measures a test again before it says that the test is slow."""
    return outcome.verdict == 'pass' and outcome.seconds > SLOW_SECONDS


def hangs(entry):
    """Whether a test is known to have no end: it need not be waited for as long as another."""
    return entry is not None and entry.mark == '!' and 'no end' in entry.reason


# --- Comparing ------------------------------------------------------------------------------------


def regressions(run, test):
    """What of a test is said to pass and does not: a list of sentences."""
    entry, outcome = run.expected(test), run.outcomes[test.name]
    if entry is None or entry.mark == '?':
        return []
    if not run.suite.has_subtests:
        return [outcome.why] if entry.mark == '+' and outcome.verdict == 'fail' else []
    if not outcome.subtests:
        return [outcome.why]
    found = []
    for name, (verdict, why) in outcome.subtests.items():
        if verdict == 'fail' and name not in entry.subtests and entry.left_out(name) is None:
            found.append(f'{name}: {why}')
    passes = counted(entry, outcome)['pass']
    if not found and passes < entry.passes:
        found.append(f'{passes} subtests pass, {entry.passes} are listed')
    return found


def surprises(run, test):
    """What of a test passes and is not said to: a list of sentences."""
    entry, outcome = run.expected(test), run.outcomes[test.name]
    if entry is None:
        return ['it passes'] if outcome.verdict == 'pass' else []
    if entry.mark == '?':
        return []
    if not run.suite.has_subtests:
        return ['it passes'] if entry.mark == '!' and outcome.verdict == 'pass' else []
    found = [f'{name}: it {"passes" if name in outcome.subtests else "is no more"}'
             for name, expected in entry.subtests.items()
             if expected.mark == '!' and outcome.subtests.get(name, ('pass',))[0] == 'pass']
    found += [f'{name}: it passes and is left out' for name, (verdict, _) in outcome.subtests.items()
              if verdict == 'pass' and entry.left_out(name) is not None]
    passes = counted(entry, outcome)['pass']
    if not found and passes > entry.passes:
        found.append(f'{passes} subtests pass, {entry.passes} are listed')
    return found


def counted(entry, outcome):
    """A Counter of the verdicts of the subtests, without those that are left out or may do either."""
    count = collections.Counter()
    for name, (verdict, _) in outcome.subtests.items():
        if entry is None or entry.left_out(name) is None and entry.subtests.get(name, entry).mark != '?':
            count[verdict] += 1
    return count


def missing(run, options):
    """Listed tests that the suite does not have: a suite that is not the one the list was made for."""
    if options.files:
        return []
    found = {test.name for test in run.suite.find()}
    return [name for group, tests in run.lists.items() if not options.what or group in options.what
            for name, entry in tests.items() if entry.mark != '-' and name not in found]


def print_table(run):
    """A line for each group."""
    header = f'{run.suite.name:<22}{run.suite.unit + " pass":>12}{"of":>7}{"%":>8}{"skipped":>9}'
    print('\n' + header + (f'{"subtests pass":>16}{"of":>8}{"%":>8}' if run.suite.has_subtests else ''))
    files, subtests = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for test in run.tests:
        outcome = run.outcomes[test.name]
        count = counted(run.expected(test), outcome)
        verdict = 'pass' if outcome.verdict == 'fail' and count['pass'] and not count['fail'] else outcome.verdict
        for group in (test.group, 'ALL'):
            files[group][verdict] += 1
            subtests[group].update(count)
    for group in [*run.suite.groups, 'ALL']:
        if not files[group]:
            continue
        line = f'{group:<22}' + columns(files[group], 12, 7) + f'{files[group]["skip"]:>9}'
        print(line + (columns(subtests[group], 16, 8) if run.suite.has_subtests else ''))


def columns(count, first, second):
    total = count['pass'] + count['fail']
    return f'{count["pass"]:>{first}}{total:>{second}}{100 * count["pass"] / max(total, 1):>8.1f}'


# --- Lists ----------------------------------------------------------------------------------------


def update(run):
    """Makes the list say what was seen."""
    for test in run.tests:
        outcome, old = run.outcomes[test.name], run.expected(test)
        if outcome.verdict == 'skip' or old is not None and old.mark == '?':
            continue
        entry = expectations.Entry('+' if outcome.verdict == 'pass' else '!')
        entry.slow = outcome.seconds > SLOW_SECONDS or old is not None and old.slow and outcome.seconds > 1
        if run.suite.has_subtests:
            entry.passes = counted(old, outcome)['pass']
            update_subtests(entry, old, outcome)
        elif entry.mark == '!':
            entry.reason = reason(outcome.reason, old)
        run.lists[test.group][test.name] = entry


def update_subtests(entry, old, outcome):
    for name, expected in (old.subtests if old else {}).items():
        if expected.mark != '!':
            entry.subtests[name] = expected
    for name, (verdict, why) in outcome.subtests.items():
        if verdict == 'fail' and name not in entry.subtests and entry.left_out(name) is None:
            entry.subtests[name] = expectations.Entry('!', reason(why, old.subtests.get(name) if old else None))
    entry.mark = '!' if any(expected.mark == '!' for expected in entry.subtests.values()) else '+'


def reason(why, old):
    """What a list gives as the reason: a person's words if there are some, or else a quotation."""
    quotation = f'"{why}"'
    if old is not None and old.reason and (not old.reason.startswith('"') or
                                           expectations.same_reason(old.reason, quotation)):
        return old.reason
    return quotation


def write_lists(runs):
    """Writes the lists, with today's date, and the page that is made of them."""
    for run in runs:
        head = '\n'.join([line for line in run.head.splitlines() if not line.startswith('# Last run: ')] +
                         [f'# Last run: {datetime.date.today()}'])
        expectations.write(list_file(run.suite), {group: run.lists[group] for group in run.suite.groups}, head)
    report.write({suite: expectations.read(list_file(suite)) for suite in SUITES.values()})


def write_junit(path, cases):
    """`cases`: (name, verdict, text). The file that tools/test_summary.py reads."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('<testsuite>\n')
        for name, verdict, text in cases:
            status = {'pass': 'run', 'fail': 'fail', 'skip': 'notrun'}[verdict]
            file.write(f'<testcase name={quoteattr("conformance/" + name)} status="{status}">')
            if verdict == 'skip':
                file.write(f'<skipped message={quoteattr(text)}/>')
            file.write('</testcase>\n')
        file.write('</testsuite>\n')


def main():
    options = arguments()
    options.began = time.monotonic()
    fetched = subprocess.run([os.path.join(HERE, 'fetch_node_tests.sh'), FETCHED], check=False)
    if fetched.returncode != 0:
        print('conformance: the suites could not be fetched, no test was run', file=sys.stderr)
        if options.junit:
            write_junit(options.junit, [('fetch', 'fail', 'the suites could not be fetched')])
        return 1
    runs = [select(suite, options) for suite in options.suites
            if not options.what or set(options.what) & set(suite.groups)]
    run_all(runs, options)

    cases, problems, good_news = [], [], []
    for run in runs:
        for test in run.tests:
            wrong, right = regressions(run, test), surprises(run, test)
            problems += [f'regression: {test.name}: {sentence}' for sentence in wrong]
            good_news += [f'not listed: {test.name}: {sentence}' for sentence in right]
            verdict = 'skip' if run.outcomes[test.name].verdict == 'skip' else 'fail' if wrong or right else 'pass'
            cases.append((f'{run.suite.name}/{test.name}', verdict, run.outcomes[test.name].why))
            if options.verbose and run.outcomes[test.name].verdict == 'fail':
                print(f'{test.name}: {run.outcomes[test.name].why}')
        for name in missing(run, options):
            problems.append(f'regression: {name}: it is listed, and the suite does not have it')
            cases.append((f'{run.suite.name}/{name}', 'fail', 'it is not there'))
        print_table(run)
    print(f'\n{sum(len(run.tests) for run in runs)} tests in {time.monotonic() - options.began:.0f} s')
    if options.junit:
        write_junit(options.junit, cases)
    if options.update:
        for run in runs:
            update(run)
        write_lists(runs)
        return 0
    for line in problems + good_news:
        print(line)
    if good_news and not problems:
        print('Good news; --update puts it on the list.')
    if problems or good_news or not cases:
        return 1
    if options.whole:
        write_lists(runs)
    return 0


if __name__ == '__main__':
    sys.exit(main())
