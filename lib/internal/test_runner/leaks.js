'use strict';

// Handles, requests and timers that tests leave behind, and the lines that made them.
//
// A tracker (internal/resource_tracker) notes what is made for which test. When a test is done,
// what it has made and is still alive and referenced is a leak. Ends take turns of the loop (a
// socket closes after its peer), so those with something left wait a little.

const { ResourceTracker, isOfProcess, kindOfName } = require('internal/resource_tracker');
// The timers as they are now: a program may replace them by mocks.
const { setImmediate, setTimeout } = require('timers');

/** How often it is looked whether something has ended, and how long to wait between. */
const kTurns = 5;
const kPauses = 5;
const kPause = 20;

/** What is alive in this process, and whose it is. */
class LeakTracker extends ResourceTracker {
  /**
   * @param {'warn' | 'error'} mode
   * @param {() => any} currentOwner the test or hook that runs
   */
  constructor(mode, currentOwner) {
    super(() => {
      const owner = currentOwner();
      // A hook's resources are for the tests of its owner.
      return owner?.owner ?? owner;
    });
    this.mode = mode;
  }

  /**
   * Names what a test left behind, once it is done.
   * @param {any} test
   * @returns {Promise<string[]>} empty if nothing
   */
  async leftBy(test) {
    for (let i = 0; i < kTurns + kPauses; i++) {
      if (this.live(test).length === 0) return [];
      await new Promise((resolve) => {
        if (i < kTurns) setImmediate(resolve);
        else setTimeout(resolve, kPause);
      });
    }
    const leaks = [];
    for (const record of this.live(test)) {
      if (isOfProcess(record.holder)) {
        record.isHarmless = true;
        continue;
      }
      leaks.push(this.describe(record));
    }
    return leaks;
  }

  // What getActiveResourcesInfo() names although it is known with its place, or is standard.
  isHeard(type) {
    return /^(?:Timeout|Immediate|StatWatcher)$/.test(type) ||
      /^(?:TTY|Process|FSEvent|(?:TCP|Pipe|UDP)(?:Server|Socket)?)Wrap$/.test(type);
  }

  /** @returns {string[]} what holds the process now */
  holding() {
    const known = this.live().filter((record) => !isOfProcess(record.holder))
      .map((record) => this.describe(record));
    // Those that no hook told of have a type only.
    const others = process.getActiveResourcesInfo().filter((type) => !this.isHeard(type));
    return [...known, ...others.map(kindOfName)];
  }
}

let tracker;

/**
 * Begins to note resources, if the command line wants it. Called before the program, so that it
 * hears of all of them.
 * @returns {LeakTracker | undefined}
 */
function startLeakTracker() {
  if (tracker !== undefined) return tracker;
  const { getOptionValue } = require('internal/options');
  const { validateOneOf } = require('internal/validators');
  const mode = getOptionValue('--test-leaks') || 'off';
  validateOneOf(mode, '--test-leaks', ['warn', 'error', 'off']);
  if (mode === 'off') return undefined;
  const { currentOwner } = require('internal/test_runner/test');
  tracker = new LeakTracker(mode, currentOwner);
  return tracker;
}

module.exports = { startLeakTracker };
