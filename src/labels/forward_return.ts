/**
 * What a decision earned: the return from the next open to the open h sessions later, or from close to close.
 *
 * @module
 */

import type { Panel } from "~/core/mod.ts";

/** For each row of a panel, what came after it. */
export interface ForwardReturns {
  /** Sessions held. */
  readonly horizon: number;
  /** P(t + d + h)/P(t + d) - 1, decimal fraction, d sessions after the decision; `NaN` where there is no label. */
  readonly value: Float64Array;
  /** Session t + d + h of the market, at whose open or close the value became known; 0 where there is no label. */
  readonly endSession: Int32Array;
  /** 1 where the way from t to the end crosses a level jump that nothing explains. */
  readonly crossesJump: Uint8Array;
}

/** Which prices a return lies between: opens from the next session on, or closes from the decision's own on. */
export type ReturnPrice = "open" | "close";

/**
 * Forward returns of every row of a panel.
 *
 * The clock is the market's: session t + 1 is the panel's next calendar session, whether the ticker traded or not. With
 * opens, d = 1: whoever decides at the close of t can trade at the open of t + 1. With closes, d = 0: nobody can be sure
 * to trade at the very close that decides, but it is the return that turns the last price into a forecast of one. On a
 * session without a trade the ticker's last close stands in, so a share that stops trading is left at its last price. A
 * ticker's last row has no label (nobody could have entered), nor have rows whose t + d + h lies past the calendar. Looks ahead by design: nothing but labels may be made of it.
 *
 * @param panel Bars on the basis that the return is wanted on.
 * @param horizon Sessions held, >= 1.
 * @param price Which prices. @default {"open"}
 * @throws {RangeError} If the horizon is not a whole number >= 1.
 */
export function forwardReturns(panel: Panel, horizon: number, price: ReturnPrice = "open"): ForwardReturns {
  if (!Number.isInteger(horizon) || horizon < 1) {
    throw new RangeError(
      `Cannot compute forward returns: horizon must be a whole number >= 1, is ${horizon}`,
    );
  }
  const nRows = panel.session.length;
  const delay = price === "open" ? 1 : 0;
  const value = new Float64Array(nRows).fill(NaN);
  const endSession = new Int32Array(nRows);
  const crossesJump = new Uint8Array(nRows);
  const { calendar } = panel;
  const position = new Map(Array.from(calendar, (session, i) => [session, i]));
  for (let t = 0; t < panel.tickers.length; t++) {
    const [begin, end] = [panel.offsets[t], panel.offsets[t + 1]];
    let [entry, exit] = [begin, begin];
    for (let row = begin; row < end - 1; row++) {
      const day = position.get(panel.session[row]) ?? NaN;
      if (!(day + delay + horizon < calendar.length)) break;
      const [entrySession, exitSession] = [calendar[day + delay], calendar[day + delay + horizon]];
      while (entry + 1 < end && panel.session[entry + 1] <= entrySession) entry++;
      while (exit + 1 < end && panel.session[exit + 1] <= exitSession) exit++;
      value[row] = priceAt(panel, exit, exitSession, price) / priceAt(panel, entry, entrySession, price) - 1;
      endSession[row] = exitSession;
      crossesJump[row] = panel.jump.subarray(row + 1, exit + 1).includes(1) ? 1 : 0;
    }
  }
  return { horizon, value, endSession, crossesJump };
}

/** The price of a row if it is of that session, else its close. */
function priceAt(panel: Panel, row: number, session: number, price: ReturnPrice): number {
  return panel.session[row] === session ? panel[price][row] : panel.close[row];
}
