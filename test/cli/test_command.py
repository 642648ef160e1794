"""`gyre test` runs test files: which, in what order, how they are reported, and the exit code."""
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))

from gyre import GYRE, check, environment, run, scripts

PASS = "require('node:test')('passes', () => {});\n"
FAIL = "require('node:test')('fails', () => {\n  require('assert').strictEqual(1, 2);\n});\n"

with scripts() as (folder, script):
    def gyre(*arguments, **options):
        return run(*arguments, cwd=folder, env={'NODE_TEST_CONTEXT': None}, **options)

    # Nothing to run.
    check(gyre('test'), status=1, stdout='', stderr='No test files found\n')
    check(gyre('test', 'absent.js'), status=1, stdout='', stderr=re.compile('^Could not find'))

    # Discovery: by folder, by name, never below node_modules.
    script('a.test.js', PASS)
    script('not_one.js', FAIL)
    script('test/any.js', PASS)
    script('node_modules/x/x.test.js', FAIL)
    check(gyre('test'), stdout=re.compile('tests 2\n'))
    check(gyre('test', '*.test.js'), stdout=re.compile('tests 1\n'))
    check(gyre('--test'), stdout=re.compile('^TAP version 13\n'))

    # A failure: the exit code, the source line, the difference.
    script('failing.js', FAIL)
    result = check(gyre('test', 'failing.js', 'a.test.js'), status=1, stdout=re.compile('pass 1\n.*fail 1\n', re.S))
    assert re.search(r"2 \|   require\('assert'\)\.strictEqual\(1, 2\);\n +\| +\^", result.stdout), result.stdout
    assert '1 !== 2' in result.stdout, result.stdout

    # A process that fails although its tests pass is a failure.
    script('exits.js', PASS + 'process.exitCode = 3;\n')
    check(gyre('test', 'exits.js'), status=1, stdout=re.compile('pass 1\n.*fail 1\n', re.S))

    # So is one that ends before its tests do, with whatever code; but not if only its end is missing.
    script('cut.js', PASS + "require('node:test')('exits', async () => { await null; process.exit(0); });\n" + FAIL)
    check(gyre('test', 'cut.js'), status=1, stdout=re.compile('the process ended before its tests did.*pass 1\n.*fail 1\n', re.S))
    check(gyre('--test', 'cut.js'), stdout=re.compile('pass 1\n'))
    script('after.js', PASS + "require('node:test').after(() => process.exit(0));\n")
    check(gyre('test', 'after.js'), stdout=re.compile('pass 1\n.*fail 0\n', re.S))

    # Shards share out the files; the same seed gives the same order.
    for name in 'abcd':
        script(f'shards/{name}.js', f"require('node:test')('{name}', () => {{}});\n")
    check(gyre('test', '--shard=2/2', 'shards/*.js'), stdout=re.compile(r'b .*\n.*d .*\n', re.S))
    for isolation in ('process', 'none'):
        check(gyre('test', f'--isolation={isolation}', '--shard=3/2', 'shards/*.js'), status=1, stdout='',
              stderr=re.compile('options.shard.index'))
    check(gyre('test', '--leaks=some', 'shards/*.js'), status=1, stdout='', stderr=re.compile("'--test-leaks' must be one of"))
    check(gyre('test', '--shard=3', 'shards/*.js'), status=1, stderr=re.compile('must be in the form of <index>/<total>'))
    order = [re.findall(r'^ok \d+ - (\w)', gyre('--test', '--test-random-seed=7', 'shards/*.js').stdout, re.M)
             for _ in range(2)]
    assert order[0] == order[1] and sorted(order[0]) == list('abcd'), order

    # A failed file is run again; bail starts no more.
    script('flaky.js', "const fs = require('fs');\nconst first = !fs.existsSync('mark');\nfs.writeFileSync('mark', '');\n"
           "require('node:test')('flaky', () => { if (first) throw new Error('first'); });\n")
    check(gyre('test', '--retry=1', 'flaky.js'), stdout=re.compile('flaky.js was run again once and passed'))
    check(gyre('test', '--bail', '--concurrency=1', 'failing.js', 'not_one.js', 'shards/a.js'), status=1,
          stdout=re.compile('bailed out: 2 of 3 files were not run'))

    # One process for all.
    script('same/1.js', "globalThis.shared = 1;\nrequire('node:test')('one', () => {});\n")
    script('same/2.mjs', "import test from 'node:test';\nimport assert from 'node:assert';\n"
           "test('two', () => assert.equal(globalThis.shared, 1));\n")
    check(gyre('test', '--isolation=none', 'same/1.js', 'same/2.mjs'), stdout=re.compile('pass 2\n'))
    check(gyre('test', '--isolation=none', '--random-seed=3', 'same/1.js'), stdout=re.compile('--test-random-seed=3\n'))
    for option in ('bail', 'retry=1'):
        check(gyre('test', '--isolation=none', f'--{option}', 'same/1.js'), status=1, stdout='',
              stderr=re.compile('needs a process for each file'))
    # What can't be loaded fails, whatever tests are asked for.
    script('broken.js', PASS + "throw new Error('broken');\n")
    for isolation in ('process', 'none'):
        check(gyre('test', f'--isolation={isolation}', '--name-pattern=nothing', 'broken.js'), status=1,
              stdout=re.compile('fail 1\n'))
    check(gyre('test', '--isolation=none', 'same/1.js', 'cut.js'), status=1, stderr='the process ended before its tests did\n')
    check(gyre('test', '--isolation=none', 'same/1.js', 'after.js'), stdout=re.compile('one'))

    # A file alone is reported as it goes.
    script('slow.js', "const test = require('node:test');\ntest('first', () => {});\n"
           "test('second', async () => { while (!require('fs').existsSync('go')) await new Promise(setImmediate); });\n")
    process = subprocess.Popen([GYRE, 'test', 'slow.js'], stdout=subprocess.PIPE, text=True, cwd=folder,
                               env=environment({'NODE_TEST_CONTEXT': None}))
    assert 'first' in process.stdout.readline()
    script('go', '')
    assert 'second' in process.stdout.read() and process.wait() == 0

    # What can't be combined.
    check(gyre('--test', '--check'), status=9, stdout='', stderr=re.compile('--test'))
