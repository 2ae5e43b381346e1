/**
 * A changing set of scores that knows its k-th smallest.
 *
 * @module
 */

/**
 * Some of a fixed list of scores, in and out at will: a Fenwick tree that counts them by rank.
 *
 * Adding, removing and finding the k-th smallest take O(log n), n being the length of the list.
 */
export class ScoreWindow {
  readonly #sorted: Float64Array;
  readonly #rank: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #topBit: number;
  #size = 0;

  /** Starts empty. */
  constructor(scores: Float64Array) {
    this.#sorted = scores.toSorted();
    this.#rank = Uint32Array.from(scores, (score) => lowerBound(this.#sorted, score));
    this.#counts = new Uint32Array(scores.length + 1);
    this.#topBit = scores.length === 0 ? 0 : 2 ** Math.floor(Math.log2(scores.length));
  }

  /** Number of scores inside. */
  get size(): number {
    return this.#size;
  }

  /** Lets in scores `[begin, end)` of the list. */
  add(begin: number, end: number): void {
    for (let i = begin; i < end; i++) this.#count(i, 1);
    this.#size += end - begin;
  }

  /** Lets out scores `[begin, end)` of the list, which must be inside. */
  remove(begin: number, end: number): void {
    for (let i = begin; i < end; i++) this.#count(i, -1);
    this.#size -= end - begin;
  }

  /** The k-th smallest score inside, `1 <= k <= size`. */
  smallest(k: number): number {
    let [at, left] = [0, k];
    for (let bit = this.#topBit; bit > 0; bit >>>= 1) {
      const next = at + bit;
      if (next < this.#counts.length && this.#counts[next] < left) {
        at = next;
        left -= this.#counts[next];
      }
    }
    return this.#sorted[at];
  }

  #count(i: number, change: number): void {
    for (let at = this.#rank[i] + 1; at < this.#counts.length; at += at & -at) this.#counts[at] += change;
  }
}

/** Place of the first value that is not smaller. */
function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
