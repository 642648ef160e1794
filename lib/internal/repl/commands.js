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
        run(this, text.endsWith('\n') ? text : `${text}\n`, '');
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
  return commands;
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
