"""Snapshot tests: without a snapshot they fail, --test-update-snapshots writes it, and then it is compared with."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
import tempfile

from gyre import check, run

with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)

    def read(name):
        with open(os.path.join(folder, name), encoding='utf-8', newline='') as file:
            return file.read()

    def write(name, text):
        with open(os.path.join(folder, name), 'w', encoding='utf-8', newline='') as file:
            file.write(text)

    def gyre(*arguments):
        return run(*arguments, cwd=folder, env={'NODE_TEST_CONTEXT': None})

    TEST = '''const { suite, test, snapshot } = require('node:test');
suite('suite', () => {
  test('first', { plan: 2 }, (t) => {
    t.assert.snapshot({ value1: 1, value2: 2 });
    t.assert.snapshot(process.env.VALUE ?? 5);
  });
});
test('odd `${1}` \\\\', (t) => {
  t.assert.snapshot('a`b\\\\c${d}\\r\\n', { serializers: [(text) => text.toUpperCase(), (text) => text + '!'] });
});
test('misuse', (t) => {
  for (const options of [null, 1, { serializers: 1 }, { serializers: [1] }]) {
    t.assert.throws(() => t.assert.snapshot(1, options), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  t.assert.throws(() => t.assert.snapshot(1, { serializers: [() => ({ __proto__: null })] }),
                  { code: 'ERR_INVALID_STATE' });
  t.assert.throws(() => t.assert.fileSnapshot(1, 5), { code: 'ERR_INVALID_ARG_TYPE' });
  t.assert.throws(() => snapshot.setResolveSnapshotPath('x'), { code: 'ERR_INVALID_ARG_TYPE' });
  t.assert.throws(() => snapshot.setDefaultSnapshotSerializers(['x']), { code: 'ERR_INVALID_ARG_TYPE' });
});
test('file path', (t) => t.assert.strictEqual(t.filePath, __filename));
'''
    write('a.test.js', TEST)
    check(gyre('test'), status=1, stdout=re.compile('pass 2\n.*fail 2\n.*Cannot read snapshot file .*--test-update-snapshots',
                                                    re.S))
    assert os.listdir(folder) == ['a.test.js']
    check(gyre('test', '--update-snapshots'), stdout=re.compile('pass 4\n'))
    assert read('a.test.js.snapshot') == r'''exports[`odd \`\${1}\` \\ 1`] = `
A\`B\\C\${D}\r
!
`;

exports[`suite > first 1`] = `
{
  "value1": 1,
  "value2": 2
}
`;

exports[`suite > first 2`] = `
5
`;
''', read('a.test.js.snapshot')
    for arguments in ([], ['--isolation=none']):
        check(gyre('test', *arguments), stdout=re.compile('pass 4\n'))
    check(gyre('a.test.js'), stdout=re.compile('pass 4\n'))

    # What differs is shown; what is new is missed.
    write('a.test.js', TEST.replace('value2: 2', 'value2: 3'))
    check(gyre('test'), status=1, stdout=re.compile(r'fail 1\n.*\+ [^\n]*"value2": 3.*- [^\n]*"value2": 2', re.S))
    write('a.test.js', TEST.replace('?? 5);', '?? 5);\n    t.assert.snapshot(6);').replace('plan: 2', 'plan: 3'))
    check(gyre('test'), status=1, stdout=re.compile("fail 1\n.*Snapshot 'suite > first 3' not found", re.S))
    # Tests that an update does not run keep theirs; those of tests that are gone go.
    write('a.test.js', TEST.replace('value2: 2', 'value2: 3'))
    check(gyre('--test-update-snapshots', '--test-name-pattern=first', 'a.test.js'))
    assert '"value2": 3' in read('a.test.js.snapshot') and 'odd' in read('a.test.js.snapshot')
    write('a.test.js', TEST.replace("test('odd", "test('even"))
    check(gyre('test', '--update-snapshots'))
    assert 'odd' not in read('a.test.js.snapshot') and 'even' in read('a.test.js.snapshot')
    write('a.test.js.snapshot', 'exports = {')
    check(gyre('test'), status=1, stdout=re.compile('Cannot read snapshot file'))
    os.remove(os.path.join(folder, 'a.test.js'))
    os.remove(os.path.join(folder, 'a.test.js.snapshot'))

    # Defaults for all files, from a preloaded module; files of one's own.
    write('setup.js', "const { snapshot } = require('node:test');\nconst path = require('path');\n"
          "snapshot.setDefaultSnapshotSerializers([(value) => `<${value}>`]);\n"
          "snapshot.setResolveSnapshotPath((file) => path.join(path.dirname(file), 'kept', path.basename(file)));\n")
    write('b.test.js', "require('node:test')('b', (t) => {\n  t.assert.snapshot('x');\n"
          "  t.assert.fileSnapshot('`y`', 'own/y.txt');\n});\n")
    check(gyre('-r', './setup.js', 'test', 'b.test.js', '--update-snapshots'), stdout=re.compile('pass 1\n'))
    assert read('kept/b.test.js') == 'exports[`b 1`] = `\n<x>\n`;\n', read('kept/b.test.js')
    assert read('own/y.txt') == '<`y`>', read('own/y.txt')
    check(gyre('-r', './setup.js', 'test', 'b.test.js'), stdout=re.compile('pass 1\n'))
    write('own/y.txt', 'other')
    check(gyre('-r', './setup.js', 'test', 'b.test.js'), status=1, stdout=re.compile('fail 1\n'))
    os.remove(os.path.join(folder, 'own/y.txt'))
    check(gyre('-r', './setup.js', 'test', 'b.test.js'), status=1, stdout=re.compile('Cannot read snapshot file'))
