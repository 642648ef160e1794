'use strict';
// EventEmitter.emit with one listener and two arguments.
const { EventEmitter } = require('events');
const { report } = require('../measure.cjs');

const COUNT = 2e7;
const emitter = new EventEmitter();
let sum = 0;
emitter.on('number', (a, b) => { sum += a + b; });
for (let i = 0; i < 1e5; i++) emitter.emit('number', i, 1);
const start = performance.now();
for (let i = 0; i < COUNT; i++) emitter.emit('number', i, 1);
report('EventEmitter.emit', COUNT, start);
if (sum === 0) throw new Error('nobody listened');
