// The parts of a URL, for the shapes a parser meets.
'use strict';
const assert = require('assert');

const parts = ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
               'hash', 'origin'];
const cases = {
  'https://user:pa%20ss@sub.example.com:8080/p/a/t/h?q=1&r#frag': [
    'https:', 'user', 'pa%20ss', 'sub.example.com:8080', 'sub.example.com', '8080', '/p/a/t/h',
    '?q=1&r', '#frag', 'https://sub.example.com:8080'],
  'http://h': ['http:', '', '', 'h', 'h', '', '/', '', '', 'http://h'],
  'http://h/?#': ['http:', '', '', 'h', 'h', '', '/', '', '', 'http://h'],
  'http://:pw@h/': ['http:', '', 'pw', 'h', 'h', '', '/', '', '', 'http://h'],
  'http://u:@h/': ['http:', 'u', '', 'h', 'h', '', '/', '', '', 'http://h'],
  'file:///a/b': ['file:', '', '', '', '', '', '/a/b', '', '', 'null'],
  'mailto:a@b?c#d': ['mailto:', '', '', '', '', '', 'a@b', '?c', '#d', 'null'],
  'a:/.//b': ['a:', '', '', '', '', '', '//b', '', '', 'null'],
  'a://h:1': ['a:', '', '', 'h:1', 'h', '1', '', '', '', 'null'],
  'blob:https://h:9/id': ['blob:', '', '', '', '', '', 'https://h:9/id', '', '', 'https://h:9'],
  'blob:ftp://h/id': ['blob:', '', '', '', '', '', 'ftp://h/id', '', '', 'null'],
  'ws://[::1]:81/': ['ws:', '', '', '[::1]:81', '[::1]', '81', '/', '', '', 'ws://[::1]:81'],
};
for (const [input, expected] of Object.entries(cases)) {
  const url = new URL(input);
  assert.deepStrictEqual(parts.map((part) => url[part]), expected, input);
  // A serialised URL parses to itself.
  assert.strictEqual(new URL(url.href).href, url.href);
  assert.strictEqual(JSON.stringify(url), JSON.stringify(url.href));
}

// Without a base these mean nothing, and neither do they with a base whose path is opaque.
for (const input of ['', '/a', 'a', '?q', '//h/x', 'http:', 'http://', 'http://a b/', 'http://h:x/',
                     'http://h:65536/', 'http://[::1', 'a://h:p/', 'http://@/', 'http://u@/']) {
  assert.throws(() => new URL(input), { code: 'ERR_INVALID_URL', name: 'TypeError', input });
  assert.strictEqual(URL.canParse(input), false);
  assert.strictEqual(URL.parse(input), null);
}
assert.throws(() => new URL('x', 'mailto:y'),
              {code: 'ERR_INVALID_URL', input: 'x', base: 'mailto:y'});
// A bad base is an error even for an absolute URL.
assert.throws(() => new URL('http://h', 'nonsense'), { code: 'ERR_INVALID_URL' });
assert.throws(() => new URL(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => URL.canParse(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => URL('http://h'), TypeError);
