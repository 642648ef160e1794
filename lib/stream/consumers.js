'use strict';

// The public module 'stream/consumers': a whole stream as one value.

/**
 * @param {AsyncIterable<any>} stream
 * @returns {Promise<Blob>}
 */
async function blob(stream) {
  const { Blob } = require('buffer');
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Blob(chunks);
}

/**
 * @param {AsyncIterable<any>} stream
 * @returns {Promise<ArrayBuffer>}
 */
async function arrayBuffer(stream) {
  return (await blob(stream)).arrayBuffer();
}

/**
 * @param {AsyncIterable<any>} stream
 * @returns {Promise<Buffer>}
 */
async function buffer(stream) {
  const { Buffer } = require('buffer');
  return Buffer.from(await arrayBuffer(stream));
}

/**
 * @param {AsyncIterable<any>} stream of strings or of UTF-8 bytes
 * @returns {Promise<string>}
 */
async function text(stream) {
  const decoder = new TextDecoder();
  let result = '';
  for await (const chunk of stream) {
    result += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  return result + decoder.decode();
}

/**
 * @param {AsyncIterable<any>} stream
 * @returns {Promise<any>}
 */
async function json(stream) {
  return JSON.parse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, text, json };
