'use strict';

// The public module `v8`: the heap in numbers and in snapshots, and V8's serialisation format.
// Everything native is looked up when it is used: binding('v8') belongs to the running process.

const {
  codes: {
    ERR_FEATURE_NOT_AVAILABLE,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_STATE,
    ERR_NOT_BUILDING_SNAPSHOT,
  },
} = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');
const { FastBuffer } = require('internal/buffer');
require('buffer'); // completes FastBuffer.prototype

let native;

function getNative() {
  native ??= binding('v8');
  return native;
}

// ---- Heap statistics ---------------------------------------------------------------------------

// The order in which the native side fills its arrays.
const heapStatisticsKeys = [
  'total_heap_size',
  'total_heap_size_executable',
  'total_physical_size',
  'total_available_size',
  'used_heap_size',
  'heap_size_limit',
  'malloced_memory',
  'peak_malloced_memory',
  'does_zap_garbage',
  'number_of_native_contexts',
  'number_of_detached_contexts',
  'total_global_handles_size',
  'used_global_handles_size',
  'external_memory',
];

const heapSpaceKeys = [
  'space_size',
  'space_used_size',
  'space_available_size',
  'physical_space_size',
];

const heapCodeKeys = [
  'code_and_metadata_size',
  'bytecode_and_metadata_size',
  'external_script_source_size',
  'cpu_profiler_metadata_size',
];

function toObject(keys, numbers, target = {}) {
  for (let i = 0; i < keys.length; i++) target[keys[i]] = numbers[i];
  return target;
}

/** @returns {object} (Node: v8.getHeapStatistics) */
function getHeapStatistics() {
  const numbers = new Float64Array(heapStatisticsKeys.length);
  getNative().heapStatistics(numbers);
  return toObject(heapStatisticsKeys, numbers);
}

/** @returns {object[]} (Node: v8.getHeapSpaceStatistics) */
function getHeapSpaceStatistics() {
  const numbers = new Float64Array(heapSpaceKeys.length);
  return getNative().heapSpaceNames().map((name, space) => {
    getNative().heapSpaceStatistics(space, numbers);
    return toObject(heapSpaceKeys, numbers, { space_name: name });
  });
}

/** @returns {object} (Node: v8.getHeapCodeStatistics) */
function getHeapCodeStatistics() {
  const numbers = new Float64Array(heapCodeKeys.length);
  getNative().heapCodeStatistics(numbers);
  return toObject(heapCodeKeys, numbers);
}

// ---- Flags -------------------------------------------------------------------------------------

/**
 * @param {string} flags as on V8's command line (Node: v8.setFlagsFromString)
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
  getNative().setFlagsFromString(flags);
  // What aborts is not V8 but lib/: it knows who handles the error.
  const abort = /(?:^|\s)--?(no-?)?abort[-_]on[-_]uncaught[-_]exception(?=\s|$)/.exec(flags);
  if (abort !== null) {
    require('internal/process/uncaught').setAbortOnUncaughtException(abort[1] === undefined);
  }
}

/** @returns {number} changes with V8's version, flags and CPU (Node: v8.cachedDataVersionTag) */
function cachedDataVersionTag() {
  return getNative().cachedDataVersionTag();
}

// ---- Heap snapshots ----------------------------------------------------------------------------

function checkSnapshotOptions(options) {
  if (options === undefined) return { exposeInternals: false, exposeNumericValues: false };
  validateObject(options, 'options');
  const { exposeInternals = false, exposeNumericValues = false } = options;
  const { validateBoolean } = require('internal/validators');
  validateBoolean(exposeInternals, 'options.exposeInternals');
  validateBoolean(exposeNumericValues, 'options.exposeNumericValues');
  return { exposeInternals, exposeNumericValues };
}

/**
 * A snapshot of the heap as the JSON that developer tools read (Node: v8.getHeapSnapshot).
 * @param {{exposeInternals?: boolean, exposeNumericValues?: boolean}} [options]
 * @returns {stream.Readable}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function getHeapSnapshot(options) {
  const { exposeInternals, exposeNumericValues } = checkSnapshotOptions(options);
  const chunks = getNative().takeHeapSnapshot(exposeInternals, exposeNumericValues);
  const { Readable } = require('stream');
  let next = 0;
  return new Readable({
    read() {
      // Each chunk can go as soon as it has been read.
      const chunk = chunks[next];
      chunks[next++] = undefined;
      this.push(chunk ?? null);
    },
  });
}

let snapshotsWritten = 0;

// As other tools expect them: Heap.yyyymmdd.hhmmss.pid.thread.sequence.heapsnapshot
function snapshotName() {
  const now = new Date();
  const two = (number) => `${number}`.padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const sequence = `${++snapshotsWritten}`.padStart(3, '0');
  return `Heap.${day}.${time}.${process.pid}.0.${sequence}.heapsnapshot`;
}

/**
 * Writes a snapshot of the heap to a file (Node: v8.writeHeapSnapshot).
 * @param {string|Buffer|URL} [filename]
 * @param {{exposeInternals?: boolean, exposeNumericValues?: boolean}} [options]
 * @returns {string} the file's name
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {Error} system errors
 */
function writeHeapSnapshot(filename, options) {
  if (filename === undefined) {
    filename = snapshotName();
  } else {
    const { toPathIfFileURL } = require('internal/url');
    const path = toPathIfFileURL(filename);
    if (typeof path !== 'string' && !(path instanceof Uint8Array)) {
      throw new ERR_INVALID_ARG_TYPE('path', ['string', 'Buffer', 'URL'], filename);
    }
    filename = typeof path === 'string' ? path : FastBuffer.prototype.utf8Slice.call(path);
    if (filename.includes('\0')) {
      throw new ERR_INVALID_ARG_VALUE('path', filename,
        'must be a string, Uint8Array, or URL without null bytes');
    }
  }
  const { exposeInternals, exposeNumericValues } = checkSnapshotOptions(options);
  getNative().writeHeapSnapshot(filename, exposeInternals, exposeNumericValues);
  return filename;
}

/**
 * Writing snapshots when the heap is nearly full is not available.
 * @param {number} limit
 * @throws {Error} ERR_FEATURE_NOT_AVAILABLE
 */
function setHeapSnapshotNearHeapLimit(limit) {
  require('internal/validators').validateUint32(limit, 'limit', true);
  throw new ERR_FEATURE_NOT_AVAILABLE('v8.setHeapSnapshotNearHeapLimit');
}

/**
 * This V8 can't look for objects by their constructor.
 * @param {Function} ctor
 * @throws {Error} ERR_FEATURE_NOT_AVAILABLE
 */
function queryObjects(ctor) {
  require('internal/validators').validateFunction(ctor, 'constructor');
  throw new ERR_FEATURE_NOT_AVAILABLE('v8.queryObjects');
}

// Coverage is collected when NODE_V8_COVERAGE says so; otherwise both do nothing, as documented.
function checkCoverage(name) {
  if (process.env.NODE_V8_COVERAGE) throw new ERR_FEATURE_NOT_AVAILABLE(name);
}

/** Writes the coverage collected so far (Node: v8.takeCoverage). */
function takeCoverage() {
  checkCoverage('v8.takeCoverage');
}

/** Ends collecting coverage (Node: v8.stopCoverage). */
function stopCoverage() {
  checkCoverage('v8.stopCoverage');
}

// ---- Garbage collection profile ----------------------------------------------------------------

const camelCase = (key) => key.replace(/_(.)/g, (match, letter) => letter.toUpperCase());

// The numbers of one moment: the heap's, then those of each space.
function heapMoment(numbers, spaceNames) {
  const heapStatistics = {};
  heapStatisticsKeys.forEach((key, i) => {
    // What cannot change from one collection to the next is left out.
    if (key.startsWith('does_') || key.startsWith('number_of_')) return;
    heapStatistics[camelCase(key)] = numbers[i];
  });
  const heapSpaceStatistics = spaceNames.map((spaceName, space) => {
    const first = heapStatisticsKeys.length + space * heapSpaceKeys.length;
    const result = { spaceName };
    heapSpaceKeys.forEach((key, i) => { result[camelCase(key)] = numbers[first + i]; });
    return result;
  });
  return { heapStatistics, heapSpaceStatistics };
}

/** Records garbage collections (Node: Class v8.GCProfiler). */
class GCProfiler {
  #id;
  #startTime = 0;

  /** Begins; does nothing if it has begun. */
  start() {
    if (this.#id !== undefined) return;
    this.#startTime = Date.now();
    this.#id = getNative().startGcProfile();
  }

  /** @returns {object|undefined} what was recorded since start(); undefined if it had not begun */
  stop() {
    if (this.#id === undefined) return undefined;
    const values = getNative().stopGcProfile(this.#id);
    this.#id = undefined;
    const names = getNative().heapSpaceNames();
    const statistics = [];
    for (let i = 0; i < values.length; i += 4) {
      statistics.push({
        gcType: values[i],
        cost: values[i + 1],
        beforeGC: heapMoment(values[i + 2], names),
        afterGC: heapMoment(values[i + 3], names),
      });
    }
    return { version: 1, startTime: this.#startTime, statistics, endTime: Date.now() };
  }
}

// ---- Serialisation -----------------------------------------------------------------------------

// The views that DefaultSerializer writes as host objects; their places in this list are part of
// the format.
const viewTypes = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  DataView,
  FastBuffer,
  BigInt64Array,
  BigUint64Array,
];
const bufferType = viewTypes.indexOf(FastBuffer);

function viewTypeOf(view) {
  if (view instanceof FastBuffer) return bufferType;
  const tag = Object.prototype.toString.call(view).slice(8, -1);
  return viewTypes.findIndex((type) => type.name === tag);
}

let classes;

// The four classes are made at the first use, because the native two are not part of the snapshot.
function getClasses() {
  if (classes !== undefined) return classes;
  const { Deserializer, Serializer } = getNative();

  // What is thrown for a value that can't be serialised is made by this; programs replace it.
  Serializer.prototype._getDataCloneError = Error;

  /**
   * @param {number} length
   * @returns {Buffer} over the deserialiser's own memory
   */
  Deserializer.prototype.readRawBytes = function readRawBytes(length) {
    const offset = this._readRawBytes(length);
    return new FastBuffer(this.buffer.buffer, this.buffer.byteOffset + offset, length);
  };

  class DefaultSerializer extends Serializer {
    constructor() {
      super();
      this._setTreatArrayBufferViewsAsHostObjects(true);
    }

    _writeHostObject(object) {
      const type = ArrayBuffer.isView(object) ? viewTypeOf(object) : -1;
      if (type === -1) {
        const { inspect } = require('internal/util/inspect');
        throw new this._getDataCloneError(`Unserializable host object: ${inspect(object)}`);
      }
      this.writeUint32(type);
      this.writeUint32(object.byteLength);
      this.writeRawBytes(new Uint8Array(object.buffer, object.byteOffset, object.byteLength));
    }
  }

  class DefaultDeserializer extends Deserializer {
    _readHostObject() {
      const type = viewTypes[this.readUint32()];
      if (type === undefined) throw new ERR_INVALID_STATE('unknown type of host object');
      const size = this.readUint32();
      const bytes = this.readRawBytes(size);
      // A copy: the source may lie unaligned, and a Buffer does not keep all of it alive.
      const copy = new Uint8Array(bytes).buffer;
      if (type === DataView) return new DataView(copy, 0, size);
      return new type(copy, 0, size / (type.BYTES_PER_ELEMENT ?? 1));
    }
  }

  classes = { Serializer, Deserializer, DefaultSerializer, DefaultDeserializer };
  return classes;
}

/**
 * @param {unknown} value
 * @returns {Buffer} in V8's format (Node: v8.serialize)
 * @throws {Error} for what can't be serialised
 */
function serialize(value) {
  const serializer = new (getClasses().DefaultSerializer)();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

/**
 * @param {Buffer|TypedArray|DataView} buffer
 * @returns {unknown} (Node: v8.deserialize)
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {Error} for bytes that are no value
 */
function deserialize(buffer) {
  const deserializer = new (getClasses().DefaultDeserializer)(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

// ---- Start-up snapshots of user code -----------------------------------------------------------

function notBuildingSnapshot() {
  throw new ERR_NOT_BUILDING_SNAPSHOT();
}

/** Programs can't make start-up snapshots of their own, so all but the question throws. */
const startupSnapshot = {
  isBuildingSnapshot: () => false,
  addSerializeCallback: notBuildingSnapshot,
  addDeserializeCallback: notBuildingSnapshot,
  setDeserializeMainFunction: notBuildingSnapshot,
};

module.exports = {
  cachedDataVersionTag,
  getHeapSnapshot,
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  setFlagsFromString,
  deserialize,
  takeCoverage,
  stopCoverage,
  serialize,
  writeHeapSnapshot,
  queryObjects,
  startupSnapshot,
  setHeapSnapshotNearHeapLimit,
  GCProfiler,
};

for (const name of ['Serializer', 'Deserializer', 'DefaultSerializer', 'DefaultDeserializer']) {
  Object.defineProperty(module.exports, name, {
    configurable: true,
    enumerable: true,
    get: () => getClasses()[name],
  });
}

Object.defineProperty(module.exports, 'promiseHooks', {
  configurable: true,
  enumerable: true,
  get() {
    const { createHook, onAfter, onBefore, onInit, onSettled } = require('internal/promise_hooks');
    const value = { createHook, onInit, onBefore, onAfter, onSettled };
    Object.defineProperty(module.exports, 'promiseHooks', {
      configurable: true, enumerable: true, writable: true, value,
    });
    return value;
  },
});
