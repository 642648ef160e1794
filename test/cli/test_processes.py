"""`gyre test` runs each file in a process of its own. Those of many files are forked off servers, which must not show."""
import json
import os
import re
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))

from gyre import GYRE, check, environment, run, scripts, wait_for

REPORT = '''
const test = require('node:test');
test('reports', (t) => {
  require('fs').writeFileSync(__filename + '.json', JSON.stringify({
    pid: process.pid, self: require('fs').readlinkSync('/proc/self'), ppid: process.ppid, argv: process.argv.slice(1),
    execArgv: process.execArgv, random: [Math.random(), require('crypto').randomUUID()], uptime: process.uptime(),
    now: performance.now(), origin: performance.timeOrigin, global: globalThis.seen, preloads: globalThis.preloads,
    input: require('fs').readFileSync(0, 'utf8'), value: process.env.VALUE,
  }));
  globalThis.seen = process.env.VALUE = 'seen';
  require('fs').mkdirSync(__filename + '.d');
  process.chdir(__filename + '.d');
});
'''


def is_alive(pid):
    try:
        with open(f'/proc/{pid}/stat', encoding='utf-8') as file:
            return file.read().rsplit(')', 1)[1].split()[0] != 'Z'
    except (FileNotFoundError, ProcessLookupError):  # gone before the opening, or before the reading
        return False


with scripts() as (folder, script):
    def gyre(*arguments):
        return run(*arguments, cwd=folder, env={'NODE_TEST_CONTEXT': None, 'VALUE': None})

    # No process shows what another has done, or was done before it.
    script('preload.js', 'globalThis.preloads = (globalThis.preloads ?? 0) + 1;\n')
    for i in range(4):
        script(f'r{i}.test.js', REPORT)
    check(gyre('-r', './preload.js', '--stack-size=900', 'test', '--concurrency=1'), stdout=re.compile('pass 4\n'))
    reports = []
    for i in range(4):
        with open(os.path.join(folder, f'r{i}.test.js.json'), encoding='utf-8') as file:
            reports.append(json.load(file))
        os.remove(os.path.join(folder, f'r{i}.test.js'))
    for i, report in enumerate(reports):
        assert report['argv'] == [os.path.join(folder, f'r{i}.test.js')], report
        assert report['execArgv'] == ['-r', './preload.js', '--stack-size=900', '--test-leaks=warn'], report
        assert str(report['pid']) == report['self'], report
        assert report['preloads'] == 1 and report['input'] == '' and 'global' not in report and 'value' not in report, report
    for key in ('pid', 'random', 'origin'):
        assert len({str(report[key]) for report in reports}) == 4, reports
    for a, b in zip(reports, reports[1:]):
        assert b['origin'] >= a['origin'] + a['now'], (a, b)

    # How they end, and what they have written until then.
    script('code.test.js', "console.log('said'); console.error('complained'); process.exit(3);\n")
    script('signal.test.js', "require('fs').writeSync(1, 'no line end'); process.kill(process.pid, 'SIGKILL');\n")
    script('cut.test.js', "require('fs').writeSync(1, Buffer.from([0xff, 0x0f, 0x47, 0x54, 9, 9, 0, 0, 65]));\n"
           "process.kill(process.pid, 'SIGABRT');\n")
    script('frame.test.js', "require('fs').writeSync(1, Buffer.from([0xff, 0x0f, 0x47, 0x54, 3, 0, 0, 0, 65, 66, 67]));\n"
           "console.log(' no frame');\n")
    script('quiet.test.js', "require('fs').closeSync(1); require('fs').closeSync(2); process.exitCode = 4;\n")
    script('large.test.js', "process.stdout.write('X'.repeat(1e6) + '\\n'); process.stderr.write('Y'.repeat(1e6) + '\\n');\n")
    script('passes.test.js', "require('node:test')('passes', () => {});\n")
    for arguments in (['--concurrency=1'], ['--concurrency=2']):
        result = check(gyre('--test', *[argument.replace('--', '--test-') for argument in arguments]), status=1)
        for name, wanted in (('code', 'exitCode: 3'), ('signal', "signal: 'SIGKILL'"), ('cut', "signal: 'SIGABRT'"),
                             ('quiet', 'exitCode: 4')):
            assert re.search(rf'not ok \d+ - \S*/{name}\.test\.js', result.stdout), result.stdout
        result = check(gyre('test', *arguments), status=1, stdout=re.compile('pass 3\n.*fail 4\n', re.S))
        for wanted in ('ABC no frame', 'said', 'complained', 'no line end'):
            assert wanted in result.stdout, wanted
        # What comes through both outputs at once may be mixed, but nothing is lost.
        for letter in 'XY':
            assert result.stdout.count(letter) == 1000000, result.stdout.count(letter)
    for name in ('code', 'signal', 'cut', 'frame', 'quiet', 'large'):
        os.remove(os.path.join(folder, f'{name}.test.js'))

    # A file that takes too long does not stop the others.
    script('a.test.js', 'for (;;);\n')
    script('b.test.js', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);\n")
    check(gyre('test', '--timeout=2000', '--concurrency=1'), status=1, stdout=re.compile('pass 1\n.*cancelled 2\n', re.S))

    # Neither Ctrl-C nor the death of the runner leaves processes behind.
    script('a.test.js', "require('fs').writeFileSync('pids', `${process.pid} ${process.ppid}`); setInterval(() => {}, 1000);\n")
    os.remove(os.path.join(folder, 'b.test.js'))
    for i in range(3):
        script(f'c{i}.test.js', "require('node:test')('passes', () => {});\n")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        path = os.path.join(folder, 'pids')
        if os.path.exists(path):
            os.remove(path)
        runner = subprocess.Popen([GYRE, 'test', '--concurrency=1'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  cwd=folder, env=environment({'NODE_TEST_CONTEXT': None}), start_new_session=True)
        wait_for(lambda path=path: os.path.exists(path) and os.path.getsize(path) > 0)
        with open(path, encoding='utf-8') as file:
            pids = [int(pid) for pid in file.read().split()]
        if number == signal.SIGINT:
            os.killpg(runner.pid, number)  # as a terminal does
        else:
            os.kill(runner.pid, number)
        assert runner.wait() == (-number if number == signal.SIGKILL else 1)
        wait_for(lambda pids=pids: not any(is_alive(pid) for pid in pids))

    # When a server dies, its file fails, and the next has another.
    script('a.test.js', "process.kill(process.ppid, 'SIGKILL'); setInterval(() => {}, 1000);\n")
    check(gyre('test', '--concurrency=1'), status=1, stdout=re.compile('pass 4\n.*fail 1\n', re.S))
