/**
 * A saved version and the database as it is now to what a report shows.
 *
 * @module
 */

import { dirname } from "node:path";
import {
  barsOf,
  DataError,
  type Finding,
  formatSession,
  type Panel,
  parseSession,
  type Prediction,
} from "~/core/mod.ts";
import type { CorporateAction } from "~/prices/mod.ts";
import { loadModel, predictTickers } from "~/predictor/mod.ts";
import type { Manifest, Version } from "~/registry/mod.ts";
import type {
  Caution,
  CautionCode,
  CoverageTable,
  DataProvenance,
  ModelIdentity,
  PriceHistory,
  ReportData,
  UniverseDescription,
} from "~/report/mod.ts";
import { backtestReport } from "./backtest_report.ts";
import type { CertaintyReport } from "./certainty.ts";
import type { TickerHistory } from "./evaluate.ts";
import { loadMarket, type Market } from "./market.ts";
import type { LstmFacts, ModelFacts } from "./model_facts.ts";
import { cardOf } from "./predict.ts";
import { resolveRun } from "./resolve_run.ts";
import { marketOf, type Run } from "./run.ts";
import { readTraining, type TrainingRecord } from "./train.ts";

/** Fewer tickers than this are a sample, not a market. */
const SAMPLE_TICKERS = 60;

/** Gathers everything that a version's report shows. */
export async function reportData(version: Version, db: string, command: string): Promise<ReportData> {
  const { manifest } = version;
  const run = resolveRun(manifest.run, {}, `the run of ${manifest.name}@${manifest.version}`);
  const { evaluation, facts, account, backtest } = readTraining(version);
  const { panel, inputs, sha256 } = await loadMarket(db, { ...marketOf(run), to: undefined });
  const hash = run.data.to === undefined ? sha256 : await hashForRun(run, db);
  return {
    model: modelIdentity(manifest, run, facts),
    data: provenance(manifest, account),
    universe: universeOf(run, account),
    leaderboard: evaluation.leaderboard,
    seeds: evaluation.seeds,
    coverage: coverageTables(evaluation.certainty),
    backtest: await backtestReport(backtest, dirname(dirname(version.folder))),
    folds: evaluation.folds,
    foldBlocks: evaluation.blocks,
    importances: importances(facts),
    ..."epochs" in facts && {
      lossCurve: { epochs: facts.epochs, bestEpoch: facts.bestEpoch, folds: evaluation.learning },
      attribution: { features: manifest.features, answers: facts.attributions },
    },
    prices: evaluation.histories.flatMap((history) => priceHistory(history, panel) ?? []),
    predictions: await newestPredictions(version, { panel, inputs }, account.tickers),
    omissions: Object.entries(account.leftOut).map(([reason, count]) => ({ reason, count, detail: "rows" })),
    findings: [...account.actions.map(actionFinding), ...account.findings],
    cautions: cautions(manifest, run, account, hash !== manifest.data.sha256),
    reproduction: { command, config: manifest.run },
  };
}

/** Hash of what the run would learn from today; `null` if the database has nothing of it. */
async function hashForRun(run: Run, db: string): Promise<string | null> {
  try {
    return (await loadMarket(db, marketOf(run))).sha256;
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

/** What the model is. */
export function modelIdentity(
  manifest: Manifest,
  run: Run,
  facts: ModelFacts,
): ModelIdentity {
  const { name, version, featureBasis, returnBasis } = manifest;
  return {
    name,
    version,
    kind: manifest.kind,
    horizon: run.label.horizon,
    label: run.label.kind,
    featureBasis,
    returnBasis,
    features: run.features,
    nFeatures: manifest.features.length,
    seed: run.seed,
    hyperparameters: hyperparametersOf(run, facts),
  };
}

/** Settings of the estimator and what came of them, by name. */
function hyperparametersOf(run: Run, facts: ModelFacts): ModelIdentity["hyperparameters"] {
  if (run.kind === "rf") {
    const sizes = "nLeaves" in facts ? { leaves: facts.nLeaves, depth: facts.depth } : {};
    return { ...run.forest, classWeight: JSON.stringify(run.forest.classWeight), ...sizes };
  }
  const { nWeights, bestEpoch, trainedWith } = facts as LstmFacts;
  return { ...run.lstm, weights: nWeights, bestEpoch, trainedWith };
}

/** What the model learned from. */
export function provenance({ data }: Manifest, account: TrainingRecord["account"]): DataProvenance {
  return {
    sources: account.sources,
    tickers: account.tickers,
    firstSession: parseSession(data.firstSession),
    lastSession: parseSession(data.lastSession),
    nBars: account.nBars,
    nSamples: data.nSamples,
    hash: data.sha256,
  };
}

/** Which shares a run looks at. */
export function universeOf(
  { universe, data: { tickers } }: Run,
  { byYear }: Pick<TrainingRecord["account"], "byYear">,
): UniverseDescription {
  return { ...universe, nChosen: tickers?.length ?? null, byYear };
}

/** How often intervals and sets held what came, as tables. */
export function coverageTables({ intervals, classSets }: CertaintyReport): CoverageTable[] {
  const ofReturns = intervals.map(({ level, coverage }) =>
    ({ of: "return", nominal: level, ...coverage }) as const
  );
  if (classSets === null) return ofReturns;
  const { level, coverage, abstained, accuracyWhenActing } = classSets;
  const acting = { abstained, accuracy: accuracyWhenActing };
  return [...ofReturns, { of: "class", nominal: level, ...coverage, acting }];
}

function importances(facts: ModelFacts): ReportData["importances"] {
  if (!("importances" in facts)) return null;
  const { importances } = facts;
  return {
    method: "gini",
    features: Object.entries(importances).map(([feature, value]) => ({ feature, value })),
  };
}

/** A ticker's closes from its first prediction on; `null` if the panel has no session that was predicted. */
export function priceHistory({ ticker, predicted }: TickerHistory, panel: Panel): PriceHistory | null {
  if (!panel.tickers.includes(ticker)) return null;
  const { session, close, basis } = barsOf(panel, ticker);
  const known = new Set(session);
  const shown = predicted.filter((answer) => known.has(answer.session));
  if (shown.length === 0) return null;
  const begin = session.indexOf(shown[0].session);
  return { ticker, session: session.subarray(begin), close: close.subarray(begin), predicted: shown, basis };
}

/** Answers for the tickers that traded on the panel's last session and can be answered for. */
async function newestPredictions(
  version: Version,
  { panel, inputs }: Pick<Market, "panel" | "inputs">,
  tickers: readonly string[],
): Promise<Prediction[]> {
  const marketDate = panel.calendar[panel.calendar.length - 1];
  const current = tickers.filter((ticker) =>
    panel.tickers.includes(ticker) && barsOf(panel, ticker).session.at(-1) === marketDate
  );
  const model = loadModel(version.artifact);
  const answers = await predictTickers(model, cardOf(version), panel, current, inputs);
  return answers.filter((answer) => "label" in answer);
}

/** What was done about a corporate action, in a sentence. */
export function actionFinding(action: CorporateAction): Finding {
  const { ticker, exSession, kind, ratio, payment, source, evidence } = action;
  const shares = ratio > 1
    ? `1 share became ${ratio}`
    : `${Number((1 / ratio).toPrecision(6))} shares became 1`;
  const what = ratio === 1 ? `${(100 * payment).toFixed(2)} % of the price` : shares;
  const how = evidence === undefined
    ? `by the ${source}`
    : `inferred from a step of ${evidence.observed.toFixed(3)} at ${Math.round(100 * evidence.confidence)} %`;
  return {
    severity: "info",
    kind: "corporate_action",
    ticker,
    session: exSession,
    message: `${ticker} ${kind} on ${formatSession(exSession)}: ${what}, ${how}`,
  };
}

/** Why to be careful with the report, the gravest first. */
export function cautions(
  { returnBasis }: Manifest,
  { label }: Run,
  { tickers }: TrainingRecord["account"],
  isOtherData: boolean,
): Caution[] {
  const when = (applies: boolean, code: CautionCode): Caution[] => applies ? [{ code }] : [];
  return [
    ...when(isOtherData, "other_data"),
    ...(tickers.length < SAMPLE_TICKERS ? [{ code: "few_tickers", count: tickers.length } as const] : []),
    ...when(returnBasis === "split", "split_returns"),
    ...when(label.kind === "indicator_rule", "rule_label"),
    ...when(label.kind === "next_indicator_rule", "next_rule_label"),
    { code: "no_costs" },
    { code: "breaks" },
    { code: "stopped" },
    { code: "seen_years" },
  ];
}
