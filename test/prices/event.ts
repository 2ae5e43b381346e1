/**
 * A corporate action after a quiet month, for tests.
 *
 * @module
 */

import type { CorporateAction } from "~/prices/mod.ts";
import type { QuoteSpec } from "../market.ts";

/** Sessions before the event, which is on session `N_BEFORE`. */
export const N_BEFORE = 30;

/** A ticker's quiet month, up and down by 1 %, then its event: close before 100 unless said, mark and price after. */
export function eventOf(
  after: Omit<QuoteSpec, "session" | "close"> & { readonly price: number },
  before: Partial<QuoteSpec> = {},
): QuoteSpec[] {
  const { price, ...rest } = after;
  const ticker = rest.ticker ?? "TEST3";
  const last = before.close ?? 100;
  const quiet = Array.from({ length: N_BEFORE }, (_, i): QuoteSpec => ({
    specification: "ON      NM",
    distribution: 100,
    shares: 1e5,
    ...before,
    ticker,
    session: i,
    close: i % 2 === 1 ? last : last * 1.01,
  }));
  return [...quiet, {
    distribution: 101,
    shares: 1e5 * last / price,
    ...rest,
    ticker,
    session: N_BEFORE,
    open: price,
    close: price,
  }];
}

/** An action that a feed tells: TEST3's split of the event's session unless said otherwise. */
export function known(about: Partial<CorporateAction>): CorporateAction {
  return {
    ticker: "TEST3",
    exSession: N_BEFORE,
    kind: "split",
    ratio: 2,
    payment: 0,
    source: "feed",
    asOf: null,
    ...about,
  };
}
