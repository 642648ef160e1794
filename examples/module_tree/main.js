'use strict';
// A program of several modules: relative paths, a folder with an index.js, a JSON file, and two
// modules that need each other.

const shapes = require('./shapes');
const settings = require('./settings.json');
const { isEven } = require('./even');

const list = [new shapes.Circle(2), new shapes.Square(3)];
for (const shape of list) {
  console.log(`${shape.name}: ${shape.area().toFixed(settings.digits)} ${settings.unit}`);
}
console.log(`Is 7 even? ${isEven(7)}`);
console.log(`A module is loaded once: ${require('./shapes') === shapes}`);
console.log(`This file was started: ${require.main === module}`);
console.log('Loaded:');
for (const file of Object.keys(require.cache)) {
  console.log(`  ${require('path').relative(__dirname, file)}`);
}
