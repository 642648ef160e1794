"""What the server for debuggers answers over HTTP, and whom it refuses: garbage, strangers, floods."""
import base64
import json
import os
import random
import re
import socket
import struct
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'support'))
from inspector import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Debuggee, Session, WebSocket, http

IDLE = 'setInterval(() => {}, 1e6)'

with tempfile.NamedTemporaryFile('w', suffix='.js') as script:
    script.write(IDLE)
    script.flush()
    with Debuggee('--inspect=0', script.name) as program:
        url, host, port, id = program.listening()
        assert host == '127.0.0.1' and re.fullmatch(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', id), url
        for path in ('/json', '/json/list', '/json/list?t=1'):
            status, headers, body = program.http(f'GET {path}', host='localhost:1234')
            (target,) = json.loads(body)
            assert status == 200 and headers['content-type'].startswith('application/json'), headers
            assert int(headers['content-length']) == len(body)
            # The address by which the client knows us.
            assert target['webSocketDebuggerUrl'] == f'ws://localhost:1234/{id}', target
            assert target['id'] == id and target['title'] == script.name, target
            assert target['url'] == f'file://{script.name}' and target['type'] == 'node', target
        status, _, body = program.http('GET /json/version')
        assert status == 200 and json.loads(body)['Browser'].startswith('node.js/v'), body
        assert program.http('GET /json/protocol')[0] == 404
        assert program.http('GET /json/activate/x')[::2] == (400, 'WebSockets request was expected\n')
        assert program.http('POST /json/list')[0] == 400
        # A name can be made to point here by a web page: only addresses cannot.
        for stranger in ('example.org', 'example.org:9229', 'localhost.example.org', ''):
            status, _, body = program.http('GET /json/list', host=stranger)
            assert status == (400 if stranger else 200) or id not in body, (stranger, status)
            assert status == 400 or not stranger
        assert program.http('GET /json/list HTTP/1.1\r\n\r\n')[0] == 400  # no Host at all

        # Handshakes that are none.
        def handshake(path=f'/{id}', **changes):
            """The status of an upgrade with other fields."""
            fields = {'Host': f'127.0.0.1:{port}', 'Upgrade': 'websocket', 'Connection': 'Upgrade',
                      'Sec-WebSocket-Key': 'a' * 22 + '==', 'Sec-WebSocket-Version': '13'}
            fields.update({name.replace('_', '-'): value for name, value in changes.items()})
            head = ''.join(f'{name}: {value}\r\n' for name, value in fields.items() if value is not None)
            return program.http(f'GET {path} HTTP/1.1\r\n{head}\r\n')[0]

        assert handshake('/') == handshake('/' + 'x' * 36) == handshake(f'/{id}/') == 400
        assert handshake(Host='example.org') == 400
        assert handshake(Sec_WebSocket_Key=None) == 400
        assert handshake(Upgrade=None) == handshake(Connection=None) == 400
        assert handshake(Sec_WebSocket_Version='8') == handshake(Sec_WebSocket_Version=None) == 426

        # What frames may not be; each ends the connection with a code.
        def refused(*frames):
            """The code with which a connection is closed."""
            connection = WebSocket(host, port, f'/{id}')
            for payload, opcode, last in frames:
                connection.send(payload, opcode, last)
            opcode, payload = connection.receive()
            assert opcode == CLOSE and connection.receive() is None
            connection.close()
            return struct.unpack('!H', payload)[0]

        assert refused(('x', BINARY, True)) == 1003
        assert refused((b'\xff', TEXT, True)) == 1007
        assert refused(('x', CONTINUATION, True)) == 1002
        assert refused(('x', PING, False)) == 1002
        assert refused(('x' * 126, PING, True)) == 1002
        connection = WebSocket(host, port, f'/{id}')
        connection.socket.sendall(b'\x81\xff' + b'\x7f' * 8 + b'mask')  # a message of 2**63 bytes
        assert connection.receive() == (CLOSE, struct.pack('!H', 1009)) and connection.receive() is None

        # Fragments, with a ping between them, and a close that is answered.
        session = Session(host, port, f'/{id}')
        message = json.dumps({'id': 1, 'method': 'Runtime.evaluate', 'params': {'expression': '6 * 7'}})
        session.send(message[:10], TEXT, False)
        session.send('are you there?', PING)
        session.send(message[10:20], CONTINUATION, False)
        session.send('', PONG)
        session.send(message[20:], CONTINUATION, True)
        assert session.receive() == (PONG, b'are you there?')
        assert session.answer(1)['result']['value'] == 42
        session.send(struct.pack('!H', 1000) + b'bye', CLOSE)
        assert session.receive() == (CLOSE, struct.pack('!H', 1000)) and session.receive() is None

        # Messages that are no commands.
        session = Session(host, port, f'/{id}')
        for text in ('', '{', '[]', 'null', '{"id":1}', '{"id":"x","method":"y"}', '{"method":7,"id":1}', '\0',
                     '{"id":1,"method":"NodeRuntime."', '"NodeRuntime."', '[{"method":"NodeRuntime.enable"}]',
                     '{"id":1e99,"method":"NodeRuntime.enable"}', '{"id":{},"method":"NodeRuntime.enable"}',
                     '{"id":1,"method":{"a":"NodeRuntime.x"}}', '[' * 100_000):
            session.send(text)
        session.send(json.dumps({'id': 77, 'method': 'Runtime.evaluate', 'params': {'expression': '1'}}))
        while True:
            answer = json.loads(session.receive()[1])
            if answer.get('id') == 77:
                break
            assert 'error' in answer, answer
        assert answer['result']['result']['value'] == 1

        # Random bytes, over HTTP and behind a handshake, sent whole and cut off.
        numbers = random.Random(4711)
        for round in range(300):
            garbage = numbers.randbytes(numbers.randrange(1, 400))
            if round % 3 == 0:
                garbage = b'GET /json/list HTTP/1.1\r\n' + garbage
            if round % 2:
                connection = WebSocket(host, port, f'/{id}').socket
            else:
                connection = socket.create_connection((host, port))
            try:
                connection.sendall(garbage)
                if round % 5 == 0:
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65536):
                        pass
            except (ConnectionResetError, BrokenPipeError):
                pass
            connection.close()
        status, _, _ = http(host, port, b'GET / HTTP/1.1\r\nX: ' + b'x' * 20_000)
        assert status in (400, None), status

        # Connections that say nothing make room for others; sessions do not.
        silent = [socket.create_connection((host, port)) for _ in range(200)]
        assert session.evaluate('2 + 2') == 4
        assert program.http('GET /json/version')[0] == 200
        fresh = Session(host, port, f'/{id}')
        assert fresh.evaluate('3') == 3
        for connection in silent:
            connection.close()
        session.close()
        fresh.close()
        assert program.process.poll() is None, program.stderr.text

# A client that reads nothing does not fill the memory: what the program tells it waits, and when the
# client takes nothing for some seconds, its session ends and the program goes on.
FLOOD = """
const { console } = require('inspector');
const line = 'x'.repeat(1 << 20);
process.stdin.once('data', () => {
  for (let count = 0; count < 100; count++) console.log(line);
  const isSanitized = require('fs').readFileSync('/proc/self/maps', 'utf8').includes('libasan');
  process.stdout.write(`${process.resourceUsage().maxRSS} ${isSanitized}`);
  process.exit();
});
"""
with Debuggee('--inspect=0', '-e', FLOOD) as program:
    session = program.connect()
    session.call('Runtime.enable')
    program.send('go')
    assert program.wait() == 0, program.stderr.text
    assert 'Waiting for the debugger' not in program.stderr.rest()
    peak, is_sanitized = program.stdout.rest().split()
    # A sanitizer keeps for a while what has been freed.
    assert int(peak) < 140_000 or is_sanitized == 'true', f'{peak} kB'
    session.close()
