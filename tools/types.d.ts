// What every module of lib/ is given besides require, module and exports.
declare function binding(name: string): any;

// Names that JSDoc comments use.
type TypedArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array
  | Float32Array | Float64Array | BigInt64Array | BigUint64Array;
