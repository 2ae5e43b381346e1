/**
 * What was found wrong or odd with quotes: one finding a kind and ticker, with how often and when.
 *
 * @module
 */

import { type Finding, formatSession, type Session } from "~/core/mod.ts";

/** One time that something was found. */
export interface Occurrence {
  /** When. */
  readonly session: Session;
  /** What exactly, in a few words or a sentence. */
  readonly detail: string;
}

/** A finding that stands for all of its kind about one ticker, or about the whole if there is none. */
export interface QualityFinding extends Finding {
  /** How often it was found. */
  readonly count: number;
  /** The first times, at most three, oldest first; none for what has no session. */
  readonly examples: readonly Occurrence[];
}

const MOST_EXAMPLES = 3;

/**
 * Makes the finding of some occurrences.
 *
 * @param about Kind and severity; the ticker, if it is about one; what is wrong, to stand before "on 2021-01-04".
 * @param occurrences At least one, oldest first.
 */
export function findingOf(
  { severity, kind, ticker, what }: Pick<Finding, "severity" | "kind" | "ticker"> & { readonly what: string },
  occurrences: readonly Occurrence[],
): QualityFinding {
  const [first] = occurrences;
  const date = formatSession(first.session);
  const when = occurrences.length === 1
    ? `on ${date}`
    : `${occurrences.length} times, for the first time on ${date}`;
  return {
    severity,
    kind,
    ...(ticker === undefined ? {} : { ticker }),
    session: first.session,
    message: `${ticker === undefined ? capital(what) : `${ticker}: ${what}`} ${when} (${first.detail})`,
    count: occurrences.length,
    examples: occurrences.slice(0, MOST_EXAMPLES),
  };
}

/** Findings of others, such as the panel's, by kind and ticker; those without a ticker stay as they are. */
export function groupFindings(findings: readonly Finding[]): QualityFinding[] {
  const groups = Map.groupBy(findings, ({ kind, ticker, message }) => `${kind} ${ticker ?? message}`);
  return [...groups.values()].map((members) => {
    const [first] = members;
    const rest = members.length === 1 ? "" : `; and ${members.length - 1} more`;
    const occurrences = members.flatMap(({ session, message }) =>
      session === undefined ? [] : [{ session, detail: message }]
    );
    return {
      ...first,
      message: first.message + rest,
      count: members.length,
      examples: occurrences.slice(0, MOST_EXAMPLES),
    };
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
