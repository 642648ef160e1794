// URLs that are already in serialised form take a short cut: it agrees with the whole parser.
'use strict';
const assert = require('assert');

const parts = [
  'href', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
  'hash', 'origin'
];
const schemes = ['http', 'https', 'ws', 'wss'];
const credentials = ['', 'u@', 'u:p@', ':p@', 'u:@', 'u:8080@', 'u%40:p@', 'u@v@', 'u:p:q@', '@'];
const hosts = [
  'h', 'a.b-c_d', '127.0.0.1', '1.2', '0x10', 'a--b', 'xn--bcher-kva', 'a.', '.', '', 'A', '[::1]',
  'h~'
];
const ports = ['', ':', ':80', ':443', ':8080', ':08', ':65535', ':65536', ':8a'];
const tails = [
  '',      '/',    '/a/b', '/.',    '/./a',  '/..',    '/a/%2e/b',     '/a.b',
  '/.a',   '/a?b', '?b',   '#c',    '/?#',   '/a?b#c', "/a'b?c'd#e'f", '/a^b|c`d',
  '/a\\b', '/ä',   '/a b', '/?a b', '/#a b', '/%zz',   '/a;b=c'
];
const read = (make) => {
  try {
    const url = make();
    return parts.map((part) => url[part]);
  } catch (error) {
    return error.code;
  }
};
let valid = 0;
function compare(schemes, credentials, hosts, ports, tails) {
  for (const scheme of schemes) {
    for (const user of credentials) {
      for (const host of hosts) {
        for (const port of ports) {
          for (const tail of tails) {
            const text = `${scheme}://${user}${host}${port}${tail}`;
            const direct = read(() => new URL(text));
            // The leading space is dropped, but only the whole parser does that.
            assert.deepStrictEqual(direct, read(() => new URL(` ${text}`)), text);
            if (Array.isArray(direct)) {
              valid++;
              assert.deepStrictEqual(read(() => new URL(direct[0])), direct, text);
            }
          }
        }
      }
    }
  }
}
compare(schemes, credentials, hosts, ports, tails);
assert.ok(valid > 10000, `only ${valid} were valid`);

// Addresses, dot segments and default ports are the short cut's own work.
compare(['http', 'wss'], ['', 'u:p@'],
        ['h', '1.2.3.4.', '01.2.3.4', '256.1.1.1', '1.2.3.4.5', '1..2.3', '1.2.3.', 'a.1', 'a.1b'],
        ['', ':80', ':443', ':8'],
        ['', '/', '/a/../b', '/../..', '/a/./b/.', '/a/b/..', '/%2e%2E/x', '/.%2e#/..', '/a//../b',
         '/...', '/.a/..b?/../', '//..', '/a/%2ee', '/a/../?#', '/.?.', '/a/b/../../../c/.']);

for (const text of ['file:///a', 'file:///C|/a', 'file:////a', 'file:///./a', 'file:///a?b#c',
                    'file://h/a', 'file:/a', 'file:///c:/..', 'file:///c|']) {
  assert.deepStrictEqual(read(() => new URL(text)), read(() => new URL(` ${text}`)), text);
}
