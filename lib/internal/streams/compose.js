'use strict';

// compose(): a pipeline as one Duplex, which writes to the first stream and reads from the last.

const { pipeline } = require('internal/streams/pipeline');
const { CoupledDuplex } = require('internal/streams/coupled');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end_of_stream');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors');
const {
  isNodeStream, isReadable, isWritable, isWebStream, isTransformStream, isReadableStream,
  isWritableStream,
} = require('internal/streams/utils');

const givesData = (s) => !!(isReadable(s) || isReadableStream(s) || isTransformStream(s));
const takesData = (s) => !!(isWritable(s) || isWritableStream(s) || isTransformStream(s));

/**
 * @param {...any} streams streams, iterables, functions (Node: `stream.compose`)
 * @returns {any} a Duplex
 * @throws {TypeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_VALUE
 */
function compose(...streams) {
  const { duplexify } = require('internal/streams/duplexify');
  if (streams.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return duplexify(streams[0], 'body');

  const given = [...streams];
  const last = streams.length - 1;
  if (typeof streams[0] === 'function') streams[0] = duplexify(streams[0], 'body');
  if (typeof streams[last] === 'function') streams[last] = duplexify(streams[last], 'body');
  streams.forEach((stream, i) => {
    if (!isNodeStream(stream) && !isWebStream(stream)) return;
    if (i < last && !givesData(stream)) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${i}]`, given[i], 'must be readable');
    }
    if (i > 0 && !takesData(stream)) {
      throw new ERR_INVALID_ARG_VALUE(`streams[${i}]`, given[i], 'must be writable');
    }
  });

  const head = streams[0];
  let duplex;
  let readable = false;
  let writable = false;
  const tail = pipeline(streams, (err) => duplex.partsDone(err, !readable && !writable));
  writable = takesData(head);
  readable = givesData(tail);

  // A web stream at an end is adapted, so that the Duplex deals with Node streams only.
  const nodeHead = writable ? nodeWritable(head) : undefined;
  const nodeTail = readable ? nodeReadable(tail) : undefined;
  duplex = new CoupledDuplex({
    head: nodeHead,
    tail: nodeTail,
    writable,
    readable,
    writableObjectMode: !!head?.writableObjectMode || (writable && isWebStream(head)),
    readableObjectMode: !!tail?.readableObjectMode || (readable && isWebStream(tail)),
    // A web stream at the end is left to the pipeline: what else holds it may still want its data.
    destroyParts(err) {
      if (isNodeStream(tail)) destroyer(tail, err);
    },
  });
  if (writable) {
    // The Duplex has finished writing when everything has come out at the other end.
    const out = isTransformStream(tail) ? tail.readable : tail;
    eos(out, () => duplex.headFinished());
  }
  return duplex;
}

function nodeWritable(stream) {
  if (isNodeStream(stream)) return stream;
  const Writable = require('internal/streams/writable');
  const adapted = Writable.fromWeb(isTransformStream(stream) ? stream.writable : stream,
    { objectMode: true, highWaterMark: 1 });
  adapted.on('error', () => {});
  return adapted;
}

function nodeReadable(stream) {
  if (isNodeStream(stream)) return stream;
  const Readable = require('internal/streams/readable');
  const adapted = Readable.fromWeb(isTransformStream(stream) ? stream.readable : stream,
    { objectMode: true, highWaterMark: 1 });
  adapted.on('error', () => {});
  return adapted;
}

module.exports = { compose };
