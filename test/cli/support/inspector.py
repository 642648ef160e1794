"""A debugger for tests: Gyre with --inspect, HTTP requests, and sessions over a WebSocket (RFC 6455).

    with Debuggee('--inspect-brk=0', 'script.js') as program:
        session = program.connect()
        session.call('Debugger.enable')
        session.call('Runtime.runIfWaitingForDebugger')
        paused = session.wait('Debugger.paused')
"""
import base64
import hashlib
import json
import os
import re
import socket
import struct
import subprocess
import threading

from gyre import GYRE, TIMEOUT, environment

LISTENING = re.compile(r'Debugger listening on (ws://(?:\[(.+?)\]|([^:/]+)):(\d+)/(\S+))\n')
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


class Debuggee:
    """A Gyre that listens for debuggers. What it prints is read on the side, as long as it runs."""

    def __init__(self, *arguments, env=None, cwd=None):
        self.process = subprocess.Popen([GYRE, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env=environment(env), cwd=cwd)
        self._changed = threading.Condition()
        self.stdout, self.stderr = Output(self.process.stdout), Output(self.process.stderr)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()

    def listening(self):
        """(url, host, port, id) of the server, once it has said so."""
        match = self.stderr.expect(LISTENING)
        self.url, self.host, self.port, self.id = match[1], match[2] or match[3], int(match[4]), match[5]
        return self.url, self.host, self.port, self.id

    def connect(self):
        """A session."""
        if not hasattr(self, 'port'):
            self.listening()
        return Session(self.host, self.port, f'/{self.id}')

    def http(self, head, host=None):
        """(status, headers, body) of a request: its first line, or a whole head."""
        if not hasattr(self, 'port'):
            self.listening()
        if '\n' not in head:
            head = f'{head} HTTP/1.1\r\nHost: {host or f"{self.host}:{self.port}"}\r\n\r\n'
        return http(self.host, self.port, head.encode('latin1'))

    def send(self, text):
        """Writes to its standard input."""
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def wait(self):
        """The exit status, negative where a signal ended it."""
        return self.process.wait(TIMEOUT)


class Output:
    """What a stream has given so far."""

    def __init__(self, stream):
        self.text, self._unread, self._ended = '', '', False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self._thread.start()

    def _read(self, stream):
        while True:
            try:
                data = os.read(stream.fileno(), 65536)
            except (OSError, ValueError):
                data = b''
            with self._changed:
                self.text += data.decode('utf-8', 'replace')
                self._unread += data.decode('utf-8', 'replace')
                self._ended = not data
                self._changed.notify_all()
            if not data:
                return

    def expect(self, wanted):
        """Waits for a text or a pattern, behind what was waited for before; returns the match."""
        pattern = wanted if isinstance(wanted, re.Pattern) else re.compile(re.escape(wanted))
        with self._changed:
            found = self._changed.wait_for(lambda: pattern.search(self._unread) or self._ended, TIMEOUT)
            match = pattern.search(self._unread)
            assert match, f'waited for {wanted!r}; {"it ended" if found else "nothing came"}: {self.text!r}'
            self._unread = self._unread[match.end():]
            return match

    def rest(self):
        """All of it, once it has ended."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._ended, TIMEOUT), f'it did not end: {self.text!r}'
            return self.text


def http(host, port, request):
    """(status, headers, body) of bytes that are sent as they are."""
    with socket.create_connection((host, port), TIMEOUT) as connection:
        connection.sendall(request)
        answer = b''
        while True:
            data = connection.recv(65536)
            if not data:
                break
            answer += data
    if not answer:
        return None, {}, ''
    head, _, body = answer.partition(b'\r\n\r\n')
    first, *fields = head.decode('latin1').split('\r\n')
    headers = {name.lower(): value.strip() for name, _, value in (field.partition(':') for field in fields)}
    return int(first.split()[1]), headers, body.decode()


class WebSocket:
    """One connection, frame by frame."""

    def __init__(self, host, port, path, key=None):
        self.socket = socket.create_connection((host, port), TIMEOUT)
        self._input = b''
        key = key or base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f'GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n'
                             f'Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n'
                             'Sec-WebSocket-Version: 13\r\n\r\n').encode())
        while b'\r\n\r\n' not in self._input:
            data = self.socket.recv(65536)
            assert data, f'closed in the handshake: {self._input!r}'
            self._input += data
        head, _, self._input = self._input.partition(b'\r\n\r\n')
        assert head.startswith(b'HTTP/1.1 101 '), head
        digest = hashlib.sha1((key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').encode()).digest()
        assert b'\r\nSec-WebSocket-Accept: ' + base64.b64encode(digest) + b'\r\n' in head + b'\r\n', head

    def send(self, payload, opcode=TEXT, last=True):
        """Sends a frame."""
        payload = payload.encode() if isinstance(payload, str) else payload
        size = len(payload)
        head = bytes([opcode | (0x80 if last else 0)])
        if size < 126:
            head += bytes([0x80 | size])
        elif size < 65536:
            head += struct.pack('!BH', 0x80 | 126, size)
        else:
            head += struct.pack('!BQ', 0x80 | 127, size)
        mask = os.urandom(4)
        repeated = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(payload, 'big') ^ int.from_bytes(repeated, 'big')).to_bytes(size, 'big')
        self.socket.sendall(head + mask + masked)

    def _take(self, count):
        while len(self._input) < count:
            data = self.socket.recv(1 << 20)
            if not data:
                raise EOFError
            self._input += data
        taken, self._input = self._input[:count], self._input[count:]
        return taken

    def receive(self):
        """(opcode, payload) of the next frame; None at the end of the connection."""
        try:
            first, second = self._take(2)
            assert first & 0xf0 == 0x80 and second < 128, (first, second)
            size = second
            if second == 126:
                size, = struct.unpack('!H', self._take(2))
            elif second == 127:
                size, = struct.unpack('!Q', self._take(8))
            return first & 15, self._take(size)
        except (EOFError, ConnectionResetError):
            return None

    def close(self):
        """Closes the connection without a word."""
        self.socket.close()


class Session(WebSocket):
    """A session of the Chrome DevTools Protocol. Notifications are kept until they are waited for; answers that
    nobody waits for are passed over."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._last_id = 0
        self.notifications = []

    def post(self, method, **params):
        """Sends a command; returns its id."""
        self._last_id += 1
        self.send(json.dumps({'id': self._last_id, 'method': method, 'params': params}))
        return self._last_id

    def answer(self, number):
        """The answer to a command: its result, or {'error': ...}."""
        while True:
            message = self._next()
            if message.get('id') == number:
                return message['result'] if 'result' in message else {'error': message['error']}
            if 'method' in message:
                self.notifications.append(message)

    def call(self, method, **params):
        """Sends a command and returns its answer."""
        return self.answer(self.post(method, **params))

    def evaluate(self, expression, **params):
        """The value of an expression."""
        answer = self.call('Runtime.evaluate', expression=expression, returnByValue=True, **params)
        assert 'exceptionDetails' not in answer and 'error' not in answer, answer
        return answer['result'].get('value')

    def wait(self, method, condition=lambda params: True):
        """The parameters of a notification, which came already or comes."""
        while True:
            for i, message in enumerate(self.notifications):
                if message['method'] == method and condition(message['params']):
                    del self.notifications[:i + 1]
                    return message['params']
            self.notifications.clear()
            message = self._next()
            if 'method' in message:
                self.notifications.append(message)

    def _next(self):
        frame = self.receive()
        assert frame is not None and frame[0] == TEXT, f'waited for a message, got {frame}'
        return json.loads(frame[1])
