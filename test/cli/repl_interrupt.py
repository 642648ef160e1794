"""Ctrl-C in the REPL where the loop calls what does not end: timers, reactions of promises, ticks, immediates,
listeners, what follows an await, and what prints a value. The session goes on, and no key is lost."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from screen import ScreenTerminal

# Typed before there is a prompt, hence entered before the loop is watched.
with ScreenTerminal(env={'GYRE_REPL_HISTORY': ''}) as terminal:
    terminal.send('setTimeout(() => child_process.execSync("echo it ru\'\'ns; exec sleep 1000", '
                  '{ stdio: "inherit" }), 1); 0\r')
    terminal.expect('it runs')
    terminal.send('\x03')
    terminal.expect('Script execution was interrupted by `SIGINT`')
    terminal.send('.exit\r')
    assert terminal.wait() == 0

with ScreenTerminal(env={'GYRE_REPL_HISTORY': ''}) as terminal:
    def prompt():
        terminal.wait_until(lambda screen: screen.lines[screen.row] == '>', 'the prompt')

    def interrupt(keys='\x03', line=''):
        """Types while something runs that has said so."""
        terminal.expect('it runs')
        terminal.send(keys)
        terminal.expect('Script execution was interrupted by `SIGINT`')
        terminal.wait_until(lambda screen: screen.lines[screen.row] == f'> {line}'.rstrip(), 'the prompt')
        terminal.type('\x15\x0c', '>', cursor=(0, 2))

    def enter(line):
        prompt()
        terminal.send(f'{line}\r')

    enter('var spin = () => { console.log("it", "runs"); while (true); }; 0')
    for start in ('setTimeout(spin, 1); 0', 'setImmediate(spin); 0', 'process.nextTick(spin); 0',
                  'Promise.resolve().then(spin); 0', 'queueMicrotask(spin); 0',
                  'let x = Promise.resolve().then(spin); 0', 'await null; spin()',
                  'await new Promise((resolve) => setTimeout(resolve, 1)); spin()',
                  'for await (const x of [1]) spin()',
                  'var e = new events().on("x", spin); setTimeout(() => e.emit("x"), 1); 0',
                  'var e = new EventTarget(); e.addEventListener("x", spin); '
                  'setTimeout(() => e.dispatchEvent(new Event("x")), 1); 0',
                  'fs.stat("/", spin); 0', 'fs.promises.stat("/").then(spin); 0',
                  'var server = net.createServer(spin).listen(0, () => net.connect(server.address().port)); 0',
                  'process.on("SIGUSR2", spin); process.kill(process.pid, "SIGUSR2"); 0',
                  # Where it has nothing of its own to run, and where it catches all.
                  'setTimeout(() => { console.log("it", "runs"); '
                  'while (true) try { for (;;); } catch {} finally { continue } }, 1); 0',
                  'setTimeout(() => { console.log("it", "runs"); '
                  'for (;;) [1, 2].map((x) => path.join("a", "b")); }, 1); 0',
                  'setTimeout(() => { console.log("it", "runs"); /(a+)+b/.test("a".repeat(40)); }, 1); 0',
                  'setTimeout(() => { console.log("it", "runs"); '
                  'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); }, 1); 0',
                  # A child that is waited for has the terminal, with the signals of its keys.
                  'setTimeout(() => { child_process.execSync("echo it ru\'\'ns; exec sleep 1000", { stdio: "inherit" }); '
                  'console.log("went on"); }, 1); 0',
                  'setTimeout(() => { for (;;) try { child_process.spawnSync("echo it ru\'\'ns; exec sleep 1000", '
                  '{ shell: true, stdio: "inherit" }); } catch {} }, 1); 0',
                  # What shows a value is the program's as well.
                  '({ [util.inspect.custom]: spin })', 'await { [util.inspect.custom]: spin }',
                  'throw Object.assign(new Error(), { [util.inspect.custom]: spin })'):
        enter(start)
        interrupt()
    # What is written meanwhile is not ended half way: there would be no output any more.
    for start in 5 * ('for (;;) console.log("it", "runs")',
                      'setTimeout(() => { for (;;) console.log("it", "runs"); }, 1); 0'):
        enter(start)
        interrupt()
    # The rest goes on: other timers, ticks and immediates, and intervals.
    enter('var seen = []; setTimeout(() => { process.nextTick(() => seen.push("tick")); spin(); }, 1); '
          'setTimeout(() => seen.push("timer"), 1); setImmediate(() => seen.push("immediate")); 0')
    interrupt()
    enter('await new Promise((resolve) => setTimeout(resolve, 1)); seen.sort().join()')
    terminal.expect_block("'immediate,tick,timer'", '>', cursor=(1, 2))
    enter('_error.code')
    terminal.expect_block("'ERR_SCRIPT_EXECUTION_INTERRUPTED'", '>', cursor=(1, 2))

    # What was typed before and behind it is there; pressed often it means the loop alone.
    enter('setTimeout(spin, 1); 0')
    interrupt('1 + 2\x03\x03\x03 + \u8a9e', '1 + 2 + \u8a9e')
    # Without it, as well, after the loop has looked at what was typed.
    enter('setTimeout(() => { console.log("it", "runs"); '
          'for (const start = Date.now(); Date.now() - start < 300;); console.log("it ended"); }, 1); 0')
    terminal.expect('it runs')
    terminal.send('20 + \u8a9e\x7f')
    terminal.expect('it ended')
    terminal.type('22', 'it ended', '> 20 + 22', '42', cursor=(1, 9))
    terminal.send('\x15')
    # One that comes when nothing runs is a key.
    prompt()
    terminal.type('abc\x03', '> abc', '>', cursor=(1, 2))
    assert 'went on\r' not in terminal.output
    terminal.send('.exit\r')
    assert terminal.wait() == 0
