/**
 * From what is held to what is wanted, in round lots, as far as volume and cash allow.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";
import type { State } from "./state.ts";
import type { Targets } from "./targets.ts";

/** Orders what a decision wants at the close's worth, and out of all else; a ticker without a price is passed over. */
export function order(
  { market: { offsets, close }, book, row, wanted }: State,
  { offsets: begins, ticker, weight }: Targets,
  decision: number,
  marketTicker: readonly number[],
  worth: number,
): void {
  for (let t = 0; t < wanted.length; t++) wanted[t] = book.held[t] === 0 ? NaN : 0;
  for (let i = begins[decision]; i < begins[decision + 1]; i++) {
    const t = marketTicker[ticker[i]];
    if (row[t] >= offsets[t]) wanted[t] = weight[i] * worth / close[row[t]];
  }
}

/**
 * Fills the orders of tickers that trade at a session's open: sales first, then what buys back shares owed, then
 * purchases with the cash that is left, all cut alike where it does not suffice.
 */
export function fillOrders(state: State, session: Session, trading: readonly number[]): void {
  const { market, rules: { lot, maxVolumeShare, fees }, book, row, wanted } = state;
  const feeRate = fees.findLast(({ from }) => from <= session)?.rate ?? NaN;
  const fill = (t: number, shares: number) => {
    const price = fillPrice(state, t, Math.sign(shares));
    const fee = Math.abs(shares) * price * feeRate;
    const kind = shares > 0 ? "buy" : "sell";
    book.enter(session, kind, { ticker: t, shares, price, fee, cash: -shares * price - fee });
  };
  const covers: [number, number][] = [];
  const purchases: [number, number][] = [];
  for (const t of trading) {
    const held = book.held[t];
    const most = Math.floor(maxVolumeShare * market.shares[row[t]]);
    for (const [i, shares] of orderParts(held, wanted[t], lot, most).entries()) {
      if (shares < 0) fill(t, shares);
      else if (i === 0 && held < 0) covers.push([t, shares]);
      else purchases.push([t, shares]);
    }
  }
  for (const [t, shares] of covers) fill(t, shares);
  const price = purchases.reduce((sum, [t, n]) => sum + n * fillPrice(state, t, 1) * (1 + feeRate), 0);
  const share = price <= book.cash ? 1 : Math.max(0, book.cash) / price;
  for (const [t, shares] of purchases) {
    const affordable = share === 1 ? shares : lots(shares * share, lot);
    if (affordable > 0) fill(t, affordable);
  }
  for (const t of trading) {
    if (orderParts(book.held[t], wanted[t], lot, Infinity).length === 0) wanted[t] = NaN;
  }
}

/**
 * The parts of an order: out of one side, then into the other. Each is below 0 to sell.
 *
 * Positions are entered, added to and reduced in whole lots. All of a position is sold or bought back to the last share,
 * odd ones too, unless the volume stands against it.
 */
export function orderParts(held: number, wanted: number, lot: number, most: number): number[] {
  const isSame = held * wanted > 0 || held === 0;
  if (isSame) {
    const gap = wanted - held;
    return [Math.sign(gap) * lots(Math.min(Math.abs(gap), most), lot)].filter((part) => part !== 0);
  }
  const isFree = Math.abs(held) <= most;
  const out = -Math.sign(held) * (isFree ? Math.abs(held) : lots(most, lot));
  const into = isFree ? Math.sign(wanted) * lots(Math.min(Math.abs(wanted), most - Math.abs(held)), lot) : 0;
  return [out, into].filter((part) => part !== 0);
}

/** The open made worse by slippage and by half the spread of the ticker's close before. */
function fillPrice({ market, rules, row }: State, t: number, side: number): number {
  const quoted = row[t] > market.offsets[t] ? market.halfSpread[row[t] - 1] : NaN;
  const spread = Number.isNaN(quoted) ? rules.halfSpread : quoted;
  return market.open[row[t]] * (1 + side * Math.min(1, rules.slippage + spread));
}

/** Shares toward zero in whole lots. */
function lots(shares: number, lot: number): number {
  return Math.trunc(shares / lot) * lot;
}
