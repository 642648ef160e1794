'use strict';

// The commands of the REPL. The first group is Node's; the second shows types, times, documentation
// and the event loop, and is there for the REPL of the command line.

/**
 * @param {object} server
 * @param {{ editorHint: string, run: Function, hide: Function }} own what the server lends
 * @returns {[string, object][]}
 */
function builtinCommands(server, { editorHint, run }) {
  const commands = [
    ['break', {
      help: 'Sometimes you get stuck, this gets you out',
      action() {
        this.clearBufferedCommand();
        this.displayPrompt();
      },
    }],
    ['clear', {
      help: server.useGlobal ?
        'Alias for .break' : 'Break, and also clear the local context',
      action() {
        this.clearBufferedCommand();
        if (!this.useGlobal) {
          this.output.write('Clearing context...\n');
          this.resetContext();
        }
        this.displayPrompt();
      },
    }],
    ['exit', {
      help: 'Exit the REPL',
      action() {
        this.close();
      },
    }],
    ['help', {
      help: 'Print this help message',
      action() {
        const names = Object.keys(this.commands).sort();
        const width = Math.max(...names.map((name) => name.length));
        for (const name of names) {
          const { help } = this.commands[name];
          const text = help ? `${' '.repeat(width - name.length + 3)}${help}` : '';
          this.output.write(`.${name}${text}\n`);
        }
        this.output.write(
          '\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n');
        this.displayPrompt();
      },
    }],
    ['save', {
      help: 'Save all evaluated commands in this REPL session to a file',
      action(file) {
        save(this, file);
        this.displayPrompt();
      },
    }],
    ['load', {
      help: 'Load JS from a file into the REPL session',
      action(file) {
        const text = readFile(this, file);
        if (text === undefined) {
          this.displayPrompt();
          return;
        }
        if (this.terminal) this.output.write(`${text}\n`);
        // Nothing comes behind the end of a file.
        run(this, text.endsWith('\n') ? text : `${text}\n`, '', () => '');
      },
    }],
  ];
  if (server.terminal) {
    commands.push(['editor', {
      help: 'Enter editor mode',
      action() {
        if (!this.terminal) return;
        this.editorMode = true;
        this.output.write(editorHint);
        Object.getPrototypeOf(Object.getPrototypeOf(this)).setPrompt.call(this, '');
      },
    }]);
  }
  if (server[Symbol.for('gyre.repl.standalone')]) commands.push(...insights({ run }));
  return commands;
}

/** What the REPL of the command line has beyond Node's. */
function insights({ run }) {
  const print = (describe) => function(argument) {
    this.output.write(describe(this, argument.trim()));
    this.displayPrompt();
  };
  const needs = (usage, describe) => print((server, argument) =>
    (argument === '' ? `Usage: ${usage}\n` : describe(server, argument)));
  return [
    ['doc', {
      help: 'Show what is known of a name: .doc fs.readFile',
      action: needs('.doc name, e.g. .doc fs.readFile', (server, name) =>
        require('internal/repl/documentation').describe(server, name)),
    }],
    ['loop', {
      help: 'Show what is pending in each phase of the event loop',
      action: print((server) => require('internal/repl/loop').describeLoop(server)),
    }],
    ['time', {
      help: 'Run an expression and show how long it takes: .time await import("os")',
      action(argument) {
        time(this, argument, run);
      },
    }],
    ['type', {
      help: 'Show the type of an expression, if it has no side effects: .type process.versions',
      action: needs('.type expression, e.g. .type process.versions', showType),
    }],
    ['why', {
      help: 'Show what would keep a script alive now',
      action: print((server) => require('internal/repl/loop').describeWhy(server)),
    }],
  ];
}

function showType(server, expression) {
  if (require('internal/repl/parse').parseTopLevel(expression)?.isAsync) {
    return 'It has to be waited for. Enter it, and then `.type _`.\n';
  }
  const answer = require('internal/repl/documentation').lookUp(server, expression);
  if (answer === undefined) {
    return 'It cannot be evaluated without side effects. Enter it, and then `.type _`.\n';
  }
  if ('error' in answer) return `${answer.error?.name}: ${answer.error?.message}\n`;
  return `${require('internal/repl/types').describeType(answer.value)}\n`;
}

function time(server, expression, run) {
  if (expression.trim() === '') {
    server.output.write('Usage: .time expression, e.g. .time await import("os")\n');
    server.displayPrompt();
    return;
  }
  const { duration } = require('internal/repl/loop');
  const { milliseconds } = require('internal/repl/evaluate');
  const { turns } = binding('loop');
  const before = turns();
  let synchronous;
  server._startedAt = 0;
  run(server, `${expression}\n`, expression, () => {
    if (server._startedAt === 0) return ''; // It was none.
    const total = server._endedAt - server._startedAt;
    if (synchronous === undefined) return `${duration(total)}\n`;
    const count = turns() - before;
    return `${duration(total)}: ${duration(synchronous)} until it waited, ` +
      `${count} turn${count === 1 ? '' : 's'} of the loop\n`;
  });
  synchronous = milliseconds() - server._startedAt;
}

function save(server, file) {
  if (file === '') {
    server.output.write('The "file" argument must be specified\n');
    return;
  }
  try {
    require('fs').writeFileSync(file, server.lines.join('\n'));
    server.output.write(`Session saved to: ${file}\n`);
  } catch {
    server.output.write(`Failed to save: ${file}\n`);
  }
}

function readFile(server, file) {
  if (file === '') {
    server.output.write('The "file" argument must be specified\n');
    return undefined;
  }
  const fs = require('fs');
  try {
    if (fs.statSync(file).isFile()) return fs.readFileSync(file, 'utf8');
    server.output.write(`Failed to load: ${file} is not a valid file\n`);
  } catch {
    server.output.write(`Failed to load: ${file}\n`);
  }
  return undefined;
}

module.exports = { builtinCommands };
