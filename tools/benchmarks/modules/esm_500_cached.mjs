// process: ES program of 500 modules, warm compile cache
// setup: program 500
// compile cache
const { start } = await import(`${process.env.BENCH_FOLDER}/program-esm/part0/m0.mjs`);
if (start() !== 1000) throw new Error('wrong sum');
