// process: require 500 small modules
// setup: modules 500
require(require('path').join(process.env.BENCH_FOLDER, 'modules', 'main.js'));
