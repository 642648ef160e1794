"""ES modules as programs: files, -e, standard input; their errors name the files and the reason; exit codes."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import check, run

with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)

    def write(name, text):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        return path

    def url(name):
        return re.escape(f'file://{folder}/{name}')

    # What runs as a module.
    hello = "import { sep } from 'path'; console.log(typeof require, sep);"
    for name in ('hello.mjs', 'by-syntax.js', 'no-extension', 'typed/by-package.js'):
        write('typed/package.json', '{"type": "module"}')
        check(run(write(name, hello)), stdout='undefined /\n', stderr='')
    check(run('--input-type=module', '-e', hello), stdout='undefined /\n', stderr='')
    check(run('-e', hello), stdout='undefined /\n', stderr='')
    check(run('-', stdin=hello), stdout='undefined /\n', stderr='')
    check(run('--input-type=module', '-p', '1'), status=1, stderr=re.compile('ERR_EVAL_ESM_CANNOT_PRINT'))
    check(run('--input-type=module', write('hello.mjs', hello)), status=1,
          stderr=re.compile('ERR_INPUT_TYPE_NOT_ALLOWED'))
    check(run(write('q?#%41.mjs', hello)), stdout='undefined /\n', stderr='')
    write('before.mjs', "console.log('before'); await 1; console.log('still before');")
    check(run('--import', os.path.join(folder, 'before.mjs'), write('main.cjs', "console.log('main')")),
          stdout='before\nstill before\nmain\n', stderr='')

    # A missing export: importer, line, caret, reason.
    write('exports.mjs', 'export const there = 1;\n')
    check(run(write('missing-export.mjs', "\nimport { absent } from './exports.mjs';\n")), status=1, stdout='',
          stderr=re.compile(url('missing-export.mjs') + r":2\nimport \{ absent \} from './exports.mjs';\n {9}\^{6}\n"
                            r"\nSyntaxError: The requested module './exports.mjs' does not provide an export named "
                            "'absent'"))
    # A missing file: who asks for it, and where.
    check(run(write('missing-file.mjs', "\n\nimport './absent.mjs';\n")), status=1,
          stderr=re.compile(r"Cannot find module '.*/absent\.mjs' imported from .*/missing-file\.mjs\n"
                            r"    at import '\./absent\.mjs' \(" + url('missing-file.mjs') + r':3:8\)'))
    check(run(write('hint.mjs', "import './exports';\n")), status=1,
          stderr=re.compile(r'imported from .*\nDid you mean to import "\./exports\.mjs"\?'
                            r'|Cannot find module'))
    # A syntax error deep in the graph: its place and the way to it.
    write('deep/bad.mjs', 'let a = 1;\nlet b = ;\n')
    write('deep/middle.mjs', "import './bad.mjs';\n")
    check(run(write('deep.mjs', "import './deep/middle.mjs';\n")), status=1,
          stderr=re.compile(url('deep/bad.mjs') + r":2\nlet b = ;\n {8}\^\n\nSyntaxError: Unexpected token ';'\n"
                            r"    at import './bad.mjs' \(" + url('deep/middle.mjs') + r":1:8\)\n"
                            r"    at import './deep/middle.mjs' \(" + url('deep.mjs') + r':1:8\)'))
    # A cycle that reads too early.
    write('late.mjs', "import { early } from './cycle.mjs';\nconsole.log(early);\n")
    check(run(write('cycle.mjs', "import './late.mjs';\nexport const early = 1;\n")), status=1,
          stderr=re.compile(url('late.mjs') + r":2\nconsole\.log\(early\);\n {12}\^\n\n"
                            "ReferenceError: Cannot access 'early' before initialization"))
    # A wrong attribute, and a bad package.json.
    write('data.json', '{"a": 1}')
    check(run(write('attribute.mjs', "import data from './data.json';\n")), status=1,
          stderr=re.compile(r'ERR_IMPORT_ASSERTION_TYPE_MISSING.*data\.json.*\n    at import .*attribute\.mjs:1:18'))
    write('node_modules/broken/package.json', '{ "name" }')
    check(run(write('package.mjs', "import 'broken';\n")), status=1,
          stderr=re.compile(r'\[ERR_INVALID_PACKAGE_CONFIG\]: Invalid package config .*broken/package\.json while '
                            r'importing "broken" from .*/package\.mjs\.'))
    check(run(write('commonjs.mjs', "\nrequire('fs');\n")), status=1,
          stderr=re.compile(r'commonjs\.mjs:2\n.*\n\^\n\nReferenceError: require is not defined in ES module scope, '
                            'you can use import instead', re.S))
    check(run(write('thrown.mjs', 'throw null;\n')), status=1)

    # An await that is never settled: 13, and its place.
    check(run(write('stuck.mjs', 'async function f() { await 1; }\nawait f();\n\n  await new Promise(() => {});\n')),
          status=13, stderr=re.compile('Warning: Detected unsettled top-level await at'))
    check(run(write('stuck-once.mjs', 'const f = async () => { await 1; };\n\n  await new Promise(() => {});\n')),
          status=13, stderr='Warning: Detected unsettled top-level await at\n'
          f'file://{folder}/stuck-once.mjs:3\n  await new Promise(() => {{}});\n  ^^^^^\n\n')
    check(run('--no-warnings', os.path.join(folder, 'stuck-once.mjs')), status=13, stderr='')
    check(run(write('own-code.mjs', 'process.exitCode = 4; await new Promise(() => {});\n')), status=4, stderr='')
    check(run(write('exits.mjs', "process.on('exit', (code) => console.log(code));\nprocess.exit();\nawait 1;\n")),
          status=0, stdout='0\n')
