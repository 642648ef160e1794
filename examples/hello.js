'use strict';
// The first script. Run it:  tools/run examples/hello.js [name]

const name = process.argv[2] || 'world';
console.log(`Hello, ${name}!`);
console.log(`This is Gyre on V8 ${process.versions.v8}; process ${process.pid} has run for ` +
  `${Math.round(performance.now())} ms.`);
