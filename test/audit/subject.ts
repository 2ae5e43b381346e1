/**
 * A small made-up market and the way from its quotes to samples, with a place for every fault.
 *
 * @module
 */

import type { History, Recompute, Recomputed, Subject } from "~/audit/mod.ts";
import type { Panel } from "~/core/mod.ts";
import { buildDataset } from "~/dataset/mod.ts";
import { CORE, type Feature, type FeatureSet, NO_MARKET, panelFeatureColumns } from "~/features/mod.ts";
import { buildPanel } from "~/prices/mod.ts";
import { randomWalkQuotes } from "../market.ts";

/** Shares enough for a cross-section. */
export const N_TICKERS = 24;

/** A feature of one ticker's closes. */
export function featureOf(
  name: string,
  compute: Feature["compute"],
  entry: Partial<Feature> = {},
): Feature {
  return { name, lookback: 1, unit: "ratio", formula: name, source: "a test", compute, ...entry };
}

/** Three honest window features. */
export const HONEST: FeatureSet["features"] = CORE.features.filter(({ name }) =>
  ["return_5", "up_share_21", "volatility_21"].includes(name)
);

/** What is done otherwise than it should be. */
export interface Faults {
  readonly features?: FeatureSet["features"];
  readonly universe?: (panel: Panel) => Uint8Array;
  readonly quotes?: (history: History) => History["quotes"];
  readonly after?: (made: Recomputed) => Recomputed;
}

/** The way from quotes to samples. */
export function recomputeWith(faults: Faults = {}): Recompute {
  const set: FeatureSet = { name: "small", basis: "split", features: faults.features ?? HONEST };
  return async (history) => {
    const { panel } = buildPanel(faults.quotes?.(history) ?? history.quotes);
    const universe = faults.universe?.(panel) ?? new Uint8Array(panel.session.length).fill(1);
    const inputs = { market: history.market, universe };
    const columns = await panelFeatureColumns(panel, set, inputs);
    const label = { kind: "xs_tercile", horizon: 5 } as const;
    const { dataset } = buildDataset(panel, { columns, label, universe });
    const made = { panel, set, inputs, columns, dataset };
    return faults.after?.(made) ?? made;
  };
}

/** Quotes of independent random walks, 24 shares unless told. */
export function historyOf(nSessions = 200, seed = 3, nTickers = N_TICKERS): History {
  const none = { length: 0, session: new Int32Array(0), ticker: [], close: new Float64Array(0) };
  return {
    quotes: randomWalkQuotes(nTickers, nSessions, seed),
    actions: [],
    closes: none,
    market: NO_MARKET,
  };
}

/** A history with what is made of it. */
export async function subjectOf(faults: Faults = {}, history = historyOf()): Promise<Subject> {
  const recompute = recomputeWith(faults);
  return { history, recompute, whole: await recompute(history) };
}

/** {@link historyOf} with one share split in three, a month before the end: a third of the price, thrice the shares. */
export function historyWithSplit(): History {
  const { quotes, ...others } = historyOf();
  const session = [...new Set(quotes.session)].at(-20) ?? NaN;
  const isAfter = (i: number) => quotes.ticker[i] === "T0013" && quotes.session[i] >= session;
  const cut = (prices: Float64Array) => prices.map((price, i) => isAfter(i) ? price / 3 : price);
  return {
    ...others,
    quotes: {
      ...quotes,
      open: cut(quotes.open),
      high: cut(quotes.high),
      low: cut(quotes.low),
      close: cut(quotes.close),
      average: cut(quotes.average),
      bid: cut(quotes.bid),
      ask: cut(quotes.ask),
      shares: quotes.shares.map((shares, i) => isAfter(i) ? shares * 3 : shares),
      distribution: quotes.distribution.map((number, i) => isAfter(i) ? number + 1 : number),
      specification: quotes.specification.map((text, i) => isAfter(i) ? "ON  EB  NM" : text),
    },
  };
}
