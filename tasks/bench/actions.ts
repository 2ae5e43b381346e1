/**
 * How right the corporate actions are that are read off the tape, beside a vendor's total-return series.
 *
 * @module
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type AdjustedCloses, formatSession, type Quotes } from "~/core/mod.ts";
import { ingest } from "~/pipeline/mod.ts";
import { findActions, type TapeEvent } from "~/prices/mod.ts";
import { readSeries } from "~/sources/mod.ts";
import { openWarehouse } from "~/warehouse/mod.ts";
import { table } from "../cli/output.ts";

/** How far an estimate may be from the vendor's step, as a log, and what counts as no step at all. */
const RIGHT = Math.log(1.012);
const NO_STEP = 0.005;
const GROSSLY_WRONG = Math.log(1.5);

/** Sessions without a trade and quotes before an event that are worth a word, and scales within which a ratio fits. */
const SILENCE = 20;
const FEW_QUOTES = 10;
const FITS = 3;

/** One marked event beside the vendor's step. */
export interface JudgedEvent {
  readonly ticker: string;
  readonly exSession: string;
  readonly specification: string;
  readonly outcome: TapeEvent["outcome"];
  readonly ratio: number;
  readonly step: number;
  readonly confidence: number;
  /** Last close before over first open after, as published. */
  readonly observed: number;
  /** The price's step on the tape, the market's move taken out, and its scale as a log. */
  readonly tape: number;
  readonly scale: number;
  /** The vendor's step: close over adjusted close before, over the same after. */
  readonly vendor: number;
  /** Why the tape does not say what the vendor says. */
  readonly reason: string;
}

/** Counts of one way of reading the tape. */
export interface ActionsCount {
  /** Marked events of the judge: ESPECI gains B or G on a new DISMES; and those without another right. */
  readonly events: number;
  readonly plainEvents: number;
  /** Of these, accepted (or rightly left alone) within 1.2 % of the vendor's step. */
  readonly right: number;
  readonly plainRight: number;
  /** The same by the ratio alone, without the payment that was estimated beside it. */
  readonly rightByRatio: number;
  readonly unexplained: number;
  /** Accepted actions, and those of them more than 1.5 times off, or where the vendor shows no step. */
  readonly accepted: number;
  readonly grosslyWrong: number;
  readonly withoutVendorStep: number;
  /** Events of the judge that are not right, and accepted actions without a vendor's step. */
  readonly remaining: readonly JudgedEvent[];
}

/** Counts with the distribution number, which in some files is the vendor's own, and without. */
export interface ActionsBench {
  readonly withDistribution: ActionsCount;
  readonly withoutDistribution: ActionsCount;
}

/**
 * Judges the tape of `FOLDER/cotahist` by `FOLDER/adjusted_close.csv.gz`; `null` if one of them is not there.
 */
export async function benchActions(folder: string | undefined): Promise<ActionsBench | null> {
  const [tape, vendor] = ["cotahist", "adjusted_close.csv.gz"].map((name) => join(folder ?? "", name));
  if (folder === undefined || !existsSync(tape) || !existsSync(vendor)) return null;
  const { name: ticker, ...series } = await readSeries("adjusted", vendor);
  const temporary = await Deno.makeTempDir({ prefix: "b3_bench_" });
  try {
    const db = join(temporary, "b3.duckdb");
    await ingest({ db, from: [tape] });
    await using warehouse = await openWarehouse(db, { readOnly: true });
    const quotes = await warehouse.quotes();
    const closes = { ...series, ticker, close: series.value };
    return {
      withDistribution: judgeActions(quotes, closes, true),
      withoutDistribution: judgeActions(quotes, closes, false),
    };
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** Reads the tape one way and compares. */
export function judgeActions(quotes: Quotes, closes: AdjustedCloses, useDistribution: boolean): ActionsCount {
  const adjusted = new Map(closes.ticker.map((t, i) => [`${t} ${closes.session[i]}`, closes.close[i]]));
  const level = (row: number) =>
    quotes.close[row] / (adjusted.get(`${quotes.ticker[row]} ${quotes.session[row]}`) ?? NaN);
  const calendar = [...new Set(quotes.session)].sort((a, b) => a - b);
  const judged = findActions(quotes, { useDistribution }).events.map((event) => {
    const { row, outcome, ratio, step, confidence, opening, evidence } = event;
    const vendor = level(row - 1) / level(row);
    const isNear = (estimate: number) => Math.abs(Math.log(estimate / vendor)) <= RIGHT;
    const isKnown = outcome !== "unexplained";
    return {
      isJudged: opening.mark !== "" && quotes.distribution[row] !== quotes.distribution[row - 1],
      isPlain: !/[DJSXRC]/.test(quotes.specification[row].slice(5, 7)),
      isAccepted: outcome === "accepted",
      isRight: isKnown && isNear(outcome === "accepted" ? step : 1),
      isRightByRatio: isKnown && isNear(outcome === "accepted" ? ratio : 1),
      isGrosslyWrong: outcome === "accepted" && Math.abs(Math.log(step / vendor)) > GROSSLY_WRONG,
      isWithoutStep: outcome === "accepted" && Math.abs(vendor - 1) < NO_STEP,
      event: {
        ticker: quotes.ticker[row],
        exSession: formatSession(quotes.session[row]),
        specification: quotes.specification[row],
        outcome,
        ratio,
        step,
        confidence,
        observed: quotes.close[row - 1] / quotes.open[row],
        tape: Math.exp(evidence.logStep),
        scale: evidence.scale,
        vendor,
        reason: reasonOf(quotes, calendar, event, vendor),
      },
    };
  });
  const judge = judged.filter(({ isJudged }) => isJudged);
  const plain = judge.filter(({ isPlain }) => isPlain);
  const count = (of: typeof judged, which: (one: typeof judged[number]) => boolean) =>
    of.filter(which).length;
  return {
    events: judge.length,
    plainEvents: plain.length,
    right: count(judge, ({ isRight }) => isRight),
    plainRight: count(plain, ({ isRight }) => isRight),
    rightByRatio: count(judge, ({ isRightByRatio }) => isRightByRatio),
    unexplained: count(judge, ({ event }) => event.outcome === "unexplained"),
    accepted: count(judged, ({ isAccepted }) => isAccepted),
    grosslyWrong: count(judged, ({ isGrosslyWrong }) => isGrosslyWrong),
    withoutVendorStep: count(judged, ({ isWithoutStep }) => isWithoutStep),
    remaining: judged.filter(({ isJudged, isRight, isWithoutStep }) =>
      (isJudged && !isRight) || isWithoutStep
    )
      .map(({ event }) => event),
  };
}

/** Why the tape does not say what the vendor says, from the tape and the vendor's step alone. */
function reasonOf(quotes: Quotes, calendar: readonly number[], event: TapeEvent, vendor: number): string {
  const { row, outcome, ratio, step, evidence: { logStep, scale, mayPay } } = event;
  const short = (value: number) =>
    value < 1 ? `1/${Number((1 / value).toPrecision(4))}` : value.toPrecision(4);
  const off = (value: number) => Math.abs(Math.log(value) - logStep) / scale;
  const scales = (value: number) => `${short(value)} (${off(value).toFixed(1)} scales off)`;
  if (Math.abs(vendor - 1) < NO_STEP) {
    const left = (100 * (Math.exp(-logStep) - 1)).toFixed(0);
    return `the vendor leaves a move of ${left} % on a marked day, ${
      off(1).toFixed(0)
    } scales: it lacks the step`;
  }
  const silence = calendar.indexOf(quotes.session[row]) - calendar.indexOf(quotes.session[row - 1]);
  const isNew = row < FEW_QUOTES || quotes.ticker[row - FEW_QUOTES] !== quotes.ticker[row];
  const own = outcome === "nothing" ? 1 : mayPay ? step : ratio;
  const [ours, theirs] = [scales(own), `the vendor's ${scales(vendor)}`];
  return [
    isNew ? `fewer than ${FEW_QUOTES} quotes before` : "",
    silence > SILENCE ? `no trade for ${silence} sessions` : "",
    mayPay ? "ratio and payment share one step" : "",
    Math.abs(Math.log(own / vendor)) <= RIGHT
      ? `${ours} is the best guess, but not sure enough`
      : off(own) <= off(vendor)
      ? `the tape is nearer to ${ours} than to ${theirs}`
      : off(own) <= FITS
      ? `${ours} fits beside ${theirs} and is the more usual ratio`
      : `the tape is far from ${ours}, nearer to ${theirs}`,
  ].filter((part) => part !== "").join("; ");
}

/** The counts as lines of text, and every event that is not right, with its reason. */
export function actionsLines({ withDistribution, withoutDistribution }: ActionsBench): string[] {
  const keyOf = ({ ticker, exSession }: JudgedEvent) => `${ticker} ${exSession}`;
  const used = new Map(withDistribution.remaining.map((event) => [keyOf(event), event]));
  const ignored = new Map(withoutDistribution.remaining.map((event) => [keyOf(event), event]));
  const remaining = [...new Map([...used, ...ignored])].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([key, event]) =>
      [event, !used.has(key) ? "ignored" : !ignored.has(key) ? "used" : "either"] as const
    );
  const row = (name: string, count: ActionsCount) => [
    name,
    `${count.right} of ${count.events}`,
    `${count.plainRight} of ${count.plainEvents}`,
    String(count.rightByRatio),
    String(count.unexplained),
    String(count.accepted),
    String(count.grosslyWrong),
    String(count.withoutVendorStep),
  ];
  return [
    ...table(
      [
        "DISMES",
        "right",
        "without other rights",
        "by ratio",
        "unexplained",
        "accepted",
        "> 1.5x off",
        "no vendor step",
      ],
      [row("used", withDistribution), row("ignored", withoutDistribution)],
    ),
    "",
    "Not right, or accepted where the vendor shows no step, and why:",
    ...table(
      [
        "ticker",
        "ex session",
        "ESPECI",
        "DISMES",
        "outcome",
        "ratio",
        "conf.",
        "tape",
        "scale",
        "vendor",
        "reason",
      ],
      remaining.map(([event, dismes]) => [
        event.ticker,
        event.exSession,
        event.specification,
        dismes,
        event.outcome,
        event.ratio.toPrecision(5),
        event.confidence.toFixed(2),
        event.tape.toPrecision(5),
        event.scale.toFixed(3),
        event.vendor.toPrecision(5),
        event.reason,
      ]),
    ),
  ];
}
