#!/usr/bin/env python3
"""Runs Node.js 20's own tests on Gyre and compares with what is expected of them.

usage: test/conformance/run.py [GROUP...] [--update] [--jobs N] [--timeout S] [--verbose]
       test/conformance/run.py timers task      two groups
       test/conformance/run.py                  all groups
       test/conformance/run.py --files test-timers.js [...]

Beside it, node20.txt lists the tests that pass. The run fails on a regression (listed, and does not pass)
and on an unlisted success, so that the list always tells the truth; --update writes it anew for the groups
that were run. A name with a question mark behind it may do either: a test that depends on the machine.

A test passes when its process exits with 0 and did not print that it skipped itself. Tests that reach for
Node's internals cannot be run by any other runtime and are left out.
"""
import argparse
import collections
import concurrent.futures
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SUITE = os.path.join(ROOT, 'build', 'node20', 'test')
LIST = os.path.join(HERE, 'node20.txt')
FOLDERS = ['parallel', 'es-module']

# A test belongs to the first group whose pattern matches the start of its name, behind "test-".
GROUPS = [
    ('timers', r'timers?-|set-?(timeout|interval|immediate)|set-incoming|immediate'),
    ('task', r'next-tick|microtask|process-next-tick|queue-microtask'),
    ('promise', r'promise|unhandled|async-(await|wrap-uncaught)'),
    ('process', r'process-'),
    ('events', r'event-?(s|emitter|target|capture)|abortcontroller|abortsignal'),
    ('fs', r'fs[-.]|file-'),
    ('net', r'net[-.]|tcp|socket|pipe-|listen-fd'),
    ('stream', r'stream'),
    ('buffer', r'buffer'),
    ('path', r'path'),
    ('url', r'url|whatwg-url'),
    ('querystring', r'querystring'),
    ('util', r'util|inspect'),
    ('assert', r'assert'),
    ('console', r'console'),
    ('child_process', r'child-process'),
    ('dgram', r'dgram'),
    ('dns', r'dns|c-ares'),
    ('module', r'module|require|cjs|esm|import'),
    ('vm', r'vm'),
    ('readline', r'readline'),
    ('repl', r'repl'),
    ('os', r'os[-.]'),
    ('string_decoder', r'string-decoder'),
    ('tty', r'tty|stdin|stdout|stdio|stderr'),
    ('http', r'https?-(?!2)|http\.'),
    ('http2', r'http2'),
    ('zlib', r'zlib'),
    ('crypto', r'crypto|webcrypto'),
    ('tls', r'tls'),
    ('worker', r'worker|message-?(port|channel)|broadcastchannel|structuredclone'),
    ('runner', r'runner|test-runner'),
    ('async_hooks', r'async-(hooks|local)|asyncresource|diagnostics-channel|als'),
    ('perf', r'perf'),
    ('whatwg', r'whatwg|webstreams?|blob|encoding|fetch|headers'),
    ('es-module', r'(?!)'),  # those of the folder of that name
    ('other', r''),
]
INTERNALS = re.compile(r"""expose[-_]internals|require\(['"]internal/|internalBinding|process\.binding\(""")
FLAGS = re.compile(r'^// Flags: (.*)$', re.MULTILINE)


def group_of(name):
    if folder_of(name) == 'es-module':
        return 'es-module'
    return next(group for group, pattern in GROUPS if re.match(pattern, name[len('test-'):]))


def folder_of(name):
    """The folder of the suite that a test is in."""
    return next(folder for folder in FOLDERS if os.path.exists(os.path.join(SUITE, folder, name)))


def find_tests(groups, files):
    """(name, flags) of each test to run."""
    tests = []
    for name in sorted(name for folder in FOLDERS for name in os.listdir(os.path.join(SUITE, folder))):
        if not re.fullmatch(r'test-.*\.m?js', name):
            continue
        if files and name not in files:
            continue
        if groups and group_of(name) not in groups:
            continue
        with open(os.path.join(SUITE, folder_of(name), name), encoding='utf-8', errors='replace') as file:
            source = file.read()
        if INTERNALS.search(source):
            continue
        flags = FLAGS.search(source)
        tests.append((name, shlex.split(flags.group(1)) if flags else []))
    return tests


def run_test(gyre, name, flags, timeout):
    """('pass' | 'skip' | 'fail', why)"""
    with tempfile.TemporaryDirectory(prefix='gyre') as scratch, tempfile.TemporaryFile() as output:
        env = dict(os.environ, NODE_TEST_KNOWN_GLOBALS='0', NO_COLOR='1', NODE_TEST_DIR=scratch, TMPDIR=scratch,
                   TEST_PARALLEL='1', TEST_THREAD_ID=str(abs(hash(name)) % 100000))
        process = subprocess.Popen([gyre, *flags, os.path.join(SUITE, folder_of(name), name)],
                                   cwd=os.path.dirname(SUITE), env=env, start_new_session=True,
                                   stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            status = process.wait(timeout)
            why = f'status {status}'
        except subprocess.TimeoutExpired:
            status, why = None, 'timeout'
        try:  # whatever it started and left behind
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        output.seek(0)
        text = output.read(200000).decode('utf-8', 'replace')
    if status == 0:
        return ('skip', '') if re.search(r'^1\.\.0 # Skipped', text, re.MULTILINE) else ('pass', '')
    return 'fail', why + ': ' + ' | '.join(text.strip().splitlines()[-6:])[-400:]


def read_list():
    """{name: whether it may fail}"""
    expected = {}
    with open(LIST, encoding='utf-8') as file:
        for line in file:
            name = line.split('#')[0].strip()
            if name:
                expected[name.rstrip('?')] = name.endswith('?')
    return expected


def write_list(expected):
    head = ("# Node.js 20's tests that pass on Gyre; see run.py. A question mark: the machine decides.\n"
            '# Written by test/conformance/run.py --update.\n')
    by_group = collections.defaultdict(list)
    for name, unsure in expected.items():
        by_group[group_of(name)].append(name + ('?' if unsure else ''))
    with open(LIST, 'w', encoding='utf-8') as file:
        file.write(head)
        for group, _ in GROUPS:
            if by_group[group]:
                file.write(f'\n# {group}\n' + '\n'.join(sorted(by_group[group])) + '\n')


def main():
    parser = argparse.ArgumentParser(prog='test/conformance/run.py')
    parser.add_argument('groups', nargs='*', metavar='GROUP')
    parser.add_argument('--gyre', default=os.path.join(ROOT, 'build', 'release', 'bin', 'gyre'))
    parser.add_argument('--files', nargs='+', default=[])
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--timeout', type=float, default=20)
    parser.add_argument('--update', action='store_true')
    parser.add_argument('--verbose', action='store_true', help='say why a test failed')
    options = parser.parse_args()
    known = [group for group, _ in GROUPS]
    for group in options.groups:
        if group not in known:
            parser.error(f'there is no group {group}; groups: {", ".join(known)}')

    subprocess.run([os.path.join(HERE, 'fetch_node_tests.sh'), os.path.dirname(SUITE)], check=True)
    gyre = os.path.realpath(options.gyre)
    tests = find_tests(options.groups, options.files)
    expected = read_list()
    verdicts = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        running = {pool.submit(run_test, gyre, name, flags, options.timeout): name for name, flags in tests}
        for done in concurrent.futures.as_completed(running):
            verdicts[running[done]] = done.result()

    # A failure may be the doing of a busy machine: what regressed gets a second chance, alone.
    regressions = []
    for name, flags in tests:
        if verdicts[name][0] != 'fail' or expected.get(name) is not False:
            continue
        verdicts[name] = run_test(gyre, name, flags, 3 * options.timeout)
        if verdicts[name][0] == 'fail':
            regressions.append(name)
    surprises = [name for name, (verdict, _) in sorted(verdicts.items())
                 if verdict == 'pass' and name not in expected]

    tally = collections.defaultdict(collections.Counter)
    for name, (verdict, _) in verdicts.items():
        tally[group_of(name)][verdict] += 1
        tally['ALL'][verdict] += 1
    print(f'{"group":<16}{"pass":>6}{"of":>6}{"%":>8}{"skipped":>10}')
    for group in [*known, 'ALL']:
        count = tally[group]
        total = count['pass'] + count['fail']
        if total + count['skip']:
            print(f'{group:<16}{count["pass"]:>6}{total:>6}{100 * count["pass"] / max(total, 1):>8.1f}{count["skip"]:>10}')
    if options.verbose:
        for name, (verdict, why) in sorted(verdicts.items()):
            if verdict == 'fail':
                print(f'{name}: {why}')

    if options.update:
        for name, (verdict, _) in verdicts.items():
            if verdict == 'pass':
                expected.setdefault(name, False)
            elif not expected.get(name, False):
                expected.pop(name, None)
        write_list(expected)
        print(f'{os.path.relpath(LIST, ROOT)}: {len(expected)} tests')
        return 0
    for name in regressions:
        print(f'regression: {name}: {verdicts[name][1]}')
    for name in surprises:
        print(f'passes and is not listed: {name}')
    if surprises and not regressions:
        print('Good news; --update puts them on the list.')
    return 1 if regressions or surprises or not verdicts else 0


if __name__ == '__main__':
    sys.exit(main())
