'use strict';

// Which part this process has in a cluster. A module of its own, because every server that listens
// asks, and few programs that have servers have a cluster.

/** Set at start, before any code of the program runs. */
const role = { isWorker: false };

/**
 * Makes this process a worker, if it is a child that a primary has started. Takes the mark out of
 * the environment: it is not for this process's own children.
 * @returns {void}
 */
function takeRole() {
  if (!Object.hasOwn(process.env, 'NODE_UNIQUE_ID')) return;
  const id = Number(process.env.NODE_UNIQUE_ID);
  delete process.env.NODE_UNIQUE_ID;
  role.isWorker = true;
  require('cluster')._setupWorker(id);
}

module.exports = Object.assign(role, { takeRole });
