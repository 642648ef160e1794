// module.register(): hooks resolve and load what no file contains.
import assert from 'assert';
import { register } from 'module';
import { sep } from 'path';

assert.throws(() => register('./fixtures/absent.mjs', import.meta.url),
              { code: 'ERR_MODULE_NOT_FOUND' });
assert.strictEqual(register('./fixtures/hooks.mjs', import.meta.url, { data: 'data' }),
                   'initialized with data');
const greeting = await import('virtual:greeting');
assert.strictEqual(greeting.default, 'hello');
assert.strictEqual(greeting.sep, sep);
assert.strictEqual((await import('./fixtures/counter.mjs')).default, 'the default');
