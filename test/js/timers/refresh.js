'use strict';

// refresh() starts the time again, also in the callback and after it has run.

const assert = require('assert');
const { Trace, mustCall } = require('../../common');

const trace = new Trace();
const early = setTimeout(trace.mark('refreshed'), 2);
setTimeout(trace.mark('not refreshed'), 2);
early.refresh();

let runs = 0;
const again = setTimeout(mustCall(() => {
  if (++runs < 3) again.refresh();
}, 3), 1);

// One that is cleared stays so.
const cleared = setTimeout(trace.mark('never'), 1);
clearTimeout(cleared);
cleared.refresh();

const unrefd = setTimeout(trace.mark('never'), 60_000).unref();
unrefd.refresh();
assert.strictEqual(unrefd.hasRef(), false);

trace.expectAtExit(['not refreshed', 'refreshed']);
