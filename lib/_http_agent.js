'use strict';

// The older door to http.Agent.

const agents = require('internal/http/agent');

module.exports = { Agent: agents.Agent };
Object.defineProperty(module.exports, 'globalAgent', {
  __proto__: null, configurable: true, enumerable: true, get: agents.getGlobalAgent,
});
