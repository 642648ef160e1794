// What every module of lib/ is given besides require, module and exports.
declare function binding(name: string): any;

// Defined by internal/bootstrap/realm, in no file of its own.
declare module 'internal/bootstrap/builtins' {
  export function builtinIds(): string[];
  export function loadedIds(): string[];
  export function requireBuiltin(id: string): any;
}

// Names that JSDoc comments use.
type TypedArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array
  | Float32Array | Float64Array | BigInt64Array | BigUint64Array;
