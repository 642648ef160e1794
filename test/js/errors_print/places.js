// The source line of an uncaught error: of the file that could not be compiled, of a script of
// `vm`, once and not twice, and a window of a very long line.
'use strict';

const assert = require('assert');
const fs = require('fs');
const { spawnScript, tmpdir } = require('../../common');

fs.writeFileSync(tmpdir('broken.js'), 'let a = 1;\nlet b = ;\n');
{
  const { status, stderr } = spawnScript('\nrequire("./broken.js");');
  assert.strictEqual(status, 1);
  assert.ok(
    stderr.startsWith(
      `${fs.realpathSync(tmpdir())}/broken.js:2\nlet b = ;\n        ^\n\n` +
        "SyntaxError: Unexpected token ';'\n",
    ),
    stderr,
  );
  assert.strictEqual(stderr.split('let b = ;').length, 2);
}
{
  const { stderr } = spawnScript(
    'require("vm").runInThisContext("\\n  throw new Error(`in vm`)", "made.up")',
  );
  assert.ok(
    stderr.startsWith(
      'made.up:2\n  throw new Error(`in vm`)\n  ^\n\nError: in vm\n    at made.up:2:9\n',
    ),
    stderr,
  );
  assert.strictEqual(stderr.split('made.up:2\n').length, 2);
}
{
  const { stderr } = spawnScript('eval("throw new Error(`evaluated`)\\n//# sourceURL=named.js")');
  assert.ok(
    stderr.startsWith('named.js:1\nthrow new Error(`evaluated`)\n^\n\nError: evaluated\n'),
    stderr,
  );
}
{
  const padding = `/*${'x'.repeat(5000)}*/`;
  const { stderr } = spawnScript(`${padding}throw new Error("far right");${padding}`);
  const [, line, caret] = stderr.split('\n');
  assert.ok(line.length < 500, `${line.length} characters`);
  assert.strictEqual(line.indexOf('throw new Error'), caret.indexOf('^'));
}
