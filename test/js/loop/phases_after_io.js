'use strict';

// In an I/O callback the check phase comes next: setImmediate() precedes setTimeout(0), each time.

const assert = require('assert');
const fs = require('fs');
const { mustCall, mustSucceed } = require('../../common');

let rounds = 30;
function round() {
  fs.stat(__filename, mustSucceed(() => {
    const order = [];
    const done = mustCall(() => {
      if (order.length < 2) return;
      assert.deepStrictEqual(order, ['immediate', 'timeout']);
      if (--rounds > 0) round();
    }, 2);
    setTimeout(() => {
      order.push('timeout');
      done();
    }, 0);
    setImmediate(() => {
      order.push('immediate');
      done();
    });
  }));
}
round();
