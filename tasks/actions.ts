/**
 * `deno task actions`: corporate actions that prices are adjusted for, and codes that may have taken over from others.
 *
 * @module
 */

import { barsOf, formatSession } from "~/core/mod.ts";
import { loadMarket } from "~/pipeline/mod.ts";
import { type CorporateAction, type Succession, suggestSuccessions } from "~/prices/mod.ts";
import { buildCommand, runTask } from "./cli/command.ts";
import { databaseToRead, DB_FLAG, JSON_FLAG } from "./cli/defaults.ts";
import { findingJson, print, printJson, table } from "./cli/output.ts";

interface Flags {
  readonly db?: string;
  readonly json?: boolean;
}

/** Findings about corporate actions. */
const KINDS = [
  "joined_codes",
  "unexplained_action",
  "small_bonus",
  "action_disagreement",
  "bad_action",
  "action_before_first_quote",
  "action_after_last_quote",
];

/** Everything about actions, of one ticker or all. */
async function accountOf(db: string, wanted: string | undefined) {
  const { panel, actions, findings } = await loadMarket(db); // of all tickers: the market's moves are evidence
  if (wanted !== undefined) barsOf(panel, wanted); // if it is not there, this says what is
  const isWanted = (ticker: string | undefined) => wanted === undefined || ticker === wanted;
  return {
    actions: actions.filter(({ ticker }) => isWanted(ticker)),
    findings: findings.filter(({ kind, ticker }) => KINDS.includes(kind) && isWanted(ticker)),
    successions: suggestSuccessions(panel).filter(({ from, to }) => isWanted(from) || isWanted(to)),
  };
}

function actionJson({ exSession, asOf, ...action }: CorporateAction) {
  return { ...action, exSession: formatSession(exSession), asOf: asOf === null ? null : formatSession(asOf) };
}

function successionJson({ lastSession, firstSession, ...succession }: Succession) {
  return {
    ...succession,
    lastSession: formatSession(lastSession),
    firstSession: formatSession(firstSession),
  };
}

function actionRow({ ticker, exSession, kind, ratio, payment, source, evidence }: CorporateAction): string[] {
  return [
    ticker,
    formatSession(exSession),
    kind,
    ratio < 1 ? `1/${Number((1 / ratio).toPrecision(6))}` : String(Number(ratio.toPrecision(6))),
    payment === 0 ? "-" : `${(100 * payment).toFixed(3)} %`,
    source,
    evidence?.observed.toPrecision(5) ?? "-",
    evidence?.confidence.toFixed(2) ?? "-",
  ];
}

await runTask(
  "actions",
  buildCommand<Flags, [string?]>({
    docs: {
      brief: "Lists corporate actions and suggests codes that took over from others",
      fullDescription:
        "Lists the splits, groupings and bonuses that prices are adjusted for, with the step that was observed and " +
        "how sure the ratio is; marked events that nothing explains; and codes that may have taken over from others.",
    },
    parameters: {
      flags: { db: DB_FLAG, json: JSON_FLAG },
      positional: {
        kind: "tuple",
        parameters: [{
          brief: "Only this ticker",
          parse: (text: string) => text.trim().toUpperCase(),
          optional: true,
          placeholder: "ticker",
        }],
      },
    },
    async func(flags, ticker) {
      const { actions, findings, successions } = await accountOf(databaseToRead(flags.db), ticker);
      if (flags.json) {
        return printJson({
          actions: actions.map(actionJson),
          findings: findings.map(findingJson),
          successions: successions.map(successionJson),
        });
      }
      print(
        ...table(
          ["ticker", "ex session", "kind", "ratio", "payment", "source", "observed", "confidence"],
          actions.map(actionRow),
        ),
        "",
        `${actions.length} actions, ${findings.length} findings:`,
        ...findings.map(({ message }) => `  ${message}`),
      );
      if (successions.length === 0) return;
      print(
        "",
        "Codes that may have taken over (nothing is joined unless a run says so, --join OLD=NEW):",
        ...table(
          ["old", "last session", "new", "first session", "price", "turnover"],
          successions.map((succession) => [
            succession.from,
            formatSession(succession.lastSession),
            succession.to,
            formatSession(succession.firstSession),
            `x${succession.priceRatio.toFixed(3)}`,
            `x${succession.turnoverRatio.toFixed(2)}`,
          ]),
        ),
      );
    },
  }),
);
