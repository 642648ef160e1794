"""A debugger of another process: expressions, breakpoints, steps, pauses, and several sessions at once."""
import os
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from inspector import Debuggee

PROGRAM = """\
// The first statement is in the second line.
let total = 1;
function add(x) {
  const sum = x + total;
  return sum;
}
console.log('start', add(2));
debugger;
console.log('end');
"""
MODULE = 'import { value } from "./other.mjs";\nconsole.log(value);\n'

folder = tempfile.TemporaryDirectory(prefix='gyre #%ä ')


def write(name, text):
    """A file; its path and its URL, as debuggers name it."""
    path = os.path.join(os.path.realpath(folder.name), name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path, 'file://' + urllib.parse.quote(path)


def place(paused):
    """(reason, line, function) of a pause."""
    frame = paused['callFrames'][0]
    return paused['reason'], frame['location']['lineNumber'] + 1, frame['functionName']


def finish(program, *sessions, status=0):
    """The program ends; it waits for its debuggers."""
    program.stderr.expect('Waiting for the debugger to disconnect...\n')
    for session in sessions:
        session.wait('Runtime.executionContextDestroyed')
        assert program.process.poll() is None, 'it did not wait for all of them'
        session.close()
    assert program.wait() == status, program.stderr.text


# --- Breakpoints and steps ---

path, url = write('program.js', PROGRAM)
with Debuggee('--inspect-brk=0', path) as program:
    session = program.connect()
    program.stderr.expect('Debugger attached.\n')
    session.call('NodeRuntime.enable')
    session.wait('NodeRuntime.waitingForDebugger')
    session.call('Runtime.enable')
    context = session.wait('Runtime.executionContextCreated')['context']
    assert context['auxData'] == {'isDefault': True} and str(program.process.pid) in context['name'], context
    session.call('Debugger.enable')
    # By URL, before the script is there.
    session.call('Debugger.setBreakpointByUrl', url=url, lineNumber=3)
    assert session.evaluate('typeof total') == 'undefined'  # nothing has run
    session.call('Runtime.runIfWaitingForDebugger')
    assert place(session.wait('Debugger.paused')) == ('Break on start', 2, '')
    session.call('Debugger.stepOver')
    assert place(session.wait('Debugger.paused')) == ('other', 7, '')
    session.call('Debugger.resume')
    paused = session.wait('Debugger.paused')
    assert place(paused) == ('other', 4, 'add') and paused['hitBreakpoints'], paused
    frame = paused['callFrames'][0]
    scope = session.call('Runtime.getProperties', objectId=frame['scopeChain'][0]['object']['objectId'])
    assert {p['name']: p['value'].get('value') for p in scope['result']} == {'x': 2, 'sum': None}, scope
    answer = session.call('Debugger.evaluateOnCallFrame', callFrameId=frame['callFrameId'], expression='x + total + 39')
    assert answer['result']['value'] == 42, answer
    session.call('Debugger.evaluateOnCallFrame', callFrameId=frame['callFrameId'], expression='total = 10')
    session.call('Debugger.stepOver')
    session.call('Debugger.stepOut')
    assert place(session.wait('Debugger.paused'))[1] == 5
    assert place(session.wait('Debugger.paused'))[1] == 7
    session.call('Debugger.resume')
    logged = session.wait('Runtime.consoleAPICalled')
    assert [value['value'] for value in logged['args']] == ['start', 12], logged
    top = logged['stackTrace']['callFrames'][0]
    assert (top['url'], top['lineNumber']) == (url, 6), top
    assert place(session.wait('Debugger.paused'))[1] == 8  # `debugger`
    # While it is paused: what a console has, and a message that is longer than one read.
    assert session.evaluate('require("path").basename(require.resolve("fs"))', includeCommandLineAPI=True) == 'fs'
    text = 'x' * 300_000
    assert session.evaluate(f'"{text}".length + "{text}"') == f'300000{text}'
    assert session.evaluate('"\\u05d8 \u5b57 \U0001f600".length') == 6
    assert session.call('No.suchMethod')['error']['code'] == -32601
    assert session.call('NodeRuntime.noSuchMethod')['error']['code'] == -32601
    session.call('Debugger.resume')
    finish(program, session)
    assert program.stdout.rest() == 'start 12\nend\n', program.stdout.text

# --- Where the first statement is ---

for arguments, expected in (
        (('-e', 'console.log(1)'), ('[eval]', 1)),
        (('--input-type=module', '-e', '\nconsole.log(1)'), ('file://', 2)),
        (('-r', write('preloaded.js', 'console.log("preloaded")')[0], path), (url, 2)),
        ((write('main.mjs', MODULE)[0],), (write('other.mjs', '\nexport const value = 1;\n')[1], 2))):
    with Debuggee('--inspect-brk=0', *arguments) as program:
        session = program.connect()
        session.call('Runtime.enable')
        session.call('Debugger.enable')
        session.call('Runtime.runIfWaitingForDebugger')
        paused = session.wait('Debugger.paused')
        assert place(paused)[:2] == ('Break on start', expected[1]), (arguments, place(paused))
        script = paused['callFrames'][0]['location']['scriptId']
        assert session.call('Debugger.getScriptSource', scriptId=script)['scriptSource']
        assert paused['callFrames'][0]['url'].startswith(expected[0]) or not paused['callFrames'][0]['url'], paused
        session.close()  # the program goes on
        assert program.wait() == 0, program.stderr.text
        assert '1\n' in program.stdout.rest() or arguments[0] == '-r'

# --- The runtime's own first statement, and then the program's ---

with Debuggee('--inspect-brk-node=0', write('own.js', 'console.log("runs");\n')[0]) as program:
    session = program.connect()
    session.call('NodeRuntime.enable')
    session.wait('NodeRuntime.waitingForDebugger')
    session.call('Runtime.enable')
    session.call('Debugger.enable')
    session.call('Runtime.runIfWaitingForDebugger')
    script = session.wait('Debugger.scriptParsed', lambda params: params['url'].startswith('node:'))
    assert script['url'] == 'node:internal/bootstrap/realm', script
    paused = session.wait('Debugger.paused')
    assert paused['callFrames'][0]['location']['scriptId'] == script['scriptId'], paused
    assert session.evaluate('typeof process') == 'undefined'  # there is nothing yet
    session.call('Debugger.resume')
    paused = session.wait('Debugger.paused')
    assert place(paused) == ('Break on start', 1, ''), paused
    session.call('Debugger.resume')
    finish(program, session)
    assert program.stdout.rest() == 'runs\n'

# --- Events of the network reach a session that wants them ---

with Debuggee('--inspect=0', '-i') as program:
    session = program.connect()
    send = 'require("inspector").Network.loadingFinished({ requestId: "%s", timestamp: 1 })'
    session.evaluate(send % 'early', includeCommandLineAPI=True)
    session.call('Network.enable')
    session.evaluate(send % 'x', includeCommandLineAPI=True)
    assert session.wait('Network.loadingFinished') == {'requestId': 'x', 'timestamp': 1}
    assert session.call('Network.noSuchMethod')['error']['code'] == -32601
    session.close()

# --- A debugger that comes late finds what was compiled before ---

with Debuggee(write('late.js', 'const inspector = require("inspector");\nfunction later() {\n  return 1;\n}\n'
                    'inspector.open(0);\nsetInterval(later, 1);\n')[0]) as program:
    session = program.connect()
    session.call('Debugger.enable')
    late = 'file://' + urllib.parse.quote(os.path.join(os.path.realpath(folder.name), 'late.js'))
    assert session.call('Debugger.setBreakpointByUrl', url=late, lineNumber=2)['locations']
    assert place(session.wait('Debugger.paused')) == ('other', 3, 'later')

# --- A program that is busy, one that waits, and two sessions ---

with Debuggee('--inspect=0', '-e', 'globalThis.n = 0; console.log("busy"); for (;;) n++;') as program:
    program.stdout.expect('busy')
    first, second = program.connect(), program.connect()
    assert first.evaluate('n') <= second.evaluate('n')
    second.call('Debugger.enable')
    first.call('Debugger.enable')
    first.call('Debugger.pause')
    assert first.wait('Debugger.paused')['callFrames'] and second.wait('Debugger.paused')['callFrames']
    second.call('Debugger.resume')
    first.wait('Debugger.resumed')
    # The end of the session that has paused it lets the program go on; so does that of both.
    first.call('Debugger.pause')
    second.wait('Debugger.paused')
    first.close()
    second.close()
    third = program.connect()
    before = third.evaluate('n')
    while third.evaluate('n') == before:
        pass
    # An endless evaluation can be ended.
    number = third.post('Runtime.evaluate', expression='for (;;);')
    third.call('Runtime.terminateExecution')
    assert 'error' in third.answer(number)

with Debuggee('--inspect=0', '-e', 'process.stdin.on("data", (text) => { eval(String(text)); })') as program:
    session = program.connect()
    assert session.evaluate('new Promise((resolve) => setTimeout(resolve, 1, 5))', awaitPromise=True) == 5
    session.call('Runtime.enable')
    session.call('Debugger.enable')
    # The session goes while its own command is paused.
    session.post('Runtime.evaluate', expression='debugger; globalThis.done = true')
    session.wait('Debugger.paused')
    session.close()
    session = program.connect()
    while not session.evaluate('globalThis.done === true'):
        pass
    session.call('Runtime.enable')
    # process.exit() in a pause.
    session.call('Debugger.enable')
    session.post('Runtime.evaluate', expression='debugger')
    paused = session.wait('Debugger.paused')
    session.post('Debugger.evaluateOnCallFrame', callFrameId=paused['callFrames'][0]['callFrameId'],
                 expression='process.exit(7)')
    finish(program, session, status=7)

# --- Exceptions, profiles, contexts ---

with Debuggee('--inspect-wait=0', '-e', 'require("vm").createContext({}, { name: "mine", origin: "of:me" });\n'
              'setTimeout(() => { throw new Error("oops"); }, 1)') as program:
    session = program.connect()
    session.call('Runtime.enable')
    session.call('Profiler.enable')
    session.call('Profiler.start')
    session.call('Runtime.runIfWaitingForDebugger')
    context = session.wait('Runtime.executionContextCreated', lambda params: params['context']['name'] == 'mine')
    assert context['context']['origin'] == 'of:me', context
    thrown = session.wait('Runtime.exceptionThrown')['exceptionDetails']
    assert thrown['text'] == 'Uncaught' and 'Error: oops' in thrown['exception']['description'], thrown
    assert thrown['lineNumber'] == 1, thrown
    session.wait('Runtime.executionContextDestroyed')
    # It has ended, and can be looked at.
    assert session.call('Profiler.stop')['profile']['nodes']
    session.close()
    assert program.wait() == 1

# --- Asynchronous calls ---

with Debuggee('--inspect-wait=0', '-e', 'function outer() { setTimeout(() => { debugger; }, 1); }\nouter();') as program:
    session = program.connect()
    session.call('Runtime.enable')
    session.call('Debugger.enable')
    session.call('Debugger.setAsyncCallStackDepth', maxDepth=8)
    session.call('Runtime.runIfWaitingForDebugger')
    trace = session.wait('Debugger.paused')['asyncStackTrace']
    assert trace['description'] == 'Timeout' and 'outer' in [f['functionName'] for f in trace['callFrames']], trace
    session.call('Debugger.resume')
    finish(program, session)

folder.cleanup()
