"""The commands of the REPL that show types, times, documentation and the event loop."""
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from gyre import run
from screen import ScreenTerminal


def ask(*lines):
    """What the REPL prints for each of the lines, on pipes."""
    done = run('-i', stdin='\n'.join(lines) + '\n', env={'GYRE_REPL_HISTORY': ''})
    assert done.status == 0, done
    return [each.strip() for each in re.split(r'^> ', done.stdout, flags=re.M)[1:len(lines) + 1]]


# Types. Nothing is run: no getter, no trap of a proxy, no function with a side effect.
answers = ask(
    'let count = 0; const watched = { get loud() { count++; return 1; }, quiet: 1 }',
    'const trapped = new Proxy([1], { get() { count++; }, ownKeys() { count++; }, getPrototypeOf() { count++; } })',
    'class A { x = 1; #y = 2 }; class B extends A { constructor(z, w = 3) { super(); this.z = null; } }',
    'const b = new B(1), loop = { list: [1, "a"], f: { g: { h: { i: 1 } } } }; loop.self = loop; 0',
    'const done = Promise.resolve("x"), failed = Promise.reject(1), open = new Promise(() => {}); failed.catch(() => {}); 0',
    '.type watched', '.type trapped', '.type count++', '.type B', '.type b', '.type loop', '.type [[1], ["a", ,]]',
    '.type new Map([["a", 1], ["b", new Set()]])', '.type done', '.type failed', '.type open',
    '.type function* (a, ...b) {}', '.type async ({ c }, [d]) => {}', '.type Math.max', '.type "four"', '.type null',
    '.type new Uint8Array(3)', '.type Object.create(null)', '.type missing', '.type 1 +', '.type await done',
    '.type', 'count')
assert answers[5:] == [
    '{ loud: accessor, quiet: number }', 'Proxy of number[]',
    'It cannot be evaluated without side effects. Enter it, and then `.type _`.',
    'class B extends A, new (z, w = 3)', 'B { x: number, z: null }',
    '{\n  list: (number | string)[],\n  f: { g: { h: { ... } } },\n  self: Object (circular)\n}',
    '(number[] | (string | empty)[])[], length 2', 'Map<string, number | Set<unknown>>, length 2',
    'Promise<string>, fulfilled', 'Promise, rejected with number', 'Promise, pending',
    '(a, ...b) => Generator', '({ c }, [d]) => Promise', '(2 arguments) => any', 'string, length 4', 'null',
    'Uint8Array, length 3', 'object without prototype', 'ReferenceError: missing is not defined',
    "SyntaxError: Unexpected token ')'", 'It has to be waited for. Enter it, and then `.type _`.',
    'Usage: .type expression, e.g. .type process.versions', '0'], answers[5:]

# Times, also of what fails; `_` is the value.
answers = ask('.time 1 + 1', '_', '.time missing', '.time (', '.time',
              '.time await new Promise((resolve) => setTimeout(resolve, 20, "later"))')
duration = r'\d[\d.]* (?:ms|s)'
assert re.fullmatch(rf'2\n{duration}', answers[0]), answers
assert answers[1] == '2', answers
assert re.fullmatch(rf'{duration}\nUncaught ReferenceError: missing is not defined', answers[2]), answers
assert answers[3] == 'Uncaught SyntaxError: Unexpected end of input', answers
assert answers[4].startswith('Usage: '), answers
assert re.fullmatch(rf"'later'\n{duration}: {duration} until it waited, \d+ turns? of the loop", answers[5]), answers

# What the user makes of the globals is no matter of the REPL's.
assert ask('var performance = 1, setTimeout = 2, clearTimeout = 3, process = 4; 0', '.time performance + setTimeout',
           '.loop')[1].startswith('3\n')

# Documentation: of modules and functions from lib/, of the language by its reference.
answers = ask('/** Twice as much. */ function twice(x) { return 2 * x; }',
              '.doc twice', '.doc path.join', '.doc fs/promises', '.doc [].map', '.doc await', '.doc URL', '.doc JSON',
              '.doc Map.prototype.size', '.doc twice(1)', '.doc nothing', '.doc', '.doc process.nextTick')
mdn = 'https://developer.mozilla.org/docs/Web/JavaScript/Reference'
node = 'https://nodejs.org/docs/latest-v20.x/api'
assert answers[1] == 'twice(x)\n  Twice as much.\n  Entered as REPL1.', answers
assert answers[2].startswith('path.join(...paths)\n  Joins the segments') and answers[2].endswith(f'{node}/path.html')
assert answers[3].startswith("module 'fs/promises'") and answers[3].endswith(f'{node}/fs.html'), answers
assert answers[4].startswith('Array.prototype.map(') and answers[4].endswith(f'{mdn}/Global_Objects/Array/map'), answers
assert answers[5].endswith(f'{mdn}/Operators/await'), answers
assert answers[6].startswith('class URL(') and answers[6].endswith(f'{node}/url.html'), answers
assert answers[7].endswith(f'{mdn}/Global_Objects/JSON'), answers
assert answers[8].endswith(f'{mdn}/Global_Objects/Map/size'), answers
assert answers[9].startswith('twice(1): number'), answers
assert answers[10].startswith('nothing is not known'), answers
assert answers[11].startswith('Usage: '), answers
assert 'Queues a callback' in answers[12], answers

# The loop, on a terminal: the REPL itself is not in it.
with tempfile.TemporaryDirectory() as folder:
    env = {'GYRE_REPL_HISTORY': os.path.join(folder, 'history'), 'NODE_REPL_HISTORY': None}
    with ScreenTerminal(env=env, columns=150, rows=60) as terminal:
        def enter(line):
            """What the REPL prints for a line."""
            terminal.wait_until(lambda screen: screen.lines[screen.row] == '>', 'the prompt')
            terminal.send(f'\x0c{line}\r')
            terminal.wait_until(lambda screen: screen.lines[0] == f'> {line}'[:150].rstrip() and
                                screen.row > 0 and screen.lines[screen.row] == '>', f'{line!r} to end')
            return terminal.screen.lines[(len(line) + 2) // 150 + 1:terminal.screen.row]

        terminal.expect('.help')
        nothing = ['timers  nothing', 'poll    nothing', 'check   nothing', 'close   nothing']
        assert enter('.loop')[:4] == nothing
        assert enter('.why') == ['Nothing: a script would end here.']
        assert enter('console.error("standard", "error is made now")')[0] == 'standard error is made now'
        assert enter('.loop')[:4] == nothing

        enter('setTimeout(() => {}, 5e6); 0')
        enter('setInterval(() => {}, 7e6).unref(); 0')
        enter('var server = net.createServer().listen(0); 0')
        port = enter('server.address().port')[0]
        enter('var udp = dgram.createSocket("udp4"); udp.bind(0, "127.0.0.1"); await events.once(udp, "listening"); 0')
        udp_port = enter('udp.address().port')[0]
        enter('var child = child_process.spawn(process.execPath, ["-i"], { stdio: "ignore", detached: true }); 0')
        seen = '\n'.join(enter('.loop'))
        for pattern in (r'^timers  timeout, 1 h 2\d min left\s+REPL\d+:1:1  setTimeout\(\(\) => {}, 5e6\); 0$',
                        r"^        interval, 1 h 5\d min left, every 1 h 56 min, unref'd\s+REPL\d+:1:1  setInterval",
                        rf'^(?:poll  |      )  TCP server \S+:{port}\s+REPL\d+:1:',
                        rf'^(?:poll  |      )  UDP socket 127.0.0.1:{udp_port}\s+REPL\d+:1:17  var udp',
                        '^check   nothing$', '^close   nothing$', r'^This is turn \d+ of the loop.$'):
            assert re.search(pattern, seen, re.M), f'{pattern} in\n{seen}'
        seen = '\n'.join(enter('.why'))
        for pattern in (r'^A script would go on because of$', r'^  timeout, 1 h 2\d min left\s+REPL',
                        rf'^  TCP server \S+:{port}\s+REPL', r"^Not waited for: 1 thing unref'd.$"):
            assert re.search(pattern, seen, re.M), f'{pattern} in\n{seen}'
        assert 'interval' not in seen, seen

        # Phases of one turn: what closes, immediates, and a job of the pool that has to wait.
        enter('server.close(); udp.close(); child.kill("SIGKILL"); 0')
        enter('var commands = require("repl").repl.commands; 0')
        seen = '\n'.join(enter('setImmediate(() => {}); setImmediate(() => {}).unref(); '
                               'net.createServer().listen(0).close(); fs.readFile("/dev/null", () => {}); '
                               'commands.loop.action.call(require("repl").repl, ""); 0'))
        for pattern in (r'^check   1 immediate$', r"^        1 immediate, unref'd$", r'^close   TCP server\s+REPL',
                        r'^(?:poll|    )    pool job readFile, (?:running|waiting) since [\d.]+ ms$'):
            assert re.search(pattern, seen, re.M), f'{pattern} in\n{seen}'
        # Many of a kind are not listed all.
        enter('for (let i = 0; i < 50; i++) setTimeout(() => {}, 8e6); 0')
        seen = '\n'.join(enter('.why'))
        assert re.search(r'^  and 31 more$', seen, re.M), seen
        # Watched files, by their names.
        enter(f'process.chdir({folder!r}); fs.writeFileSync("a", ""); 0')
        enter('fs.watch("a"); fs.watch(".", { recursive: true }); fs.watchFile("b", () => {}); 0')
        seen = '\n'.join(enter('.loop'))
        for name in ('a', r'\.', re.escape(os.path.join(os.path.realpath(folder), 'b'))):
            assert re.search(rf'^(?:poll|    )    file watcher {name}(?:\s+REPL|$)', seen, re.M), f'{name} in\n{seen}'
        terminal.send('.exit\r')
        assert terminal.wait() == 0

    # What a preloaded text has made is there as well.
    with ScreenTerminal('-i', '-e', 'setInterval(() => {}, 7e6); net.createServer().listen(0)', env=env,
                        columns=150) as terminal:
        terminal.expect('> \x1b[3G')
        terminal.send('.why\r')
        terminal.expect('A script would go on')
        terminal.wait_until(lambda screen: screen.lines[screen.row] == '>', 'the prompt')
        seen = '\n'.join(terminal.screen.lines)
        assert re.search(r'^  interval, .* left, every .*\[eval\]:1:1$', seen, re.M), seen
        assert re.search(r'^  TCP server \S+:\d+ .*\[eval\]:1:', seen, re.M), seen

    # A file that ends too early is an error; nothing more is asked for.
    early = os.path.join(folder, 'early.js')
    with open(early, 'w', encoding='utf-8') as file:
        file.write('const early = ')
    answers = ask(f'.load {early}', '1 + 1')
    assert answers[0].endswith('Uncaught SyntaxError: Unexpected end of input') and answers[1] == '2', answers

    help_text = ask('.help')[0]
    for name in ('doc', 'loop', 'time', 'type', 'why'):
        assert re.search(rf'^\.{name} +\w', help_text, re.M), help_text
