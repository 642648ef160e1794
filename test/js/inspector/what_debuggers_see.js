// What an inspector's session sees of a program: scripts by their URL, contexts by name and origin,
// calls of the console by where they stand, errors that end it, the time that the loop waits.
'use strict';
const { spawnSelf } = require('../../common');
const assert = require('assert');
const path = require('path');
const vm = require('vm');
const { pathToFileURL } = require('url');
const { Session } = require('inspector');

const session = new Session();
session.connect();

const contexts = [];
session.on('Runtime.executionContextCreated', ({ params }) => contexts.push(params.context));
const calls = [];
session.on('Runtime.consoleAPICalled', ({ params }) => calls.push(params));
session.post('Runtime.enable');
assert.strictEqual(contexts[0].name, `${process.argv0}[${process.pid}]`);
assert.deepStrictEqual(contexts[0].auxData, { isDefault: true });
vm.createContext({});
vm.createContext({}, { name: 'named', origin: 'https://example.org' });
vm.createContext({});
assert.deepStrictEqual(contexts.slice(1).map(({ name, origin }) => [name, origin]), [
  ['VM Context 1', ''], ['named', 'https://example.org'], ['VM Context 2', ''],
]);

// An absolute path is shown as a file URL, anything else as it is.
const urls = [];
session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
session.post('Debugger.enable');
const printable = String.fromCharCode(...Array.from({ length: 94 }, (_, i) => i + 33));
const names = [`/a/${printable.replaceAll('/', '')}`, '/%%.js', '/a b\u00e4\u5b57\u{1f600}\t.js'];
for (const filename of [...names, 'relative.js', '[eval]', 'file:///x.js', 'https://example.org/']) {
  urls.length = 0;
  vm.runInThisContext('1', { filename });
  const expected = names.includes(filename) ? pathToFileURL(filename).href : filename;
  assert.deepStrictEqual(urls, [expected]);
}
session.post('Debugger.disable');

// The program's own call is at the top of the stack; the methods keep their names and results.
const { log } = console;
(function caller() { console.debug('seen %s', 'twice'); })();
const top = calls.at(-1).stackTrace.callFrames[0];
assert.deepStrictEqual([calls.at(-1).type, top.functionName, path.basename(top.url)],
                       ['debug', 'caller', path.basename(__filename)]);
assert.strictEqual(log.name, 'log');
assert.strictEqual(console.log(''), undefined);
assert.throws(() => console.table([1], 2), { code: 'ERR_INVALID_ARG_TYPE' });

// Waiting is idle time, sooner or later: profiles are samples.
session.post('Profiler.enable');
(function profile() {
  session.post('Profiler.start');
  setTimeout(() => {
    session.post('Profiler.stop', (error, { profile: { nodes } }) => {
      if (nodes.some(({ callFrame }) => callFrame.functionName === '(idle)')) session.disconnect();
      else profile();
    });
  }, 100);
})();

// An error that nobody handles is told before the end, a handled one is not.
const start = `
  const session = new (require('inspector').Session)();
  session.connect();
  session.on('Runtime.exceptionThrown', ({ params: { exceptionDetails: it } }) => {
    process._rawDebug('told', it.text, it.exception.value ?? it.exception.className, it.lineNumber);
  });
  session.post('Runtime.enable');`;
for (const [end, expected] of [
  ['process.on("uncaughtException", () => {}); throw new Error("x")', []],
  ['throw new RangeError("x")', ['told Uncaught RangeError 0']],
  ['throw "text"', ['told Uncaught text']],
  ['Promise.reject(new TypeError("x"))', ['told Uncaught TypeError 0']],
]) {
  const { stderr } = spawnSelf(['-e', `${start.replaceAll('\n', ' ')} ${end}`]);
  const told = stderr.split('\n').filter((line) => line.startsWith('told'));
  assert.strictEqual(told.length, expected.length, stderr);
  expected.forEach((text, i) => assert.ok(told[i].startsWith(text), told[i]));
}
