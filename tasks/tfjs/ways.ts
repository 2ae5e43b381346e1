/**
 * Several ways to one end, the best first.
 *
 * @module
 */

/** A way to get something. */
export interface Way {
  /** What is done, as a sentence goes on after "Native part: ". */
  readonly what: string;
  /** Does it. Resolves to why it led nowhere, or to nothing. */
  go(): Promise<string | undefined>;
}

/**
 * Goes one way after the other until what it got works.
 *
 * @param works Says why what was got does not work, or nothing.
 * @param say Is told of each way and of what stood in it.
 * @returns The way that led there, or nothing.
 */
export async function firstThatWorks(
  ways: readonly Way[],
  works: () => Promise<string | undefined>,
  say: (sentence: string) => void,
): Promise<Way | undefined> {
  for (const way of ways) {
    say(`Native part: ${way.what}`);
    const obstacle = await way.go() ?? await works();
    if (obstacle === undefined) return way;
    say(`That does not work here: ${obstacle}`);
  }
  return undefined;
}
