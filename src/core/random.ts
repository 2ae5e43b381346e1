/**
 * Seeded pseudo-random numbers: the only randomness in the project.
 *
 * @module
 */

/**
 * A small, fast, seeded generator (xoshiro128**) whose independent streams come from one seed.
 *
 * The same seed and stream give the same numbers on every machine and for any number of workers.
 *
 * @see Blackman, D. and Vigna, S. (2021), "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4).
 *
 * @example Two streams of one seed differ; the same stream repeats
 * ```ts
 * import assert from "node:assert/strict";
 * const first = new Random(7, 0).below(1000);
 * assert.equal(new Random(7, 0).below(1000), first);
 * assert.notEqual(new Random(7, 1).below(1000), first);
 * ```
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /**
   * Starts a sequence.
   *
   * @param seed Any integer; its low 32 bits count.
   * @param stream Which of the seed's independent sequences, for example a tree's number.
   */
  constructor(seed: number, stream = 0) {
    let state = (seed ^ Math.imul(stream + 1, 0x9e3779b9)) >>> 0;
    const next = () => {
      state = (state + 0x9e3779b9) >>> 0;
      let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return (z ^ (z >>> 15)) >>> 0;
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next() | 1; // never all zero
  }

  /** A uniform 32-bit unsigned integer. */
  uint32(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** A uniform integer in `[0, n)`, for `n` up to 2^32. */
  below(n: number): number {
    return Math.floor(this.uint32() * n / 4294967296);
  }

  /** A uniform number in `[0, 1)` with 53 random bits. */
  uniform(): number {
    return ((this.uint32() >>> 5) * 67108864 + (this.uint32() >>> 6)) / 9007199254740992;
  }

  /** A standard normal number (Box-Muller, the cosine half). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }
}
