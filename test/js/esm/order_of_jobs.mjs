// In the program's own ES module promises come before process.nextTick(), unlike in CommonJS.
import assert from 'assert';

const order = [];
process.nextTick(() => order.push('tick'));
Promise.resolve().then(() => order.push('promise'));
queueMicrotask(() => order.push('microtask'));
setImmediate(() => assert.deepStrictEqual(order, ['promise', 'microtask', 'tick']));
