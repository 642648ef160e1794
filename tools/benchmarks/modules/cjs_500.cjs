// process: CommonJS program of 500 modules
// setup: program 500
'use strict';
const { start } = require(`${process.env.BENCH_FOLDER}/program-cjs/part0/m0.cjs`);
if (start() !== 1000) throw new Error('wrong sum');
