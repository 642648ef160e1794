"""How the server for debuggers starts and stops: options, NODE_OPTIONS, SIGUSR1, inspector.open()."""
import os
import re
import signal
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import check, run
from inspector import LISTENING, Debuggee

HELP = 'For help, see: https://nodejs.org/en/docs/inspector\n'
PRINT = 'console.log(process.debugPort, require("inspector").url())'

# --- Where it listens ---

for arguments, host in ((('--inspect=0',), '127.0.0.1'), (('--inspect=127.0.0.1:0',), '127.0.0.1'),
                        (('--inspect=localhost:0',), 'localhost'), (('--inspect', '--inspect-port=0'), '127.0.0.1'),
                        (('--inspect=localhost', '--debug-port', '0'), 'localhost'),
                        (('--inspect=1024', '--inspect-port=0'), '127.0.0.1')):
    result = check(run(*arguments, '-e', PRINT), stderr=re.compile(r'\A' + LISTENING.pattern + re.escape(HELP) + r'\Z'))
    match = LISTENING.search(result.stderr)
    assert match[3] == host and result.stdout == f'{match[4]} {match[1]}\n', result
if socket.has_dualstack_ipv6() and os.path.exists('/proc/net/if_inet6'):
    result = run('--inspect=[::1]:0', '-e', PRINT)
    assert 'ws://[::1]:' in result.stderr or 'failed' in result.stderr, result
# The port alone starts nothing, nor does anything else.
check(run('--inspect-port=0', '-e', PRINT), stdout='0 undefined\n', stderr='')
check(run('--inspect-port=1234', '-e', PRINT), stdout='1234 undefined\n', stderr='')
check(run('-e', PRINT), stdout='9229 undefined\n', stderr='')
# NODE_OPTIONS; the command line comes behind it.
check(run('-e', PRINT, env={'NODE_OPTIONS': '--inspect=0'}), stderr=LISTENING)
check(run('--inspect-port=0', '-e', PRINT, env={'NODE_OPTIONS': '--inspect=1024'}), stderr=LISTENING)
for option in ('--inspect', '--inspect-brk', '--inspect-brk-node', '--inspect-wait', '--inspect-port', '--debug-port', '--inspect-publish-uid'):
    check(run('-p', f'process.allowedNodeEnvironmentFlags.has("{option}")'), stdout='true\n')

# --- Wrong options ---

for option in ('--inspect=', '--inspect-port', '--inspect-port=', '--debug-port', '--debug-port='):
    check(run(option), status=9, stdout='', stderr=f'gyre: {option} requires an argument\n')
for port in ('1', '1023', '65536', 'localhost:', 'localhost:x', '[::1'):
    check(run(f'--inspect={port}', '-e', '0'), status=9, stdout='', stderr=re.compile('must be 0 or in range 1024'))
check(run('--inspect-publish-uid=here', '-e', '0'), status=9, stderr=re.compile('stderr or http'))
for option in ('--debug', '--debug-brk', '--debug=9229'):
    check(run(option, '-e', '0'), status=9, stderr=re.compile('are invalid. Please use `node --inspect`'))

# --- An address that another has: the program runs nevertheless, and waits for nobody ---

with socket.create_server(('127.0.0.1', 0)) as other:
    port = other.getsockname()[1]
    for option in ('--inspect', '--inspect-brk', '--inspect-brk-node', '--inspect-wait'):
        check(run(f'{option}={port}', '-e', PRINT), stdout=f'{port} undefined\n',
              stderr=f'Starting inspector on 127.0.0.1:{port} failed: address already in use\n')
check(run('--inspect=no-such-host.invalid:0', '-e', '1'), stderr=re.compile('no-such-host.invalid:0 failed: '))

# --- Who is told the address ---

for where in ('stderr', 'http', 'stderr,http', 'http,stderr'):
    with Debuggee('--inspect=0', f'--inspect-publish-uid={where}', '-e',
                  PRINT + '; setInterval(() => {}, 1e6)') as program:
        port, url = program.stdout.expect(re.compile(r'(\d+) ws://(\S+)\n')).groups()
        program.host, program.port, program.id = '127.0.0.1', int(port), url.split('/')[1]
        status, _, body = program.http('GET /json/list')
        assert (status == 200) == ('http' in where) == (program.id in body), (where, status)
        assert bool(LISTENING.search(program.stderr.text)) == ('stderr' in where), where
        assert program.connect().evaluate('1') == 1

# --- SIGUSR1, in a program that waits and in one that never does ---

for code in ('setInterval(() => {}, 1e6)', 'for (;;);', 'process.stdin.resume(); for (;;) JSON.stringify([1, 2, 3]);'):
    with Debuggee('--inspect-port=0', '-e', f'console.log("runs"); {code}') as program:
        program.stdout.expect('runs')
        # One that comes at a bad moment of a busy program is lost.
        while not program.stderr.text:
            os.kill(program.process.pid, signal.SIGUSR1)
        program.listening()
        session = program.connect()
        os.kill(program.process.pid, signal.SIGUSR1)  # it listens already
        session.call('Runtime.enable')
        assert session.evaluate('1 + 1') == 2
        session.call('Debugger.enable')
        session.call('Debugger.pause')
        if code.startswith('for'):
            session.wait('Debugger.paused')
        session.close()
    assert len(LISTENING.findall(program.stderr.rest())) == 1, program.stderr.text
# The program may have a use of its own for the signal, and another process may ask.
check(run('-e', 'process.on("SIGUSR1", () => { console.log("mine"); process.exit(); });'
          'process.kill(process.pid, "SIGUSR1"); setInterval(() => {}, 1e6)'), stdout='mine\n', stderr='')
check(run('--inspect-port=0', '-e', 'const timer = setInterval(() => { if (inspector.url()) clearInterval(timer); });'
          'process._debugProcess(process.pid);'), stderr=LISTENING)
check(run('-p', 'try { process._debugProcess(2 ** 30) } catch (error) { error.code }'), stdout='ESRCH\n')

# --- inspector.open(), waitForDebugger(), close() ---

with Debuggee('--input-type=module', '-e', """
import * as inspector from 'node:inspector';
inspector.close();
console.log(inspector.url());
const opened = inspector.open(0, 'localhost');
console.log(inspector.url(), process.debugPort);
try { inspector.open(); } catch (error) { console.log(error.code); }
inspector.waitForDebugger();
console.log('waited');
inspector.waitForDebugger();
opened[Symbol.dispose]();
console.log(inspector.url());
try { inspector.waitForDebugger(); } catch (error) { console.log(error.code); }
console.error('reopen');
inspector.open(0, undefined, true);
console.log('done');
inspector.close();
""") as program:
    program.listening()
    program.host = 'localhost'
    session = program.connect()
    assert session.call('NodeRuntime.enable') == {}
    session.wait('NodeRuntime.waitingForDebugger')
    session.call('Runtime.runIfWaitingForDebugger')
    session.wait('NodeRuntime.waitingForDebugger')
    program.stdout.expect('waited')
    session.post('Runtime.runIfWaitingForDebugger')
    while (frame := session.receive()) is not None:  # the server has gone
        pass
    program.stderr.expect('Debugger ending on ws://localhost:')
    program.stderr.expect('reopen')
    program.listening()
    session = program.connect()
    session.post('Runtime.runIfWaitingForDebugger')
    assert program.wait() == 0, program.stderr.text
    lines = program.stdout.rest().splitlines()
    assert lines[0] == 'undefined' and re.fullmatch(r'ws://localhost:(\d+)/\S+ \1', lines[1]), lines
    assert lines[2:] == ['ERR_INSPECTOR_ALREADY_ACTIVATED', 'waited', 'undefined', 'ERR_INSPECTOR_NOT_ACTIVE',
                         'done'], lines

# --- What only starts other processes leaves them the port ---

check(run('--inspect=0', '--test', '--test-reporter=tap', os.devnull), stderr='')

# --- What stops a program that a debugger has stopped ---

with Debuggee('--inspect-brk=0', '-e', '1') as program:
    program.listening()
    program.process.send_signal(signal.SIGTERM)
    assert program.wait() == -signal.SIGTERM
with Debuggee('--inspect-brk=0', '-e', 'debugger') as program:
    session = program.connect()
    session.call('Debugger.enable')
    session.call('Runtime.runIfWaitingForDebugger')
    session.wait('Debugger.paused')
    program.process.send_signal(signal.SIGINT)
    assert program.wait() == -signal.SIGINT
