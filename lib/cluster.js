'use strict';

// The public module `cluster`: one object in the primary, another in its workers. Source: Node.js
// documentation, "Cluster".

const { isWorker } = require('internal/cluster/role');

module.exports = require(isWorker ? 'internal/cluster/child' : 'internal/cluster/primary');
