"""ES modules as programs: files, -e, standard input; their errors name the files and the reason; exit codes."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))

from gyre import check, run, scripts

with scripts() as (folder, write):
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
                            "ReferenceError: Cannot access 'early' before initialization\n"
                            "'early' is exported by " + url('cycle.mjs') + ', which has not run yet, .*\n'
                            '     ' + url('late.mjs') + '\n  -> ' + url('cycle.mjs') + '\n  -> ' + url('late.mjs')))
    check(run(write('early.mjs', 'const a = b;\nlet b = 1;\n')), status=1,
          stderr=re.compile(url('early.mjs') + r":1\nconst a = b;\n {10}\^\n\n"
                            "ReferenceError: Cannot access 'b' before initialization\n    at "))
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

    # Attributes that fit nothing; JSON that is none; what is no module.
    write('bad.json', '{"a": ')
    for text, reason in (
            ("import './data.json' with { type: 'css' };", 'ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED.*"css"'),
            ("import './data.json' with { kind: 'json' };", 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED.*"kind"'),
            ("import './exports.mjs' with { type: 'json' };", 'ERR_IMPORT_ASSERTION_TYPE_FAILED.*exports.mjs'),
            ("import './bad.json' with { type: 'json' };", 'SyntaxError: .*/bad.json: Unexpected end of JSON input'),
            ("import './deep';", "ERR_UNSUPPORTED_DIR_IMPORT.*/deep'.*imported from .*/wrong.mjs"),
            ("import 'https://a.example/x.mjs';", "ERR_UNSUPPORTED_ESM_URL_SCHEME.*'https:'"),
            ("import 'node:absent';", 'ERR_UNKNOWN_BUILTIN_MODULE.*node:absent'),
            ("import './a%2fb.mjs';", 'ERR_INVALID_MODULE_SPECIFIER.*imported from .*/wrong.mjs'),
            ("import '#x';", 'ERR_PACKAGE_IMPORT_NOT_DEFINED.*"#x".*/wrong.mjs'),
            ("import 'absent';", "ERR_MODULE_NOT_FOUND.*'absent' imported from .*/wrong.mjs"),
            ("import 'exporting/hidden.js';", 'ERR_PACKAGE_PATH_NOT_EXPORTED.*hidden.js.*/exporting/package.json'),
            ("import 'exporting/bad';", 'ERR_INVALID_PACKAGE_TARGET.*"../a.js".*/exporting/package.json'),
            ("import 'exporting/gone';", "ERR_MODULE_NOT_FOUND.*/exporting/gone.js' imported from .*/wrong.mjs"),
            ("import 'mixed';", 'ERR_INVALID_PACKAGE_CONFIG.*/mixed/package.json.*/wrong.mjs')):
        write('node_modules/exporting/package.json', '{"exports": {"./bad": "../a.js", "./gone": "./gone.js"}}')
        write('node_modules/mixed/package.json', '{"exports": {".": "./a.js", "x": "./b.js"}}')
        check(run(write('wrong.mjs', f'{text}\n')), status=1, stdout='',
              stderr=re.compile(f'{reason}[^\n]*\n    at import .*' + url('wrong.mjs') + ':1:'))
    # Cycles that wait end; an import() of what fails rejects, each time.
    write('ring-b.mjs', "import './ring-a.mjs';\nawait 1;\nconsole.log('b');\n")
    check(run(write('ring-a.mjs', "import './ring-b.mjs';\nawait 1;\nconsole.log('a');\n")), stdout='b\na\n')
    check(run(write('again.mjs', "for (const x of ['./absent.mjs', './deep/bad.mjs', './absent.mjs', './deep/bad.mjs'])"
                    ' {\n  await import(x).catch(({ name }) => console.log(name));\n}\n')),
          stdout='Error\nSyntaxError\nError\nSyntaxError\n', stderr='')
    check(run(write('waits-for-itself.mjs', "await import('./waits-for-itself.mjs');\n")), status=13)

    # --import comes before --check.
    check(run('--import', os.path.join(folder, 'before.mjs'), '--check', os.path.join(folder, 'hello.mjs')),
          stdout='before\nstill before\n', stderr='')
    check(run('--import', os.path.join(folder, 'before.mjs'), '--check', os.path.join(folder, 'deep/bad.mjs')),
          status=1, stdout='before\nstill before\n', stderr=re.compile('SyntaxError'))
    # Without an extension nothing is searched when all is a module.
    write('loose.js', 'console.log(typeof require);\n')
    check(run('--experimental-default-type=module', os.path.join(folder, 'loose.js')), stdout='undefined\n')
    check(run('--experimental-default-type=module', os.path.join(folder, 'loose')), status=1, stdout='',
          stderr=re.compile(r'ENOENT.*/loose.*\nDid you mean to import ".*/loose\.js"\?', re.S))
    # A link on the command line stays one, if so wanted: packages are looked for from there.
    write('linked/node_modules/near/index.js', 'module.exports = 1;\n')
    os.symlink(write('linked/main.mjs', "import near from 'near';\nconsole.log(near);\n"),
               os.path.join(folder, 'link.mjs'))
    check(run(os.path.join(folder, 'link.mjs')), stdout='1\n')
    check(run('--preserve-symlinks-main', os.path.join(folder, 'link.mjs')), status=1,
          stderr=re.compile(r"Cannot find package 'near' imported from .*/link\.mjs"))

    # require() of modules: where it happens, and where the await is that it cannot wait for.
    write('node_modules/esm/package.json', '{"type": "module", "main": "index.js"}')
    write('node_modules/esm/index.js', 'export default 1;\n')
    write('node_modules/through/index.js', "require('esm');\n")
    main = write('require.cjs', "require('esm');\nconsole.log(require('esm').default);\n")
    tells = re.compile(r'ExperimentalWarning: CommonJS module .*/require\.cjs is loading ES Module .*/esm/index\.js '
                       r'using require\(\)\.\nSupport for loading ES Module in require\(\) is an experimental')
    check(run(main), stdout='1\n', stderr='')
    check(run('--trace-require-module=all', main), stdout='1\n', stderr=tells)
    check(run('--trace-require-module=no-node-modules', main), stdout='1\n', stderr=tells)
    check(run('--trace-require-module=no-node-modules', write('through.cjs', "require('through');\n")), stderr='')
    check(run('--trace-require-module=some', main), status=9,
          stderr='gyre: invalid value for --trace-require-module\n')
    write('waits.mjs', 'const { log } = console;\nlog(1);\nawait 1; // here\n')
    waits = write('waits.cjs', "require('./waits.mjs');\n")
    check(run(waits), status=1, stdout='', stderr=re.compile('ERR_REQUIRE_ASYNC_MODULE'))
    check(run('--experimental-print-required-tla', waits), status=1, stdout='1\n',
          stderr=re.compile('^Error: unexpected top-level await at ' + url('waits.mjs') +
                            r':3\nawait 1; // here\n\^{5}\n[^]*ERR_REQUIRE_ASYNC_MODULE'.replace('[^]', r'[\s\S]')))

    # Hooks on the command line.
    loader = write('loader.mjs', """
export function globalPreload() { return 'globalThis.preloaded = getBuiltin("os").EOL'; }
export async function resolve(specifier, context, next) {
  if (specifier === 'given') return { url: 'file:///given.cjs', format: 'commonjs', shortCircuit: true };
  try {
    return await next(specifier);
  } catch {
    return { url: 'data:text/javascript,export default "instead"' };
  }
}
export async function load(url, context, next) {
  if (url !== 'file:///given.cjs') return next(url);
  return { format: 'commonjs', shortCircuit: true,
           source: 'exports.found = [require("fs") === require("node:fs"), require.cache, module.id]' };
}
""")
    check(run('--no-warnings', '--loader', loader, write('hooked.mjs', """
import instead from './no-such.mjs';
import given from 'given';
console.log(JSON.stringify(preloaded), instead, given.found);
""")), stdout='"\\n" instead [ true, undefined, \'/given.cjs\' ]\n', stderr='')

    # A text's URL; the program is not over while hooks are being registered, and what they throw ends it.
    check(run('--input-type=module', '-e', 'console.log(import.meta.url)', cwd=folder),
          stdout=f'file://{folder}/[eval1]\n')
    register = "import { register } from 'module'; register('data:text/javascript,export function initialize() { %s }');"
    check(run('--input-type=module', '-e', register % 'return new Promise(() => {})'), status=13, stdout='', stderr='')
    for failing in ('throw RangeError(7)', 'return Promise.reject(RangeError(7))',
                    'return new Promise((_, no) => setImmediate(no, RangeError(7)))'):
        check(run('--input-type=module', '-e', register % failing), status=1, stderr=re.compile('RangeError: 7'))
    # Hooks may know a program that is no file.
    check(run('--no-warnings', '--loader', write('virtual.mjs', """
export const resolve = (specifier, context, next) => specifier.endsWith('/no-file') ?
  { url: 'virtual:program', format: 'module', shortCircuit: true } : next(specifier);
export const load = (url, context, next) => url === 'virtual:program' ?
  { format: 'module', source: 'console.log(import.meta.url)', shortCircuit: true } : next(url);
"""), 'no-file', cwd=folder), stdout='virtual:program\n', stderr='')
    check(run('--import', os.path.join(folder, 'before.mjs'), 'no-file', cwd=folder), status=1,
          stderr=re.compile(r"Cannot find module '.*/no-file'"))

    # What is deprecated is said once, and not again by the search for a hint.
    write('node_modules/slashes/package.json', '{"exports": {"./a*": "./a*x.js", "./b/*": "./b/*"}}')
    check(run(write('slashes.mjs', "for (let i = 0; i < 2; i++) await import('slashes/a/').catch(() => {});\n"
                    "await import('slashes/b//x').catch(() => {});\n")),
          stderr=re.compile(r'\A[^\n]*\[DEP0155\][^\n]*"\./a/"[^\n]*\n\(Use [^\n]*\n'
                            r'[^\n]*\[DEP0166\][^\n]*double slash[^\n]*\n\Z'))
