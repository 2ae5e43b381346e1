/**
 * A memory's blocks as arrays.
 *
 * @module
 */

/** Makes arrays of blocks, by address in bytes. */
export interface Views {
  /** Floats from an address on. */
  floats(address: number, length: number): Float32Array;
  /** 32-bit integers from an address on. */
  ints(address: number, length: number): Int32Array;
  /** 64-bit floats from an address on. */
  doubles(address: number, length: number): Float64Array;
}

/** The arrays of a memory. */
export function viewsOf(buffer: ArrayBufferLike): Views {
  return {
    floats: (address, length) => new Float32Array(buffer, address, length),
    ints: (address, length) => new Int32Array(buffer, address, length),
    doubles: (address, length) => new Float64Array(buffer, address, length),
  };
}
