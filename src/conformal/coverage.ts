/**
 * How often intervals or sets held what came true, year by year.
 *
 * @module
 */

import { formatSession } from "~/core/mod.ts";

/** Coverage of one run of samples. */
export interface Coverage {
  /** Samples with a bounded interval or set; only these are counted. */
  readonly nSamples: number;
  /** Samples for which nothing was promised, which are left out. */
  readonly nUnbounded: number;
  /** Share of samples that held what came true; `null` without samples. */
  readonly coverage: number | null;
  /** Mean width; `null` without samples. */
  readonly meanWidth: number | null;
}

/** Coverage of one calendar year of decisions. */
export interface YearCoverage extends Coverage {
  /** The year. */
  readonly year: number;
}

/** Coverage of all samples and of each year: plain data, ready for a table or JSON. */
export interface CoverageReport extends Coverage {
  /** Years in which something was decided, ascending. */
  readonly byYear: readonly YearCoverage[];
  /** The year with the least coverage, the first of equals; `null` without samples. */
  readonly worstYear: YearCoverage | null;
}

/**
 * Coverage overall, by the calendar year of the decision, and in the worst year.
 *
 * An average hides that a promise was kept by being wide in calm years and broken in the year it was needed; the worst
 * year shows it.
 *
 * @param session Decision session [nSamples], in any order.
 * @param isCovered 1 where the interval or set held what came true [nSamples].
 * @param width Width of the interval, or number of classes in the set [nSamples]; `Infinity` where nothing was promised.
 * @throws {RangeError} If lengths do not fit or a width is `NaN`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const session = Int32Array.of(0, 1, 365, 366); // 1970 and 1971
 * const report = coverageReport(session, Uint8Array.of(1, 1, 0, 1), Float64Array.of(2, 4, 2, 2));
 * assert.equal(report.coverage, 0.75);
 * assert.deepEqual([report.worstYear?.year, report.worstYear?.coverage], [1971, 0.5]);
 * ```
 */
export function coverageReport(
  session: Int32Array,
  isCovered: Uint8Array,
  width: Float64Array,
): CoverageReport {
  const n = session.length;
  if (isCovered.length !== n || width.length !== n || width.some(Number.isNaN)) {
    throw new RangeError(
      `Cannot report coverage: columns of one length and widths that are numbers are wanted, found ${n}, ` +
        `${isCovered.length}, ${width.length} and ${width.filter(Number.isNaN).length} NaN`,
    );
  }
  const years = new Map<number, number[]>();
  session.forEach((day, i) => {
    const year = Number(formatSession(day).slice(0, 4));
    const samples = years.get(year);
    if (samples === undefined) years.set(year, [i]);
    else samples.push(i);
  });
  const of = (samples: Iterable<number>) => coverageOf(samples, isCovered, width);
  const byYear = [...years].sort(([a], [b]) => a - b).map(([year, samples]) => ({ year, ...of(samples) }));
  const worstYear = byYear.filter(({ coverage }) => coverage !== null).reduce<YearCoverage | null>(
    (worst, year) => (year.coverage ?? 1) < (worst?.coverage ?? Infinity) ? year : worst,
    null,
  );
  return { ...of(session.keys()), byYear, worstYear };
}

function coverageOf(samples: Iterable<number>, isCovered: Uint8Array, width: Float64Array): Coverage {
  let [nSamples, nUnbounded, nCovered, total] = [0, 0, 0, 0];
  for (const i of samples) {
    if (width[i] === Infinity) nUnbounded++;
    else {
      nSamples++;
      nCovered += isCovered[i];
      total += width[i];
    }
  }
  const meanOf = (sum: number) => nSamples === 0 ? null : sum / nSamples;
  return { nSamples, nUnbounded, coverage: meanOf(nCovered), meanWidth: meanOf(total) };
}
