'use strict';

// Where the synchronous hooks of module.registerHooks() meet require(): what `requireHooks.current`
// holds, once there are any, is asked by Module._load() instead of what is built in.

/**
 * A file, or a URL that is none; 'node:...' for a builtin.
 * @typedef {{ filename: string, url: string, format?: string }} Resolved
 */

/**
 * @typedef {object} RequireHooks
 * @property {(request: string, parent: any) => Resolved} resolve
 * @property {(mod: any, resolved: Resolved) => void} load fills in the exports
 */

/** @type {{ current: RequireHooks | null }} */
const requireHooks = { current: null };

module.exports = { requireHooks };
