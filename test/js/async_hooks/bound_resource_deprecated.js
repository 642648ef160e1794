// DEP0172: the property asyncResource of what asyncResource.bind() returns warns once a process,
// when it is read or written; binding alone does not.
'use strict';
const { expectWarnings } = require('../../common');
const assert = require('assert');
const { AsyncResource } = require('async_hooks');

const resource = new AsyncResource('Mine');
const bound = resource.bind(() => {});
bound();
setImmediate(() => {
  expectWarnings({
    name: 'DeprecationWarning', code: 'DEP0172',
    message: 'The asyncResource property on bound functions is deprecated',
  });
  assert.strictEqual(bound.asyncResource, resource);
  bound.asyncResource = 5;
  assert.strictEqual(bound.asyncResource, 5);
  assert.strictEqual(AsyncResource.bind(() => {}).asyncResource.constructor, AsyncResource);
});
