/**
 * A saved version to the page that shows it.
 *
 * @module
 */

import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { barsOf, type Finding, formatSession, parseSession, type Prediction } from "~/core/mod.ts";
import type { CorporateAction } from "~/prices/mod.ts";
import { loadModel, predictTickers } from "~/predictor/mod.ts";
import { renderReport, type ReportData } from "~/report/mod.ts";
import type { Manifest, Version } from "~/registry/mod.ts";
import { MOMENTUM } from "./evaluate.ts";
import { cardOf } from "./predict.ts";
import { loadMarket, type Market } from "./market.ts";
import { resolveRun } from "./run.ts";
import { readTraining, type TrainingRecord } from "./train.ts";

/** Where to read and write. */
export interface ReportOptions {
  /** Database file. */
  readonly db: string;
  /** Folder of the reports; made when missing. */
  readonly reports: string;
  /** The command that made the version, for the page. */
  readonly command: string;
}

/** Fewer tickers than this are a sample, not a market. */
const SAMPLE_TICKERS = 60;

/** Predictions on the page: the most certain ones of each side and the tickers drawn. */
const N_PREDICTIONS = 12;

/**
 * Writes a version's report as one HTML file.
 *
 * @returns The path of the file.
 */
export async function writeReport(version: Version, options: ReportOptions): Promise<string> {
  const market = await loadMarket(options.db);
  const data = await reportData(version, market, options.command);
  const { name, version: id } = version.manifest;
  const path = join(options.reports, `${name}-${id}.html`);
  await mkdir(options.reports, { recursive: true });
  await writeFile(`${path}.tmp`, await renderReport(data));
  await rename(`${path}.tmp`, path);
  return path;
}

async function reportData(version: Version, market: Market, command: string): Promise<ReportData> {
  const { manifest } = version;
  const run = resolveRun(manifest.run);
  const training = await readTraining(version);
  const { evaluation, facts, account } = training;
  return {
    model: {
      name: manifest.name,
      version: manifest.version,
      kind: "random forest",
      horizon: run.label.horizon,
      label: LABELS[run.label.kind],
      basis: manifest.returnBasis,
      features: run.features,
      nFeatures: manifest.features.length,
      seed: run.seed,
      hyperparameters: {
        ...run.forest,
        classWeight: JSON.stringify(run.forest.classWeight),
        leaves: facts.nLeaves,
        depth: facts.depth,
      },
    },
    data: {
      sources: account.sources,
      tickers: account.tickers,
      firstSession: parseSession(manifest.data.firstSession),
      lastSession: parseSession(manifest.data.lastSession),
      nBars: account.nBars,
      nSamples: manifest.data.nSamples,
      hash: manifest.data.sha256,
    },
    leaderboard: evaluation.leaderboard,
    folds: evaluation.folds,
    importances: {
      method: "mean decrease of Gini impurity over the trees; it favours features with many values",
      features: Object.entries(facts.importances).map(([feature, value]) => ({ feature, value })),
    },
    prices: evaluation.histories
      .filter((history) => market.panel.tickers.includes(history.ticker) && history.predicted.length > 0)
      .map(({ ticker, predicted }) => {
        const { session, close } = barsOf(market.panel, ticker);
        const begin = session.findIndex((day) => day >= predicted[0].session);
        return {
          ticker,
          session: session.subarray(begin),
          close: close.subarray(begin),
          predicted,
          basis: "split",
        };
      }),
    predictions: await newestPredictions(version, market, account.tickers),
    omissions: Object.entries(account.leftOut).map(([reason, count]) => ({ reason, count, detail: "rows" })),
    findings: [...account.actions.map(actionFinding), ...account.findings],
    cautions: cautions(training, manifest, run.label.kind),
    reproduction: { command, config: manifest.run },
  };
}

const LABELS = {
  xs_tercile: "best, middle and worst third of the session's shares by return from the next open",
  indicator_rule: "a rule over the row's own indicators (compatibility; it predicts nothing)",
} as const;

/** The model's most decided answers for tickers that traded on the last session. */
async function newestPredictions(
  version: Version,
  { panel }: Market,
  tickers: readonly string[],
): Promise<Prediction[]> {
  const marketDate = panel.calendar[panel.calendar.length - 1];
  const current = tickers.filter((ticker) => panel.tickers.includes(ticker))
    .filter((ticker) => barsOf(panel, ticker).session.at(-1) === marketDate);
  const answers = await predictTickers(loadModel(version.artifact), cardOf(version.manifest), panel, current);
  const edge = ({ probabilities }: Prediction) => probabilities.buy - probabilities.sell;
  const ranked = answers.filter((answer) => "label" in answer).sort((a, b) => edge(b) - edge(a));
  return ranked.length <= N_PREDICTIONS
    ? ranked
    : [...ranked.slice(0, N_PREDICTIONS / 2), ...ranked.slice(-N_PREDICTIONS / 2)];
}

function actionFinding({ ticker, exSession, kind, ratio, observed }: CorporateAction): Finding {
  const shares = ratio > 1 ? `1 share became ${ratio}` : `${Math.round(1 / ratio)} shares became 1`;
  const evidence = `inferred from a step of ${observed.toFixed(3)}`;
  return {
    severity: "info",
    kind: "corporate_action",
    ticker,
    session: exSession,
    message: `${ticker} ${kind} on ${formatSession(exSession)}: ${shares}, ${evidence}`,
  };
}

function cautions({ account }: TrainingRecord, { returnBasis, features }: Manifest, label: string): string[] {
  return [
    ...(account.tickers.length < SAMPLE_TICKERS
      ? [
        `${account.tickers.length} hand-picked shares, most of them survivors, prove nothing about skill: read the ` +
        "scores as a test of the machinery, and train on the full market before believing any of them",
      ]
      : []),
    ...(returnBasis === "split" ? ["Returns are adjusted for splits, not for dividends"] : []),
    ...(label === "indicator_rule"
      ? ["The label is a rule over the model's own inputs: these scores say nothing about the future"]
      : []),
    ...(features.includes(MOMENTUM)
      ? []
      : ["This feature set has no momentum column, so the hardest baseline is missing"]),
    "Costs, taxes and the price one would really get are not in these scores",
    "Samples whose window or label crosses an unexplained break are not scored; real crashes are among them",
    "A share that stops trading is left at its last price, also if its company only changed the code",
    "The defaults were chosen on B3 data of 2012 to 2022: those years are not wholly unseen",
  ];
}
