/**
 * Everything that is known at a session's close, and what must not matter at it.
 *
 * @module
 */

import {
  type AdjustedCloses,
  type CorporateAction,
  type Quotes,
  Random,
  type Session,
  takeQuotes,
} from "~/core/mod.ts";
import type { MarketSeries } from "~/features/mod.ts";

/** What all numbers are computed from. */
export interface History {
  /** Quotes sorted by ticker and session. */
  readonly quotes: Quotes;
  /** Corporate actions known from elsewhere than the tape. */
  readonly actions: readonly CorporateAction[];
  /** A vendor's adjusted closes, ordered by ticker and session; none is fine. */
  readonly closes: AdjustedCloses;
  /** The market's daily series. */
  readonly market: MarketSeries;
}

/** Spread of the noise's logarithm: prices of another world, all the same positive. */
const PRICE_NOISE = 0.5;
const FLOW_NOISE = 1;

/** The history as it stood at a session's close: nothing later. */
export function historyUntil({ quotes, actions, closes, market }: History, session: Session): History {
  const kept = [...closes.session.keys()].filter((i) => closes.session[i] <= session);
  const isKnown = (_: number, i: number) => market.session[i] <= session;
  return {
    quotes: takeQuotes(quotes, [...quotes.session.keys()].filter((i) => quotes.session[i] <= session)),
    actions: actions.filter(({ exSession }) => exSession <= session),
    closes: {
      length: kept.length,
      session: Int32Array.from(kept, (i) => closes.session[i]),
      ticker: kept.map((i) => closes.ticker[i]),
      close: Float64Array.from(kept, (i) => closes.close[i]),
    },
    market: {
      session: market.session.filter(isKnown),
      indexClose: market.indexClose.filter(isKnown),
      riskFree: market.riskFree.filter(isKnown),
    },
  };
}

/**
 * The history with all that came after a session multiplied by random factors: another future for the same past. The
 * prices of a quote keep their proportions, so that it stays a quote.
 *
 * @param seed The same seed gives the same future.
 */
export function withNoiseAfter(
  { quotes, actions, closes, market }: History,
  session: Session,
  seed: number,
): History {
  const random = new Random(seed);
  const noisy = (days: Int32Array, spread: number) => {
    const factor = Float64Array.from(days, (day) => day > session ? Math.exp(spread * random.normal()) : 1);
    return (values: Float64Array) => values.map((value, i) => value * factor[i]);
  };
  const price = noisy(quotes.session, PRICE_NOISE);
  const flow = () => noisy(quotes.session, FLOW_NOISE);
  return {
    quotes: {
      ...quotes,
      open: price(quotes.open),
      high: price(quotes.high),
      low: price(quotes.low),
      average: price(quotes.average),
      close: price(quotes.close),
      bid: price(quotes.bid),
      ask: price(quotes.ask),
      shares: flow()(quotes.shares),
      turnover: flow()(quotes.turnover),
      trades: flow()(quotes.trades).map(Math.round),
    },
    actions: actions.map((action) =>
      action.exSession > session ? { ...action, payment: action.payment * random.uniform() } : action
    ),
    closes: { ...closes, close: noisy(closes.session, PRICE_NOISE)(closes.close) },
    market: {
      ...market,
      indexClose: noisy(market.session, PRICE_NOISE)(market.indexClose),
      riskFree: noisy(market.session, PRICE_NOISE)(market.riskFree),
    },
  };
}
