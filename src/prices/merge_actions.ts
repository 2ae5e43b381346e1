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

/** Days by which a feed and the tape may differ on the ex session of one change of shares. */
const SAME_EVENT = 7;

/**
 * Merges what the tape says with what is known from elsewhere: the known action beats the tape's.
 *
 * A change of shares known for a ticker within a week of the tape's takes its place; if their ratios differ by more than
 * 1.2 % or their sessions differ, that is an `action_disagreement`. A ratio that is not a positive number, or a payment
 * that is not from 0 to below 1, is a `bad_action` and left out. Payments go beside what the tape says, which has none.
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
  const changes = Map.groupBy(good.filter(changesShares), (action) => action.ticker);
  const kept = tape.filter((action) => {
    const near = (changes.get(action.ticker) ?? []).filter((other) =>
      Math.abs(other.exSession - action.exSession) <= SAME_EVENT
    );
    if (near.length === 0) return true;
    const ratio = near.reduce((product, other) => product * other.ratio, 1);
    const isMoved = near.every((other) => other.exSession !== action.exSession);
    if (isMoved || !isSame(ratio, action.ratio)) {
      const said = `${near[0].source} says ${short(ratio)} on ${formatSession(near[0].exSession)}`;
      findings.push(
        noted(
          "warning",
          "action_disagreement",
          action,
          `is ${short(action.ratio)} by the tape, but the ${said}`,
        ),
      );
    }
    return false;
  });
  const actions = [...kept, ...good].sort((a, b) =>
    a.ticker < b.ticker ? -1 : a.ticker > b.ticker ? 1 : a.exSession - b.exSession
  );
  return { actions, findings };
}

/**
 * Keeps the actions that change a price of given quotes.
 *
 * An action on or before a ticker's first quote has no price to adjust and one after its last has not come yet: each is
 * a finding. Actions of tickers without a quote are left out silently.
 *
 * @param quotes Quotes sorted by ticker and session.
 */
export function effectiveActions(actions: readonly CorporateAction[], quotes: Quotes): ActionsWithFindings {
  const spans = new Map<string, [first: number, last: number]>();
  quotes.ticker.forEach((ticker, i) =>
    spans.set(ticker, [spans.get(ticker)?.[0] ?? quotes.session[i], quotes.session[i]])
  );
  const findings: Finding[] = [];
  const effective = actions.filter((action) => {
    const span = spans.get(action.ticker);
    if (span === undefined) return false;
    const [first, last] = span;
    if (action.exSession <= first) {
      const but = `is not after its first quote of ${formatSession(first)}: nothing to adjust`;
      findings.push(noted("info", "action_before_first_quote", action, but));
    } else if (action.exSession > last) {
      const but = `is after its last quote of ${formatSession(last)}: not adjusted yet`;
      findings.push(noted("info", "action_after_last_quote", action, but));
    }
    return action.exSession > first && action.exSession <= last;
  });
  return { actions: effective, findings };
}

function noted(severity: Finding["severity"], kind: string, action: CorporateAction, what: string): Finding {
  const { ticker, exSession } = action;
  return {
    severity,
    kind,
    ticker,
    session: exSession,
    message: `${ticker}'s ${action.kind} of ${formatSession(exSession)} ${what}`,
  };
}

function short(ratio: number): string {
  return String(Number(ratio.toPrecision(5)));
}
