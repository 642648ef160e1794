'use strict';
// EventEmitter.emit: one listener and two arguments; then as programs do it, with several emitters,
// names, numbers of arguments and of listeners. The sums stay small integers, as others are objects
// to some engines, and their allocation would be measured.
const { EventEmitter } = require('events');
const { report } = require('../measure.cjs');

const COUNT = 2e7;
let sum = 0;
function one() {
  const emitter = new EventEmitter();
  emitter.on('number', (a, b) => { sum = (sum + a + b) | 0; });
  for (let i = 0; i < 1e5; i++) emitter.emit('number', i, 1);
  const start = performance.now();
  for (let i = 0; i < COUNT; i++) emitter.emit('number', i, 1);
  report('EventEmitter.emit', COUNT, start);
}

class Source extends EventEmitter {
  constructor() {
    super();
    this.count = 0;
    this.on('open', function() { this.count++; });
    this.on('data', (chunk) => { sum = (sum + chunk) | 0; });
    this.on('data', function() { this.count = (this.count + 1) | 0; });
    this.on('change', (a, b) => { sum = (sum + a + b) | 0; });
    this.on('message', (a, b, c) => { sum = (sum + a + b + c) | 0; });
  }
}

function mixed() {
  const sources = [new Source(), new Source(), new EventEmitter()];
  sources[2].on('data', (chunk) => { sum = (sum + chunk) | 0; });
  const round = (i) => {
    for (let j = 0; j < sources.length; j++) {
      const source = sources[j];
      source.emit('open');
      source.emit('data', i);
      source.emit('change', i, j);
      source.emit('message', i, j, 1);
    }
  };
  for (let i = 0; i < 1e4; i++) round(i);
  const start = performance.now();
  for (let i = 0; i < COUNT / 40; i++) round(i);
  report('EventEmitter.emit, mixed', COUNT / 40 * 12, start);
}

one();
mixed();
if (sum === 0) throw new Error('nobody listened');
