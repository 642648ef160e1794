"""Coverage of tests: the table, thresholds, lcov and the HTML pages."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))

from gyre import check, run, scripts

with scripts() as (folder, script):
    script('lib.js', "exports.used = (a) => {\n  if (a) {\n    return 'yes';\n  }\n  return 'no';\n};\n"
           "exports.unused = () => {\n  return 1;\n};\n")
    script('a.test.js', "require('node:test')('a', () => { require('./lib').used(true); });\n")
    script('b.test.js', "require('node:test')('b', () => { require('./lib').used(false); });\n")
    env = {'NODE_TEST_CONTEXT': None}

    def gyre(*arguments):
        return run('test', *arguments, cwd=folder, env=env)

    # Processes are added up: each of the two runs one branch.
    check(gyre('--coverage', 'a.test.js'), stdout=re.compile(r'lib\.js +\| +77\.78 \| .*\| 5 8$', re.M))
    check(gyre('--coverage'), stdout=re.compile(r'lib\.js +\| +88\.89 \| .*\| 8$', re.M))
    check(gyre('--coverage', '--coverage-include=lib.js', '--coverage-lines=90'), status=1,
          stdout=re.compile(r'Error: 88\.89% line coverage does not meet threshold of 90%'))
    check(gyre('--coverage', '--coverage-include=lib.js', '--coverage-lines=60', '--coverage-html=pages'))
    with open(os.path.join(folder, 'pages', 'lib.js.html'), encoding='utf-8') as page:
        assert '<span class="missed" id="L8">' in page.read()
    assert os.path.exists(os.path.join(folder, 'pages', 'index.html'))
    check(gyre('--coverage', '--coverage-exclude=*.test.js', '--reporter=lcov'),
          stdout=re.compile(r'^TN:\nSF:lib\.js\n(?:.*\n)*DA:8,0\n(?:.*\n)*end_of_record\n$'))
