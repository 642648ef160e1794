"""What tests throw and replace is reported all the same, by each file's process and alone; JUnit's report is XML."""
import os
import re
import sys
import xml.etree.ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))

from gyre import check, run, scripts

END = "test('passes', () => {});\ntest('fails', () => { throw new Error('boom'); });\n"
REPLACED = {
    'write': 'process.stdout.write = () => true;',
    'stdout': "Object.defineProperty(process, 'stdout', { value: new (require('stream').Writable)({ write(a, b, c) { c(); } }) });",
    'ended': 'process.stdout.end(); process.stdout.destroy();',
    'console': 'globalThis.console = {};',
    'buffer': 'Buffer.concat = Buffer.from = Buffer.allocUnsafe = () => { throw new Error(); };',
    'ticks': 'process.nextTick = globalThis.queueMicrotask = globalThis.setTimeout = () => {};',
    'clock': 'process.hrtime = performance.now = Date.now = () => { throw new Error(); };',
    'exit': 'process.exit = process.reallyExit = () => {};',
    'environment': 'process.env = {};',
    'stacks': 'Error.prepareStackTrace = (error, sites) => sites; Error.stackTraceLimit = 0;',
    'objects': "Object.prototype.skip = 'polluted'; Object.prototype.todo = true;",
    'frozen': 'for (const value of [Object, Array, Function]) Object.freeze(value.prototype);',
}
THROWN = '''const test = require('node:test');
const values = {
  null: null,
  undefined: undefined,
  symbol: Symbol('s'),
  promise: Promise.resolve(),
  proxy: new Proxy({}, { get() { throw new Error('trap'); }, getPrototypeOf() { throw new Error('trap'); } }),
  getter: Object.defineProperty(new Error('hidden'), 'message', { get() { throw new Error('getter'); } }),
  constructor: Object.defineProperty(new Error('no class'), 'constructor', { get() { throw new Error('getter'); } }),
  aborted: AbortSignal.abort().reason,
  aggregate: new AggregateError([new Error('one')], 'many'),
  properties: Object.assign(new Error('rich'), { f() {}, big: 10n, weak: new WeakMap() }),
};
values.cyclic = new Error('round');
values.cyclic.cause = values.cyclic;
for (const name of Object.keys(values)) test(name, () => { throw values[name]; });
test('passes', () => {});
'''

with scripts() as (folder, script):
    def gyre(*arguments):
        return run(*arguments, cwd=folder, env={'NODE_TEST_CONTEXT': None})

    # Before and in a test; many files and one.
    for name, text in REPLACED.items():
        script(f'{name}.test.js', f"const test = require('node:test');\ntest('replaces', () => {{ {text} }});\n{END}")
    script('first.test.js', f"const test = require('node:test');\n{REPLACED['stdout']}\n{REPLACED['write']}\n{END}")
    result = check(gyre('test', '--concurrency=2', '--reporter=tap'), status=1)
    for wanted, count in (('not ok \\d+ - fails', 13), ('ok \\d+ - passes', 13), ('ok \\d+ - replaces', 12)):
        assert len(re.findall(f'^{wanted}$', result.stdout, re.M)) == count, (wanted, result.stdout)
    check(gyre('test', 'first.test.js'), status=1, stdout=re.compile('pass 1\n.*fail 1\n', re.S))
    # Without a process in between, too, what a test does to the stream comes after the report has found it.
    check(gyre('write.test.js'), status=1, stdout=re.compile('not ok 3 - fails\n'))

    script('thrown.js', THROWN)
    for arguments in (['test', 'thrown.js'], ['thrown.js']):
        check(gyre(*arguments), status=1, stdout=re.compile('pass 1\n.*fail 11\n.*cancelled 0\n', re.S))

    # Characters that XML can't have, and what ends a section of it.
    script('names.js', "const test = require('node:test');\n"
           "test('<a & \"b\"> \\u001b[31m \\0 \\ud800 ]]>', () => { throw new Error('--> ]]> \\u001b[31m <b> \\uffff'); });\n"
           "test('comment', (t) => { t.diagnostic('-- \\u0007 -->'); });\n")
    report = check(gyre('test', '--reporter=junit', 'names.js'), status=1).stdout
    cases = xml.etree.ElementTree.fromstring(report).findall('testcase')
    assert cases[0].get('name') == '<a & "b"> \ufffd[31m \ufffd \ufffd ]]>', cases[0].attrib
    assert '--> ]]> \ufffd[31m <b> \ufffd' in cases[0].find('failure').text
