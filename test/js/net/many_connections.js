'use strict';

// The small form of test/soak/echo_connections.js: 600 connections, 100 at a time, that end in
// every way there is; no byte is lost, no descriptor left.

const { mustCall } = require('../../common');
const { run } = require('../../soak/echo_connections');

run({ connections: 100, total: 600, patience: 100 }, mustCall());
