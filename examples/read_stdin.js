'use strict';
// Reads standard input line by line and numbers the lines.
//
//   printf 'one\ntwo\n' | tools/run examples/read_stdin.js

let rest = '';
let number = 0;

process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) print(line);
});
process.stdin.on('end', () => {
  if (rest !== '') print(rest);
  console.log(number === 1 ? 'one line' : `${number} lines`);
});

function print(line) {
  console.log(`${String(++number).padStart(4)}  ${line}`);
}
