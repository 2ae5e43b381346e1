/**
 * Where a panel's prices do not compare, or compare too well.
 *
 * @module
 */

import { type Finding, formatSession, type Panel } from "~/core/mod.ts";

/** Close-to-close ratios outside this band are level jumps: beyond any ordinary day at B3. */
const JUMP_UP = 1.8;
const JUMP_DOWN = 0.55;

/** Market sessions without a trade, about a month, after which a share's prices are another story. */
const LONGEST_SILENCE = 20;

/** Calendar days without a bar of anyone, as when a year's file is missing: the panel's own calendar cannot tell. */
export const LONGEST_PAUSE = 45;

/** Marks level jumps and long silences in `panel.jump` and says which. */
export function markBreaks(panel: Panel): Finding[] {
  const { session, close, calendar, offsets, jump } = panel;
  const position = new Map(Array.from(calendar, (day, i) => [day, i]));
  const dayOf = (row: number) => position.get(session[row]) ?? NaN;
  return panel.tickers.flatMap((ticker, t) => {
    const findings: Finding[] = [];
    const silences: number[] = [];
    for (let row = offsets[t] + 1; row < offsets[t + 1]; row++) {
      const step = close[row] / close[row - 1];
      const isSilent = dayOf(row) - dayOf(row - 1) - 1 > LONGEST_SILENCE ||
        session[row] - session[row - 1] > LONGEST_PAUSE;
      if (isSilent) {
        silences.push(row);
      } else if (jump[row] === 0 && (step > JUMP_UP || step < JUMP_DOWN)) {
        jump[row] = 1;
        findings.push({
          severity: "warning",
          kind: "unexplained_jump",
          ticker,
          session: session[row],
          message:
            `${ticker} closed at ${step.toFixed(2)} times the close before on ${
              formatSession(session[row])
            } and ` +
            "no corporate action explains it: windows across it are left out",
        });
      }
    }
    for (const row of silences) jump[row] = 1;
    return silences.length === 0
      ? findings
      : [...findings, silenceFinding(ticker, silences.map((row) => session[row]))];
  });
}

function silenceFinding(ticker: string, ends: readonly number[]): Finding {
  const dates = ends.length <= 3
    ? ends.map(formatSession).join(", ")
    : `${formatSession(ends[0])}, … (${ends.length} times), ${formatSession(ends[ends.length - 1])}`;
  return {
    severity: "warning",
    kind: "long_silence",
    ticker,
    session: ends[ends.length - 1],
    message:
      `${ticker} had not traded for more than ${LONGEST_SILENCE} sessions before ${dates}: windows across it are ` +
      "left out",
  };
}

/** Sessions of equal turnover and close after which two codes are taken for one share. */
const SAME_SHARE = 100;

/** Codes that carry the same history, as when a renamed share's new code was given the old one's past. */
export function doubleCodes({ tickers, offsets, session, turnover, close }: Panel): Finding[] {
  const firstRow = new Map<number, [row: number, ticker: number]>();
  const shared = new Map<string, number>();
  tickers.forEach((ticker, t) => {
    for (let row = offsets[t]; row < offsets[t + 1]; row++) {
      const key = turnover[row] * 4096 + session[row] % 4096; // meets by chance now and then, not a hundred times
      const [other, u] = firstRow.get(key) ?? [row, t];
      if (u === t) firstRow.set(key, [row, t]);
      else if (session[other] === session[row] && close[other] === close[row]) {
        const pair = `${tickers[u]} and ${ticker}`;
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
    }
  });
  return [...shared].filter(([, n]) => n >= SAME_SHARE).map(([pair, n]) => ({
    severity: "warning",
    kind: "double_code",
    message: `${pair} have the same turnover and close on ${n} sessions: one share that is counted twice`,
  }));
}
