'use strict';

// What is unref'd does not keep the process: an empty loop ends with such things waiting.

const { mustCall, mustNotCall } = require('../../common');

setInterval(mustNotCall(), 60_000).unref();
setTimeout(mustNotCall(), 60_000).unref();
setTimeout(mustNotCall(), 60_000).ref().unref().ref().unref();
const kept = setTimeout(mustCall(), 5).unref();
kept.ref();
const immediate = setImmediate(() => {});
immediate.unref();
