'use strict';

// The public module `inspector/promises`. Source: Node.js documentation, "Inspector, Promises API".

const inspector = require('inspector');

const post = inspector.Session.prototype.post;

/**
 * A session whose commands give promises.
 * Source: Node doc, inspector.Session of the promises API.
 */
class Session extends inspector.Session {
  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<object>} rejects with ERR_INSPECTOR_COMMAND, ERR_INSPECTOR_CLOSED,
   *   ERR_INSPECTOR_NOT_CONNECTED, ERR_INVALID_ARG_TYPE
   */
  post(method, params) {
    return new Promise((resolve, reject) => {
      post.call(this, method, params, (error, result) => {
        if (error) reject(error);
        else resolve(result);
      });
    });
  }
}

module.exports = { ...inspector, Session };
