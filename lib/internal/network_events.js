'use strict';

// What debuggers are told of the network, by the domain Network of the Chrome DevTools Protocol:
// the functions of inspector.Network, and with --experimental-network-inspection the requests of
// HTTP clients, of which diagnostics channels tell.
// Sources: Node doc, "Inspector, Integration with DevTools"; the protocol's pages.

const {
  validateInteger, validateNumber, validateObject, validateString,
} = require('internal/validators');

const native = binding('inspector');

const { MAX_VALUE } = Number;
const validators = {
  __proto__: null,
  string: validateString,
  number: (value, name) => validateNumber(value, name, -MAX_VALUE, MAX_VALUE),
  integer: validateInteger,
};

// Of each event its members and their types. These two may be left out.
const text = Symbol('text');
const headers = Symbol('headers');
const shapes = {
  __proto__: null,
  requestWillBeSent: {
    requestId: 'string',
    request: { url: 'string', method: 'string', headers },
    timestamp: 'number',
    wallTime: 'number',
  },
  responseReceived: {
    requestId: 'string',
    timestamp: 'number',
    type: 'string',
    response: { url: 'string', status: 'integer', statusText: text, headers },
  },
  loadingFinished: { requestId: 'string', timestamp: 'number' },
  loadingFailed: { requestId: 'string', timestamp: 'number', type: 'string', errorText: 'string' },
};

/** The members of `given`, which is `name`, that an event has. */
function take(given, shape, name) {
  validateObject(given, name);
  const taken = {};
  for (const [key, type] of Object.entries(shape)) {
    const value = given[key];
    const path = `${name}.${key}`;
    if (type === headers) {
      taken[key] = value === undefined ? {} : takeStrings(value, path);
    } else if (type === text) {
      taken[key] = value === undefined ? '' : value;
      validateString(taken[key], path);
    } else if (typeof type === 'string') {
      validators[type](value, path);
      taken[key] = value;
    } else {
      taken[key] = take(value, type, path);
    }
  }
  return taken;
}

function takeStrings(given, name) {
  validateObject(given, name);
  for (const [key, value] of Object.entries(given)) validateString(value, `${name}.${key}`);
  return given;
}

function notify(event, params = {}) {
  validateObject(params, 'params');
  // What nobody listens to is not looked at.
  if (!native.networkIsWatched()) return;
  native.notifyNetwork(JSON.stringify({
    method: `Network.${event}`, params: take(params, shapes[event], 'params'),
  }));
}

/**
 * inspector.Network: each function tells the sessions that have sent Network.enable of an event.
 * They throw ERR_INVALID_ARG_TYPE or ERR_OUT_OF_RANGE for what is no object and, where a session
 * listens, for one that lacks a member.
 * @type {Record<string, (params?: object) => void>}
 */
const Network = {
  requestWillBeSent: (params) => notify('requestWillBeSent', params),
  responseReceived: (params) => notify('responseReceived', params),
  loadingFinished: (params) => notify('loadingFinished', params),
  loadingFailed: (params) => notify('loadingFailed', params),
};

// --- HTTP clients ---

const kId = Symbol('requestId');
let lastId = 0;

const monotonicSeconds = () => performance.now() / 1000;

/** Headers as an event has them: one string for each name. */
function headersOf(object) {
  const result = {};
  for (const [name, value] of Object.entries(object)) {
    if (!Array.isArray(value)) result[name] = String(value);
    else result[name] = value.join(name === 'set-cookie' ? '\n' : name === 'cookie' ? '; ' : ', ');
  }
  return result;
}

function urlOf(request) {
  return `${request.protocol}//${request.getHeader('host') ?? request.host}${request.path}`;
}

function onRequest({ request }) {
  if (!native.networkIsWatched()) return;
  request[kId] = `node-network-event-${++lastId}`;
  Network.requestWillBeSent({
    requestId: request[kId],
    request: {
      url: urlOf(request), method: request.method, headers: headersOf(request.getHeaders()),
    },
    timestamp: monotonicSeconds(),
    wallTime: Date.now() / 1000,
  });
}

function fail(request, error) {
  Network.loadingFailed({
    requestId: request[kId],
    timestamp: monotonicSeconds(),
    type: 'Other',
    errorText: error?.message ?? 'aborted',
  });
}

function onRequestError({ request, error }) {
  if (request[kId] !== undefined) fail(request, error);
}

function onResponse({ request, response }) {
  if (request[kId] === undefined) return;
  Network.responseReceived({
    requestId: request[kId],
    timestamp: monotonicSeconds(),
    type: 'Other',
    response: {
      url: urlOf(request),
      status: response.statusCode,
      statusText: response.statusMessage,
      headers: headersOf(response.headers),
    },
  });
  require('stream').finished(response, { writable: false }, (error) => {
    if (error) fail(request, error);
    else Network.loadingFinished({ requestId: request[kId], timestamp: monotonicSeconds() });
  });
}

/**
 * --experimental-network-inspection.
 * @returns {void}
 */
function watchHttpClients() {
  const { subscribe } = require('diagnostics_channel');
  subscribe('http.client.request.start', onRequest);
  subscribe('http.client.request.error', onRequestError);
  subscribe('http.client.response.finish', onResponse);
}

module.exports = { Network, watchHttpClients };
