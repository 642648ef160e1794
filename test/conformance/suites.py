"""The foreign suites: which tests each has, how one of them is run, and what came of it.

To add a suite, write a class like those below and put it into SUITES; run.py asks for nothing else.
"""
import dataclasses
import json
import os
import re
import shlex
import signal
import subprocess
import tempfile

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FETCHED = os.path.join(ROOT, 'build', 'node20')
HARNESS = '(the harness)'
CLEAN_ENVIRONMENT = {key: value for key, value in os.environ.items()
                     if not re.match(r'NODE_|GYRE_|(NO|FORCE)_COLOR$', key)}


@dataclasses.dataclass
class Test:
    """One test of a suite: one process."""
    name: str
    group: str
    flags: list
    seconds: float


@dataclasses.dataclass
class Outcome:
    """What came of a test. `verdict`: pass, fail or skip; `why` and `reason` explain the latter two, at
    length and in a few words. `subtests`: {name: (verdict, why)}, of suites that have them."""
    verdict: str
    why: str = ''
    reason: str = ''
    subtests: dict = dataclasses.field(default_factory=dict)
    seconds: float = 0


RUNNING = set()


def run_process(command, seconds, cwd, env):
    """(exit status, or None after the time limit; output). Kills whatever the process left behind."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=cwd, env=env, start_new_session=True, stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=subprocess.STDOUT)
        RUNNING.add(process.pid)
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = None
        kill_group(process.pid)
        process.wait()
        RUNNING.discard(process.pid)
        output.seek(0)
        return status, output.read(200_000).decode('utf-8', 'replace')


def kill_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def kill_all():
    """Ends the tests that are running; for Ctrl-C."""
    for pid in list(RUNNING):
        kill_group(pid)


def few_words(text):
    """What went wrong, from the output of a test: the message of its error, or else its last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r'(Uncaught )?(\w*Error\b|# Fatal|Fatal|Mismatched|\w+Exception\b)', line)]
    line = (errors or lines[-1:] or ['no output'])[0]
    return shorten(line)


def shorten(text):
    """Text as a list can hold it: on one line, in ASCII, without the machine's folders."""
    text = re.sub(r'(file://)?(/[^\s\'":]+)+/', '', ' '.join(text.split())).replace(' -- ', ' - ')
    return text.encode('ascii', 'backslashreplace').decode('ascii')[:100].strip()


def ended(status, seconds, text):
    """The reason for which a process did not end well."""
    if status is None:
        return f'no end within {seconds:g} s'
    if status < 0:
        return f'died of {signal.Signals(-status).name}'
    return few_words(text)


class Node20:
    """Node.js 20's own test/parallel and test/es-module. A test passes when its process exits with 0 and did not print that it
    skipped itself. Tests that reach for Node's internals cannot be run by any other runtime and are no part
    of the suite."""
    name = 'node20'
    title = "Node.js 20's own tests"
    unit = 'tests'
    has_subtests = False
    folder = os.path.join(FETCHED, 'test')
    folders = ['parallel', 'es-module']
    seconds = 20

    # A test of test/parallel belongs to the first group whose pattern matches the start of its name, behind
    # "test-"; those of test/es-module are a group of that name.
    patterns = [
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
        ('other', r''),
    ]
    groups = [group for group, _ in patterns] + ['es-module']
    internals = re.compile(r"""expose[-_]internals|require\(['"]internal/|internalBinding|process\.binding\(""")
    flags = re.compile(r'^// Flags: (.*)$', re.MULTILINE)

    def folder_of(self, name):
        return next(folder for folder in self.folders if os.path.exists(os.path.join(self.folder, folder, name)))

    def group_of(self, name):
        if self.folder_of(name) == 'es-module':
            return 'es-module'
        return next(group for group, pattern in self.patterns if re.match(pattern, name[len('test-'):]))

    def find(self):
        """Every test."""
        for folder in self.folders:
            for name in sorted(os.listdir(os.path.join(self.folder, folder))):
                if not re.fullmatch(r'test-.*\.m?js', name):
                    continue
                with open(os.path.join(self.folder, folder, name), encoding='utf-8', errors='replace') as file:
                    source = file.read()
                if self.internals.search(source):
                    continue
                flags = self.flags.search(source)
                yield Test(name, self.group_of(name), shlex.split(flags.group(1)) if flags else [], self.seconds)

    def run(self, runtime, test, seconds):
        """The outcome of one test within a time limit."""
        with tempfile.TemporaryDirectory(prefix='gyre', ignore_cleanup_errors=True) as scratch:
            env = dict(CLEAN_ENVIRONMENT, NODE_TEST_KNOWN_GLOBALS='0', NO_COLOR='1', NODE_TEST_DIR=scratch,
                       TMPDIR=scratch, TEST_PARALLEL='1', TEST_THREAD_ID=str(abs(hash(test.name)) % 100000))
            status, text = run_process([*runtime, *test.flags,
                                        os.path.join(self.folder, self.folder_of(test.name), test.name)],
                                       seconds, FETCHED, env)
        if status == 0:
            skipped = re.search(r'^1\.\.0 # Skipped(.*)', text, re.MULTILINE)
            return Outcome('skip', skipped.group(1).strip(': ')) if skipped else Outcome('pass')
        why = f'status {status}: ' + ' | '.join(text.strip().splitlines()[-6:])[-400:]
        return Outcome('fail', why, ended(status, seconds, text))


class Wpt:
    """The web platform tests that Node.js 20 ships, those of them that are scripts (.any.js, .window.js). Each
    variant of a file is a test of its own, run by wpt_harness.js; each call of test() in it is a subtest. A
    test passes when all its subtests do and the harness has nothing to complain about, which counts as one
    more subtest if it has. A subtest that needs a part of a browser that Node.js 20 has not either is skipped."""
    name = 'wpt'
    title = 'The web platform tests'
    unit = 'files'
    has_subtests = True
    folder = os.path.join(FETCHED, 'test', 'fixtures', 'wpt')
    harness = os.path.join(HERE, 'wpt_harness.js')
    seconds = 20
    # The folders; wasm is V8's own matter, and resource-timing tests what fetch() leaves behind.
    groups = ['url', 'encoding', 'streams', 'dom/abort', 'dom/events', 'html/webappapis', 'hr-time', 'user-timing',
              'performance-timeline', 'FileAPI', 'console', 'webidl', 'webmessaging', 'WebCryptoAPI']
    browser = re.compile(r'\b(document|FileReader|FileReaderSync|XMLHttpRequest|MutationObserver|VideoFrame|Worker|'
                         r'ShadowRealm) is not defined|self does not have own property "(FileList|FileReader)"')
    metadata = re.compile(r'^// META: (variant|timeout)=(.*)$', re.MULTILINE)

    def group_of(self, name):
        return next(group for group in self.groups if name.startswith(group + '/'))

    def find(self):
        """Every variant of every file."""
        for group in self.groups:
            for folder, folders, files in os.walk(os.path.join(self.folder, group)):
                folders.sort()
                for file in sorted(files):
                    if file.endswith(('.any.js', '.window.js')):
                        yield from self.variants(group, os.path.join(folder, file))

    def variants(self, group, path):
        with open(path, encoding='utf-8') as file:
            found = self.metadata.findall(file.read())
        seconds = self.seconds * (3 if ('timeout', 'long') in found else 1)
        for variant in [value.strip() for key, value in found if key == 'variant'] or ['']:
            yield Test(os.path.relpath(path, self.folder) + variant, group, ['--expose-gc'], seconds)

    @staticmethod
    def few_words(message):
        """The message of a subtest without what testharness.js puts around that of an error."""
        return shorten(re.sub(r'^promise_test: Unhandled rejection with value: object ', '', message or 'no message'))

    def run(self, runtime, test, seconds):
        """The outcome of one test within a time limit: the harness gets most of it, to say what did not end."""
        with tempfile.TemporaryDirectory(prefix='gyre', ignore_cleanup_errors=True) as scratch:
            results = os.path.join(scratch, 'results')
            status, text = run_process(
                [*runtime, *test.flags, self.harness, self.folder, test.name, results, f'{0.8 * seconds:g}'],
                seconds, scratch, dict(CLEAN_ENVIRONMENT, NO_COLOR='1', TMPDIR=scratch))
            try:
                with open(results, encoding='utf-8') as file:
                    lines = [json.loads(line) for line in file if line.endswith('\n')]
            except FileNotFoundError:
                lines = []
        subtests, harness = {}, None
        for line in lines:
            if isinstance(line, dict):
                harness = line
                continue
            name, code, message = line
            if code == 0:
                subtests.setdefault(name, ('pass', ''))
            elif code == 4 or self.browser.search(message or ''):  # 4: an optional feature that is not there
                subtests.setdefault(name, ('skip', message or ''))
            else:
                words = {2: 'no end in time', 3: 'did not run'}.get(code) or self.few_words(message)
                subtests[name] = ('fail', words)
        if harness is None:
            subtests[HARNESS] = ('fail', ended(status, seconds, text))
        elif self.browser.search(harness['message'] or ''):
            subtests[HARNESS] = ('skip', harness['message'])
        elif harness['harness'] not in (0, 3):
            words = {2: 'no end in time'}.get(harness['harness']) or self.few_words(harness['message'])
            subtests[HARNESS] = ('fail', words)
        elif not subtests:
            subtests[HARNESS] = ('fail', 'there are no subtests')
        failed = [f'{name}: {words}' for name, (verdict, words) in subtests.items() if verdict == 'fail']
        verdict = 'fail' if failed else 'pass' if any(verdict == 'pass' for verdict, _ in subtests.values()) else 'skip'
        return Outcome(verdict, ' | '.join(failed)[:2000] or 'it needs a browser', subtests=subtests)


SUITES = {suite.name: suite for suite in (Node20(), Wpt())}
