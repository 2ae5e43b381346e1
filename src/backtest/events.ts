/**
 * What happens to an account without its doing: interest, corporate actions, delistings.
 *
 * @module
 */

import { formatSession, type Session } from "~/core/mod.ts";
import { SESSIONS_A_YEAR } from "./performance.ts";
import type { State } from "./state.ts";

/** Sessions without a trade after which a ticker that never trades again is given up. */
const GIVEN_UP = 20;

/** Cash earns the session's rate and borrowed shares cost theirs, on the worth of the close before. */
export function accrue({ market, rules, book, row }: State, day: number): void {
  const today = market.calendar[day];
  const rate = market.cashRate[day];
  if (!Number.isFinite(rate)) {
    throw new RangeError(
      `Cannot trade: a rate of cash is wanted for ${formatSession(today)}, found ${rate}`,
    );
  }
  const interest = book.cash * rate;
  if (interest !== 0) book.enter(today, "interest", { ticker: -1, cash: interest });
  if (rules.borrowRate === 0) return;
  for (let t = 0; t < row.length; t++) {
    if (book.held[t] >= 0) continue;
    const cash = book.held[t] * market.close[row[t]] * rules.borrowRate / SESSIONS_A_YEAR;
    book.enter(today, "borrowing", { ticker: t, cash });
  }
}

/** A ticker's payment to those who held it, then its change in the number of shares, held and ordered. */
export function act({ market, book, row, wanted, findings }: State, t: number, today: Session): void {
  const [ratio, payment] = [market.ratio[row[t]], market.payment[row[t]]];
  const held = book.held[t];
  wanted[t] *= ratio;
  if (held === 0) return;
  if (payment !== 0) book.enter(today, "payment", { ticker: t, price: payment, cash: held * payment });
  if (ratio !== 1) {
    const exact = held * ratio;
    const whole = wholeShares(exact);
    const price = market.open[row[t]];
    book.enter(today, "split", { ticker: t, shares: whole - held, price, cash: (exact - whole) * price });
  }
  if (market.jump[row[t]] === 1) {
    const ticker = market.tickers[t];
    const message =
      `${ticker} was held until ${formatSession(today)}, when its price did not compare with the ` +
      "one before and nothing explains it";
    findings.push({ severity: "warning", kind: "held_across_jump", ticker, session: today, message });
  }
}

/** Shares of a ticker that has been silent for long and never trades again go at its last price. */
export function giveUp({ market, book, row, wanted }: State, t: number, day: number): void {
  const isOver = row[t] + 1 === market.offsets[t + 1];
  if (!isOver || !(market.session[row[t]] <= market.calendar[day - GIVEN_UP])) return;
  const [held, price] = [book.held[t], market.close[row[t]]];
  book.enter(market.calendar[day], "delisting", { ticker: t, shares: -held, price, cash: held * price });
  wanted[t] = NaN;
}

/** The whole shares in a number that is exact but for rounding, toward zero. */
function wholeShares(exact: number): number {
  const nearest = Math.round(exact);
  return Math.abs(exact - nearest) < 1e-6 ? nearest : Math.trunc(exact);
}
