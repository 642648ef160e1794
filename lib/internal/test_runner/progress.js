'use strict';

// The last line of a terminal while `gyre test` runs: how many files are done, how many have
// failed, and what runs. Everything else is written above it.

/** Stands between the reporter and the terminal. */
class Progress {
  /**
   * @param {any} terminal a tty.WriteStream
   * @param {() => {done: number, total: number, failed: number, running: string[]}} getState
   */
  constructor(terminal, getState) {
    this.terminal = terminal;
    this.getState = getState;
    this.shown = false;
  }

  line() {
    const { done, total, failed, running } = this.getState();
    if (done === total) return '';
    const parts = [`${done}/${total} files`];
    if (failed > 0) parts.push(`${failed} failed`);
    if (running.length > 0) parts.push(running.join(' '));
    return parts.join(' \u00b7 ').slice(0, (this.terminal.columns || 80) - 1);
  }

  /** @param {string} text whole lines */
  write(text) {
    const line = text === '' || text.endsWith('\n') ? this.line() : '';
    if (this.shown) text = `\r\u001b[K${text}`;
    this.shown = line !== '';
    this.terminal.write(text + line);
  }

  /** Shows the state of now. */
  update() {
    this.write('');
  }
}

module.exports = { Progress };
