'use strict';
// What the benchmarks of http servers share: a client of plain sockets, so that most of the time is
// the server's.
const net = require('net');
const { report } = require('./measure.cjs');

/**
 * Sends `count` requests on connections that are kept alive, on each the next one when the response
 * to the last is whole; reports the rate and ends the process.
 * @param {object} options
 * @param {string} options.name  what one operation is
 * @param {number} options.port
 * @param {number} options.count
 * @param {number} options.connections
 * @param {string} options.request
 * @param {(received: string) => boolean} options.isWhole
 */
exports.drive = function drive({ name, port, count, connections, request, isWhole }) {
  let started = 0;
  let ended = 0;
  const start = performance.now();
  for (let i = 0; i < connections; i++) {
    const socket = net.connect(port, '127.0.0.1');
    let received = '';
    const next = () => {
      if (started === count) return;
      started++;
      socket.write(request, 'latin1');
    };
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      received += text;
      if (!isWhole(received)) return;
      if (!received.startsWith('HTTP/1.1 200 OK')) throw new Error(received);
      received = '';
      if (++ended < count) {
        next();
        return;
      }
      report(name, count, start, 'requests/s');
      process.exit();
    });
    socket.on('connect', next);
  }
};
