'use strict';
// structuredClone of a small graph.
const { report } = require('../measure.cjs');

const COUNT = 5e4;
const graph = {
  name: 'graph', list: [1, 2, 3, { deep: true }], map: new Map([['a', 1]]), date: new Date(0),
};
graph.self = graph;
for (let i = 0; i < 2000; i++) structuredClone(graph);
const start = performance.now();
for (let i = 0; i < COUNT; i++) structuredClone(graph);
report('structuredClone', COUNT, start);
