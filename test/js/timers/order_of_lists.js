'use strict';

// Timers of one duration run in the order they were made; of several, by the time they are due.

const { Trace } = require('../../common');

const trace = new Trace();
setTimeout(trace.mark('30 first'), 30);
setTimeout(trace.mark('10 first'), 10);
setTimeout(trace.mark('20'), 20);
setTimeout(trace.mark('10 second'), 10);
setTimeout(trace.mark('30 second'), 30);
setTimeout(trace.mark('1'), 1);
trace.expectAtExit(['1', '10 first', '10 second', '20', '30 first', '30 second']);
