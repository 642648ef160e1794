'use strict';
// new URL(...) and reading its parts, for long enough that compiling the code does not count.
const { report } = require('../measure.cjs');

const COUNT = 2e6;
const URLS = ['https://example.org/a/b/../c?x=1&y=2#top', 'http://user:secret@127.0.0.1:8080/path',
  'https://sub.domain.example.com:443/very/long/path/name.html', 'file:///usr/share/doc/readme.txt'];
let sum = 0;

function parse(i) {
  const url = new URL(URLS[i & 3]);
  sum += url.hostname.length + url.pathname.length + url.search.length + url.port.length;
}

for (let i = 0; i < 2e4; i++) parse(i);
const start = performance.now();
for (let i = 0; i < COUNT; i++) parse(i);
report('new URL and its parts', COUNT, start);
if (sum === 0) throw new Error('nothing was read');
