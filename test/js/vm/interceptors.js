// Property semantics at the border: accessors, read-only and inherited properties, strict mode,
// defineProperty, symbols, frozen objects and proxies.
'use strict';

const assert = require('assert');
const vm = require('vm');

const run = (code, object) => vm.runInContext(code, vm.createContext(object));

// Accessors of the object run with the object as `this`.
{
  let stored = 1;
  const object = {
    get value() {
      return stored;
    },
    set value(next) {
      stored = next;
    },
    get fixed() {
      return 'fixed';
    },
    get self() {
      return this;
    },
  };
  assert.strictEqual(run('value = 5; value', object), 5);
  assert.strictEqual(stored, 5);
  assert.strictEqual(run('fixed = 1; fixed', object), 'fixed');
  assert.throws(() => run('"use strict"; fixed = 1', object), { name: 'TypeError' });
  assert.strictEqual(run('self === this', object), true);
  const throwing = {
    get bad() {
      throw new RangeError('getter');
    },
    set bad(_) {
      throw new RangeError('setter');
    },
  };
  assert.throws(() => run('bad', throwing), { name: 'RangeError', message: 'getter' });
  assert.throws(() => run('bad = 1', throwing), { name: 'RangeError', message: 'setter' });
}

// Read-only properties.
{
  const object = Object.defineProperty({}, 'constant', { value: 1, enumerable: true });
  assert.strictEqual(run('constant = 2; constant', object), 1);
  assert.throws(() => run('"use strict"; constant = 2', object), { name: 'TypeError' });
  assert.throws(() => run('"use strict"; this.constant = 2', object), { name: 'TypeError' });
  assert.throws(() => run('Object.defineProperty(this, "constant", { value: 3 })', object), {
    name: 'TypeError',
    message: 'Cannot redefine property: constant',
  });
  assert.strictEqual(run('delete constant', object), false);
  assert.strictEqual(object.constant, 1);
  assert.strictEqual(run('undefined = 1; typeof undefined', {}), 'undefined');
}

// Inherited properties.
{
  const object = Object.create({
    inherited: 1,
    method() {
      return this === object;
    },
  });
  assert.strictEqual(run('inherited', object), 1);
  assert.strictEqual(run('inherited = 2; inherited', object), 2);
  assert.ok(Object.hasOwn(object, 'inherited'));
  assert.strictEqual(Object.getPrototypeOf(object).inherited, 1);
}

// Strict mode: undeclared names are errors, declared ones are not.
{
  const object = { declared: 1 };
  assert.throws(() => run('"use strict"; undeclared = 1', object), { name: 'ReferenceError' });
  assert.ok(!('undeclared' in object));
  assert.strictEqual(
    run('"use strict"; declared = 2; this.fresh = 3; declared + fresh', object),
    5,
  );
  assert.strictEqual(run('"use strict"; var v = 1; function f() {} v', object), 1);
  assert.strictEqual(object.v, 1);
  assert.strictEqual(typeof object.f, 'function');
}

// Descriptors cross in both directions.
{
  const object = { plain: 1 };
  run(
    `Object.defineProperty(this, 'hidden', { value: 1, enumerable: false });
       Object.defineProperty(this, 'accessor', { get() { return 'got'; }, configurable: true });`,
    object,
  );
  assert.deepStrictEqual(Object.getOwnPropertyDescriptor(object, 'hidden'), {
    value: 1,
    writable: false,
    enumerable: false,
    configurable: false,
  });
  assert.strictEqual(object.accessor, 'got');
  assert.strictEqual(Object.keys(object).join(), 'plain');
  const seen = run('JSON.stringify(Object.getOwnPropertyDescriptor(this, "plain"))', object);
  assert.deepStrictEqual(JSON.parse(seen), {
    value: 1,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  assert.strictEqual(run('Object.getOwnPropertyDescriptor(this, "nothing")', object), undefined);
}

// Symbols that the object has.
{
  const symbol = Symbol('s');
  const object = { symbol, [symbol]: 1 };
  assert.strictEqual(run('this[symbol] = 2; this[symbol]', object), 2);
  assert.strictEqual(object[symbol], 2);
}

// Frozen objects can be contextified: what they have stays, what they do not take the context
// keeps.
{
  const object = Object.freeze({ x: 1 });
  assert.strictEqual(run('x = 2; y = 3; x + y', object), 4);
  assert.strictEqual(run('var z = 4; function f() { return z; } f()', object), 4);
  assert.strictEqual(Object.keys(object).join(), 'x');
}

// Nothing that the object does breaks the process.
{
  const { proxy, revoke } = Proxy.revocable({}, {});
  const context = vm.createContext(proxy);
  revoke();
  for (const code of [
    'x = 1',
    'this[0]',
    'delete x',
    'var v = 1',
    'Object.keys(this)',
    '"x" in this',
    'Object.defineProperty(this, "x", { value: 1 })',
    'for (const k in this);',
    'Object.freeze(this)',
  ]) {
    assert.throws(() => vm.runInContext(code, context), { name: 'TypeError' }, code);
  }
}

// Proxies.
{
  const log = [];
  const object = new Proxy(
    { x: 1 },
    {
      get(target, name) {
        if (typeof name === 'string') log.push(`get ${name}`);
        return Reflect.get(target, name);
      },
      set(target, name, value) {
        log.push(`set ${name}`);
        return Reflect.set(target, name, value);
      },
    },
  );
  assert.strictEqual(run('x = x + 1; x', object), 2);
  assert.ok(log.includes('get x') && log.includes('set x'), log.join());
  const hostile = new Proxy(
    {},
    {
      has() {
        throw new Error('has');
      },
      getOwnPropertyDescriptor() {
        throw new Error('gopd');
      },
    },
  );
  assert.throws(() => run('x = 1', hostile), /gopd|has/);
}
