// Setting one part changes no other, and refuses what would change the kind of the URL.
'use strict';
const assert = require('assert');

const changed = (href, key, value) => {
  const url = new URL(href);
  url[key] = value;
  return url.href;
};
for (const [href, key, value, expected] of [
         ['http://h/', 'protocol', 'https', 'https://h/'],
         ['http://h:443/', 'protocol', 'https:', 'https://h/'],
         ['http://h/', 'protocol', 'ftp:ignored', 'ftp://h/'],
         ['http://h/', 'protocol', 'x', 'http://h/'],
         ['x://h/', 'protocol', 'http', 'x://h/'],
         ['http://u@h/', 'protocol', 'file', 'http://u@h/'],
         ['file:///a', 'protocol', 'http', 'file:///a'],
         ['http://h/', 'protocol', '1x', 'http://h/'],
         ['http://h/', 'username', 'a b:@', 'http://a%20b%3A%40@h/'],
         ['http://u:p@h/', 'username', '', 'http://:p@h/'],
         ['http://u:p@h/', 'password', '', 'http://u@h/'],
         ['file:///a', 'username', 'x', 'file:///a'],
         ['http://h:1/', 'host', 'g:2/x', 'http://g:2/'],
         ['http://h:1/', 'host', 'g', 'http://g:1/'],
         ['http://h:1/', 'host', 'g:80', 'http://g/'],
         ['http://h/', 'host', '', 'http://h/'],
         ['http://h:1/', 'host', 'g:65536', 'http://g:1/'],
         ['http://h/', 'host', 'a b', 'http://h/'],
         ['http://h:1/', 'hostname', 'g:2', 'http://h:1/'],
         ['http://h:1/', 'hostname', 'g?x', 'http://g:1/'],
         ['x://u@h/', 'hostname', '', 'x://u@h/'],
         ['x://h/', 'hostname', '', 'x:///'],
         ['file://h/a', 'host', 'localhost', 'file:///a'],
         ['mailto:a', 'host', 'h', 'mailto:a'],
         ['http://h/', 'port', '8080x', 'http://h:8080/'],
         ['http://h:1/', 'port', 'x', 'http://h:1/'],
         ['http://h:1/', 'port', '', 'http://h/'],
         ['http://h:1/', 'port', '80', 'http://h/'],
         ['http://h/', 'port', '65536', 'http://h/'],
         ['http://h/', 'port', '0', 'http://h:0/'],
         ['http://h/a?q#f', 'pathname', 'x/../y?#', 'http://h/y%3F%23?q#f'],
         ['a:/x', 'pathname', '//y', 'a:/.//y'],
         ['a:/x', 'pathname', '', 'a:/'],
         ['mailto:a', 'pathname', 'b', 'mailto:a'],
         ['http://h/a?q#f', 'search', '', 'http://h/a#f'],
         ['http://h/a#f', 'search', "?a b'#", 'http://h/a?a%20b%27%23#f'],
         ['a:b', 'search', "'", "a:b?'"],
         ['http://h/#f', 'hash', '', 'http://h/'],
         ['http://h/', 'hash', '##a`', 'http://h/##a%60'],
         ['http://h/', 'search', '?', 'http://h/?'],
         ['a:b  ?q', 'search', '', 'a:b'],
         ['a:b  #f', 'hash', '', 'a:b'],
         ['a:b  ?q#f', 'hash', '', 'a:b  ?q'],
         ['http://h/', 'host', 'a\tb\n', 'http://ab/'],
         ['http://h/', 'href', 'x:y', 'x:y'],
]) {
  assert.strictEqual(changed(href, key, value), expected, `${href} ${key}=${value}`);
}

const url = new URL('http://h/a?b=c');
assert.throws(() => {
  url.href = 'nonsense';
}, { code: 'ERR_INVALID_URL' });
assert.strictEqual(url.href, 'http://h/a?b=c');
assert.throws(() => {
  url.origin = 'http://x';
}, TypeError);

// Values are converted, once.
let conversions = 0;
url.hash = { toString: () => `${++conversions}` };
assert.strictEqual(url.hash, '#1');
