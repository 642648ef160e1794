// IncomingMessage joins header fields as documented; fields are checked.
'use strict';
require('../../common');
const assert = require('assert');
const http = require('http');

const message = new http.IncomingMessage();
const list = ['Host', 'a', 'host', 'b', 'X', '1', 'x', '2', 'Set-Cookie', '1', 'set-cookie', '2',
              'cookie', 'q', 'Cookie', 'r'];
message._addHeaderLines(list, list.length);
assert.deepStrictEqual(message.headers,
                       { host: 'a', x: '1, 2', 'set-cookie': ['1', '2'], cookie: 'q; r' });
assert.deepStrictEqual({ ...message.headersDistinct },
                       { host: ['a', 'b'], x: ['1', '2'], 'set-cookie': ['1', '2'],
                         cookie: ['q', 'r'] });
assert.deepStrictEqual(message.rawHeaders, list);
message.complete = true;
message._addHeaderLines(['T', 'u', 'left', 'out'], 2);
assert.deepStrictEqual(message.trailers, { t: 'u' });
assert.deepStrictEqual(message.rawTrailers, ['T', 'u']);

const joined = new http.IncomingMessage();
joined.joinDuplicateHeaders = true;
joined._addHeaderLines(['age', '1', 'age', '2', 'constructor', 'x'], 6);
assert.deepStrictEqual(joined.headers, { age: '1, 2', constructor: 'x' });

const replaced = new http.IncomingMessage();
replaced.headers = { key1: 'value1' };
replaced._addHeaderLines(['key2', 'value2'], 2);
assert.deepStrictEqual(replaced.headers, { key1: 'value1', key2: 'value2' });

for (const name of ['', 'a b', '\u00e4', 3, undefined]) {
  assert.throws(() => http.validateHeaderName(name), { code: 'ERR_INVALID_HTTP_TOKEN' });
}
http.validateHeaderName('X-!#$%');
assert.throws(() => http.validateHeaderValue('x', undefined),
              { code: 'ERR_HTTP_INVALID_HEADER_VALUE' });
assert.throws(() => http.validateHeaderValue('x', 'a\r\nb'), { code: 'ERR_INVALID_CHAR' });
http.validateHeaderValue('x', 'a\u00e4\t');
assert.throws(() => http.setMaxIdleHTTPParsers(0), { code: 'ERR_OUT_OF_RANGE' });
assert.ok(http.METHODS.includes('GET'));
assert.strictEqual(http.STATUS_CODES[404], 'Not Found');
