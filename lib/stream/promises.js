'use strict';

// The public module 'stream/promises'.

const { finished } = require('internal/streams/end_of_stream');
const { isIterable, isNodeStream, isWebStream } = require('internal/streams/utils');

/**
 * @param {...any} streams source, transforms, destination, and maybe `{ signal, end }`
 * @returns {Promise<any>} what an async function at the end of the pipeline returned
 */
function pipeline(...streams) {
  return new Promise((resolve, reject) => {
    let options;
    const last = streams[streams.length - 1];
    if (last && typeof last === 'object' && !isNodeStream(last) && !isIterable(last) &&
        !isWebStream(last)) {
      options = { signal: last.signal, end: last.end };
      streams.pop();
    }
    require('internal/streams/pipeline').pipelineImpl(streams, (err, value) => {
      if (err) reject(err);
      else resolve(value);
    }, options);
  });
}

module.exports = { finished, pipeline };
