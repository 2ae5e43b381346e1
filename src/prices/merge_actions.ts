/**
 * Actions of several sources to one list, and which of them bear on given quotes.
 *
 * @module
 */

import { type Finding, formatSession, type Quotes } from "~/core/mod.ts";
import { changesShares, type CorporateAction } from "./corporate_action.ts";
import { isSame } from "./estimate_ratio.ts";

/** Actions and what was noticed about them. */
export interface ActionsWithFindings {
  /** In order of ticker and ex session. */
  readonly actions: readonly CorporateAction[];
  /** What was noticed. */
  readonly findings: readonly Finding[];
}

/** Days by which two sources may differ on the ex session of one change of shares. */
const SAME_EVENT = 7;

/**
 * Merges what the tape says with what is known from elsewhere: a feed's action beats the tape's, a person's both.
 *
 * A change of shares of a better source within a week takes the place of a ticker's; if their ratios differ by more than
 * 1.2 % or their sessions differ, that is an `action_disagreement`. A person's payment takes the place of a feed's of the
 * same kind and session. A ratio that is not a positive number, or a payment that is not from 0 to below 1, is a
 * `bad_action` and left out.
 *
 * @param tape Actions read off the tape.
 * @param known Actions of a feed or a person.
 */
export function mergeActions(
  tape: readonly CorporateAction[],
  known: readonly CorporateAction[],
): ActionsWithFindings {
  const findings: Finding[] = [];
  const good = known.filter((action) => {
    const { ratio, payment } = action;
    const isGood = ratio > 0 && Number.isFinite(ratio) && payment >= 0 && payment < 1;
    if (!isGood) {
      findings.push(
        noted("error", "bad_action", action, `has ratio ${ratio} and payment ${payment}: left out`),
      );
    }
    return isGood;
  });
  const manual = good.filter(({ source }) => source === "manual");
  const feed = withoutBeaten(good.filter(({ source }) => source !== "manual"), manual, findings);
  const kept = withoutBeaten(tape, [...feed, ...manual], findings);
  const actions = [...kept, ...feed, ...manual].sort((a, b) =>
    a.ticker < b.ticker ? -1 : a.ticker > b.ticker ? 1 : a.exSession - b.exSession
  );
  return { actions, findings };
}

/** Leaves out actions that a better source speaks of, and notes where it disagrees. */
function withoutBeaten(
  actions: readonly CorporateAction[],
  better: readonly CorporateAction[],
  findings: Finding[],
): CorporateAction[] {
  const byTicker = Map.groupBy(better, ({ ticker }) => ticker);
  return actions.filter((action) => {
    const same = (byTicker.get(action.ticker) ?? []).filter((other) => isSameEvent(action, other));
    if (same.length === 0) return true;
    const ratio = same.reduce((product, other) => product * other.ratio, 1);
    const payment = same.reduce((sum, other) => sum + other.payment, 0);
    const isMoved = same.every((other) => other.exSession !== action.exSession);
    if (isMoved || !isSame(ratio, action.ratio) || payment !== action.payment) {
      const by = same[0].source === "manual" ? "a person" : `the ${same[0].source}`;
      const what = (about: { ratio: number; payment: number }) =>
        changesShares(action) ? short(about.ratio) : `${short(100 * about.payment)} %`;
      const said = `${by} says ${what({ ratio, payment })} on ${formatSession(same[0].exSession)}`;
      const but = `is ${what(action)} by the ${action.source}, but ${said}`;
      findings.push(noted("warning", "action_disagreement", action, but));
    }
    return false;
  });
}

function isSameEvent(a: CorporateAction, b: CorporateAction): boolean {
  if (changesShares(a)) return changesShares(b) && Math.abs(a.exSession - b.exSession) <= SAME_EVENT;
  return a.kind === b.kind && a.exSession === b.exSession;
}

/**
 * Keeps the actions that change a price of given quotes.
 *
 * An action on or before a ticker's first quote has no price to adjust and one after its last has not come yet: a finding
 * for each ticker. Actions of tickers without a quote are left out silently.
 *
 * @param quotes Quotes sorted by ticker and session.
 */
export function effectiveActions(actions: readonly CorporateAction[], quotes: Quotes): ActionsWithFindings {
  const spans = new Map<string, [first: number, last: number]>();
  quotes.ticker.forEach((ticker, i) =>
    spans.set(ticker, [spans.get(ticker)?.[0] ?? quotes.session[i], quotes.session[i]])
  );
  const spanOf = ({ ticker }: CorporateAction) => spans.get(ticker) ?? [Infinity, -Infinity];
  const { effective = [], early = [], late = [] } = Object.groupBy(
    actions.filter(({ ticker }) => spans.has(ticker)),
    (action) => {
      const [first, last] = spanOf(action);
      return action.exSession <= first ? "early" : action.exSession > last ? "late" : "effective";
    },
  );
  return {
    actions: effective,
    findings: [
      ...notedByTicker(
        "action_before_first_quote",
        early,
        (action) => `not after its first quote of ${formatSession(spanOf(action)[0])}: nothing to adjust`,
      ),
      ...notedByTicker(
        "action_after_last_quote",
        late,
        (action) => `after its last quote of ${formatSession(spanOf(action)[1])}: not adjusted yet`,
      ),
    ],
  };
}

/** A finding for each ticker that has actions which are something. */
function notedByTicker(
  kind: string,
  actions: readonly CorporateAction[],
  what: (action: CorporateAction) => string,
): Finding[] {
  return [...Map.groupBy(actions, ({ ticker }) => ticker).values()].map(([action, ...others]) => {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return noted("info", kind, action, `${others.length === 0 ? "is" : "are"} ${what(action)}`, more);
  });
}

function noted(
  severity: Finding["severity"],
  kind: string,
  action: CorporateAction,
  what: string,
  more = "",
): Finding {
  const { ticker, exSession } = action;
  return {
    severity,
    kind,
    ticker,
    session: exSession,
    message: `${ticker}'s ${action.kind} of ${formatSession(exSession)}${more} ${what}`,
  };
}

function short(ratio: number): string {
  return String(Number(ratio.toPrecision(5)));
}
