/**
 * What is checked of one ticker's quotes.
 *
 * @module
 */

import { type Finding, formatSession, type Quotes } from "~/core/mod.ts";
import { BOARDS, MARKETS } from "~/cotahist/mod.ts";
import type { Occurrence } from "./finding.ts";
import { wrappedRows } from "./unwrap_trades.ts";

/** Something to look for in a ticker's quotes. */
export interface Check extends Pick<Finding, "kind" | "severity"> {
  /** What is wrong where it is found, to stand before "on 2021-01-04". */
  readonly what: string;
  /** Where it is found, among a ticker's rows, oldest first. */
  find(quotes: Quotes, rows: readonly number[]): Occurrence[];
}

/** Sessions with the same four prices from which on they are taken for stale. */
export const STALE_SESSIONS = 5;

/** Greatest miss of the truncation band, as a decimal fraction, that rounding in the source may explain. */
export const ROUNDING_MISS = 0.01;

/** Every check of a ticker's quotes, the gravest first. */
export const CHECKS: readonly Check[] = [
  {
    kind: "missing_price",
    severity: "error",
    what: "no open, high, low or close",
    find: byRow((quotes, i) => hasPrices(quotes, i) ? null : prices(quotes, i)),
  },
  {
    kind: "inconsistent_price",
    severity: "error",
    what: "open or close outside low and high",
    find: byRow((quotes, i) => {
      const { open, high, low, close } = quotes;
      const isInside = (price: number) => price >= low[i] && price <= high[i];
      return !hasPrices(quotes, i) || (isInside(open[i]) && isInside(close[i])) ? null : prices(quotes, i);
    }),
  },
  {
    kind: "average_outside_range",
    severity: "warning",
    what: "average price outside low and high",
    find: byRow(({ average, low, high }, i) =>
      !(low[i] > 0 && high[i] > 0) || (average[i] >= low[i] && average[i] <= high[i])
        ? null
        : `average ${average[i]}, low ${low[i]}, high ${high[i]}`
    ),
  },
  {
    kind: "average_contradicts_turnover",
    severity: "warning",
    what: `average price more than ${ROUNDING_MISS * 100} % from turnover over shares`,
    find: byRow((quotes, i) => Math.abs(bandMiss(quotes, i)) > ROUNDING_MISS ? averages(quotes, i) : null),
  },
  {
    kind: "average_outside_band",
    severity: "info",
    what: "turnover over shares is not the average price before its truncation to cents",
    find: byRow((quotes, i) => {
      const miss = Math.abs(bandMiss(quotes, i));
      return miss > 0 && miss <= ROUNDING_MISS ? averages(quotes, i) : null;
    }),
  },
  {
    kind: "zero_volume",
    severity: "warning",
    what: "no trades, shares or turnover",
    find: byRow(({ trades, shares, turnover }, i) =>
      trades[i] > 0 && shares[i] > 0 && turnover[i] > 0
        ? null
        : `${trades[i]} trades, ${shares[i]} shares, turnover ${turnover[i]}`
    ),
  },
  {
    kind: "no_quotation_factor",
    severity: "warning",
    what: "no quotation factor (FATCOT), so that the number of shares a price is for is not known,",
    find: byRow(({ quotationFactor }, i) => quotationFactor[i] > 0 ? null : `factor ${quotationFactor[i]}`),
  },
  {
    kind: "unknown_code",
    severity: "info",
    what: "a code that is not in B3's layout",
    find: byRow(({ market, board }, i) => {
      const unknown = [
        ...(market[i] in MARKETS ? [] : [`TPMERC ${market[i]}`]),
        ...(board[i] in BOARDS ? [] : [`CODBDI "${board[i]}"`]),
      ];
      return unknown.length === 0 ? null : unknown.join(", ");
    }),
  },
  {
    kind: "stale_price",
    severity: "warning",
    what: "the same four prices session after session",
    find: stale,
  },
  {
    kind: "wrapped_trades",
    severity: "info",
    what: "a trade count beyond its five digits",
    find: (quotes, rows) =>
      [...wrappedRows(quotes, rows)].map(([i, count]) => ({
        session: quotes.session[i],
        detail: `${quotes.trades[i]} is ${count}`,
      })),
  },
];

/**
 * How far turnover over shares is outside of the band that the truncated average price allows.
 *
 * B3 cuts the average (PREMED) to cents, so PREMED x QUATOT / FATCOT <= VOLTOT < (PREMED + 0.01) x QUATOT / FATCOT.
 *
 * @returns A decimal fraction: 0 inside, negative below, positive above; `NaN` without volume.
 */
export function bandMiss({ average, shares, turnover, quotationFactor }: Quotes, i: number): number {
  const slack = 0.005 + 1e-9 * turnover[i]; // turnover is exact to the cent, products are not
  const least = average[i] * shares[i];
  const most = (average[i] + 0.01 / quotationFactor[i]) * shares[i];
  if (least > turnover[i] + slack) return turnover[i] / least - 1;
  if (turnover[i] >= most + slack) return turnover[i] / most - 1;
  return least >= 0 ? 0 : NaN;
}

/** Turns what is wrong with a row, `null` if nothing is, into a check of rows. */
function byRow(problem: (quotes: Quotes, row: number) => string | null): Check["find"] {
  return (quotes, rows) =>
    rows.flatMap((row) => {
      const detail = problem(quotes, row);
      return detail === null ? [] : [{ session: quotes.session[row], detail }];
    });
}

/** Runs of at least {@link STALE_SESSIONS} quotes, all with trades, whose four prices do not change. */
function stale(quotes: Quotes, rows: readonly number[]): Occurrence[] {
  const { open, high, low, close, trades, session } = quotes;
  const found: Occurrence[] = [];
  const isSame = (a: number, b: number) =>
    open[a] === open[b] && high[a] === high[b] && low[a] === low[b] && close[a] === close[b] &&
    session[a] !== session[b] && trades[a] > 0 && trades[b] > 0;
  for (let begin = 0; begin < rows.length;) {
    let end = begin + 1;
    while (end < rows.length && isSame(rows[end - 1], rows[end])) end++;
    if (end - begin >= STALE_SESSIONS) {
      const detail = `${end - begin} quotes until ${formatSession(session[rows[end - 1]])}, ${
        prices(quotes, rows[begin])
      }`;
      found.push({ session: session[rows[begin]], detail });
    }
    begin = end;
  }
  return found;
}

function hasPrices({ open, high, low, close }: Quotes, i: number): boolean {
  return open[i] > 0 && high[i] > 0 && low[i] > 0 && close[i] > 0;
}

function prices({ open, high, low, close }: Quotes, i: number): string {
  return `open ${open[i]}, high ${high[i]}, low ${low[i]}, close ${close[i]}`;
}

function averages({ average, turnover, shares }: Quotes, i: number): string {
  return `published ${average[i]}, by turnover and shares ${(turnover[i] / shares[i]).toFixed(4)}`;
}
