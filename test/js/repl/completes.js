'use strict';

// Completion knows members of what an expression gives, but runs nothing that has a side effect.

const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const repl = require('repl');
const { PassThrough } = require('stream');

const output = new PassThrough();
output.resume();
const server = repl.start({ input: new PassThrough(), output });
let count = 0;
server.context.watched = {
  get loud() {
    count++;
    return {};
  },
  quiet: { inner: { deep: 1 } },
};

function expect(text, candidates, on) {
  server.complete(text, mustCall((error, result) => {
    assert.ifError(error);
    assert.deepStrictEqual(result, [candidates, on], text);
  }));
}
expect('watched.qui', ['watched.quiet'], 'watched.qui');
expect('watched.quiet.inn', ['watched.quiet.inner'], 'watched.quiet.inn');
expect('1 + watched["quiet"].inner.d', ['watched["quiet"].inner.deep'],
  'watched["quiet"].inner.d');
expect('watched.loud.toS', [], 'watched.loud.toS');
expect('watched?.qu', ['watched?.quiet'], 'watched?.qu');
expect('require("node:strin', ['node:string_decoder'], 'node:strin');
expect('.ex', ['exit'], 'ex');
expect('Math.sq', ['Math.SQRT1_2', 'Math.SQRT2', 'Math.sqrt'], 'Math.sq');
expect('Math.sqrt', ['Math.SQRT1_2', 'Math.SQRT2', 'Math.sqrt'], 'Math.sqrt');
expect('Math.SQ', ['Math.SQRT1_2', 'Math.SQRT2', 'Math.sqrt'], 'Math.SQ');
expect('Math.SQRT1', ['Math.SQRT1_2'], 'Math.SQRT1');
expect('Math.Sqrt2', ['Math.SQRT2'], 'Math.Sqrt2');
expect('"".trimE', ['"".trimEnd'], '"".trimE');
assert.strictEqual(count, 0);

// Where no names are, in comments and the text of templates, none are offered.
for (const text of ['`cons', '`${1} cons', '/* cons', '1 // cons', '/cons']) expect(text, [], text);
expect('`${Math.cei', ['Math.ceil'], 'Math.cei');
expect('/* a */ Math.cei', ['Math.ceil'], 'Math.cei');

// Paths: in strings that look like one, and where a path is asked for.
const folder = tmpdir('completes');
fs.mkdirSync(`${folder}/sub`, { recursive: true });
fs.writeFileSync(`${folder}/sub/it's "1".txt`, '');
process.chdir(folder);
expect('"./su', ['sub/'], 'su');
expect('`./su', ['sub/'], 'su');
expect('f("sub/i', [String.raw`it's \"1\".txt`], 'i');
expect("f('sub/it\\'", [String.raw`it\'s "1".txt`], String.raw`it\'`);
expect('"su', [], '"su');
expect('process.chdir("su', ['sub/'], 'su');
expect('readFileSync("su', ['sub/'], 'su');
expect('f("https://su', [], 'f("https://su');

// Of a package those specifiers that it has.
for (const name of ['open', 'closed']) fs.mkdirSync(`node_modules/${name}`, { recursive: true });
fs.writeFileSync('node_modules/open/inner.js', '');
fs.writeFileSync('node_modules/closed/inner.js', '');
fs.writeFileSync('node_modules/closed/package.json', JSON.stringify({
  exports: { '.': './inner.js', './part': './inner.js', './no': null, './any/*': './*.js' },
}));
expect('require("open/', ['open/inner.js'], 'open/');
expect('require("closed/', ['closed/part'], 'closed/');
expect('import "closed/p', ['closed/part'], 'closed/p');
server.close();
