'use strict';

// Resource timing entries (Resource Timing, section 4), which `fetch` makes.

const {
  codes: { ERR_INTERNAL_ASSERTION, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { kEnumerableProperty } = require('internal/util');
const { PerformanceEntry, kConstruct } = require('internal/perf/entry');
const { bufferResourceTiming, enqueue } = require('internal/perf/observe');

// From attribute to what it is computed from, in the order of toJSON().
const attributes = {
  initiatorType: (entry) => entry.initiatorType,
  nextHopProtocol: ({ info }) => info.finalConnectionTimingInfo?.ALPNNegotiatedProtocol,
  workerStart: ({ info }) => info.finalServiceWorkerStartTime,
  redirectStart: ({ info }) => info.redirectStartTime,
  redirectEnd: ({ info }) => info.redirectEndTime,
  fetchStart: ({ info }) => info.postRedirectStartTime,
  domainLookupStart: ({ info }) => info.finalConnectionTimingInfo?.domainLookupStartTime,
  domainLookupEnd: ({ info }) => info.finalConnectionTimingInfo?.domainLookupEndTime,
  connectStart: ({ info }) => info.finalConnectionTimingInfo?.connectionStartTime,
  connectEnd: ({ info }) => info.finalConnectionTimingInfo?.connectionEndTime,
  secureConnectionStart: ({ info }) => info.finalConnectionTimingInfo?.secureConnectionStartTime,
  requestStart: ({ info }) => info.finalNetworkRequestStartTime,
  responseStart: ({ info }) => info.finalNetworkResponseStartTime,
  responseEnd: ({ info }) => info.endTime,
  // What came out of a cache was not transferred; else 300 stands for the headers.
  transferSize: ({ info, cacheMode }) => (cacheMode === 'local' ? 0 : info.encodedBodySize + 300),
  encodedBodySize: ({ info }) => info.encodedBodySize,
  decodedBodySize: ({ info }) => info.decodedBodySize,
};

let timingOf;

/** Source: Resource Timing, 4.2 The PerformanceResourceTiming interface. */
class PerformanceResourceTiming extends PerformanceEntry {
  #timing;

  static {
    timingOf = (entry) => {
      if (typeof entry !== 'object' || entry === null || !(#timing in entry)) {
        throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceResourceTiming', entry);
      }
      return entry.#timing;
    };
  }

  /** @throws {TypeError} ERR_ILLEGAL_CONSTRUCTOR, for users */
  constructor(token = undefined, timing = undefined) {
    super(token, timing?.requestedUrl, 'resource', timing?.info.startTime,
          timing && timing.info.endTime - timing.info.startTime);
    this.#timing = timing;
  }

  toJSON() {
    const json = super.toJSON();
    for (const name of Object.keys(attributes)) json[name] = this[name];
    return json;
  }
}

for (const name of Object.keys(attributes)) {
  const read = attributes[name];
  const holder = {
    get [name]() {
      return read(timingOf(this));
    },
  };
  Object.defineProperty(PerformanceResourceTiming.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: Object.getOwnPropertyDescriptor(holder, name).get,
  });
}
Object.defineProperties(PerformanceResourceTiming.prototype, {
  toJSON: kEnumerableProperty,
  [Symbol.toStringTag]:
    { __proto__: null, configurable: true, value: 'PerformanceResourceTiming' },
});

/**
 * Puts a resource timing on the timeline.
 * @param {object} timingInfo "fetch timing info" of the Fetch standard
 * @param {string} requestedUrl
 * @param {string} initiatorType
 * @param {object} global
 * @param {'' | 'local'} cacheMode
 * @returns {PerformanceResourceTiming}
 * @throws {Error} ERR_INTERNAL_ASSERTION
 * Source: Resource Timing, 4.5 "mark resource timing".
 */
function markResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode) {
  if (cacheMode !== '' && cacheMode !== 'local') {
    throw new ERR_INTERNAL_ASSERTION("cache must be an empty string or 'local'");
  }
  const entry = new PerformanceResourceTiming(kConstruct, {
    info: timingInfo,
    requestedUrl,
    initiatorType,
    cacheMode,
  });
  enqueue(entry);
  bufferResourceTiming(entry);
  return entry;
}

module.exports = { PerformanceResourceTiming, markResourceTiming };
