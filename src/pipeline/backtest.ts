/**
 * A run's out-of-sample forecasts, traded beside momentum and the benchmarks.
 *
 * @module
 */

import {
  type Activity,
  activityOf,
  buyAndHold,
  cashCurve,
  type Curve,
  longShort,
  type MonthlyReturn,
  monthlyReturns,
  type Performance,
  performanceOf,
  resolveRules,
  runBacktest,
  signalThreshold,
  type Targets,
  topQuantile,
  type TradedMarket,
  type TradingRules,
  type Trials,
} from "~/backtest/mod.ts";
import { CLASSES, type Dataset, type Finding, type Fold, type Session } from "~/core/mod.ts";
import type { Entry } from "~/evaluation/mod.ts";
import { recordTrial } from "~/registry/mod.ts";
import { backtestMarket } from "./backtest_market.ts";
import { contendersOf } from "./contenders.ts";
import { type TestPeriod, touchesUntouched } from "./evaluation_folds.ts";
import type { Prepared } from "./prepare.ts";
import { recipeOf } from "./recipe.ts";
import type { Run } from "./run.ts";
import { beyondLuck, recordedTrials } from "./trial_luck.ts";
import { type Walk, walkRun, type WorkOptions } from "./walk.ts";

/** Where trials are recorded, how to trade, and how to work. */
export interface BacktestWork extends WorkOptions, TestPeriod {
  /** The models folder, which holds the record of trials. */
  readonly models: string;
  /** What trading costs and how much of it is allowed. */
  readonly rules?: TradingRules;
}

/** A strategy or a benchmark. */
export interface BacktestRow {
  /** What it is called. */
  readonly name: string;
  /** Whether a model decided. */
  readonly isModel: boolean;
  /** What its curve comes to. */
  readonly performance: Performance;
  /** How it traded; `null` if it did not. */
  readonly activity: Activity | null;
  /**
   * Probability that the Sharpe ratio is more than the luck of all trials; `null` if no model decided. Their ratios are
   * taken to vary as those recorded do, but no less than without any skill.
   */
  readonly deflatedSharpe: number | null;
  /** Its returns by month. */
  readonly monthly: readonly MonthlyReturn[];
  /** Its worth at each close. */
  readonly curve: Curve;
}

/** Strategies and benchmarks over the same sessions. */
export interface BacktestComparison {
  /** First decision session. */
  readonly firstSession: Session;
  /** Session at whose close the curves end: the last at which a label became known. */
  readonly lastSession: Session;
  /** Sessions from one decision to the next: the run's horizon. */
  readonly every: number;
  /** The rules of trading. */
  readonly rules: Required<TradingRules>;
  /** The run's model first, then momentum, then what does not decide. */
  readonly rows: readonly BacktestRow[];
  /** Trials that Sharpe ratios are deflated by: recipes recorded, each with every strategy. */
  readonly nTrials: number;
  /** What to be careful about. */
  readonly findings: readonly Finding[];
}

/** Probability of a rise above which a ticker is held: a fifth more than a third, which knows nothing. */
const THRESHOLD = 0.4;

/**
 * Trades a run's walk-forward forecasts, momentum and the benchmarks over the same sessions, and records the trial.
 *
 * @throws {DataError} If the sessions do not suffice for the folds.
 */
export async function backtest(
  run: Run,
  prepared: Prepared,
  options: BacktestWork,
): Promise<BacktestComparison> {
  const traders = contendersOf(run, prepared, options).filter(({ name }, i) =>
    i === 0 || TRADED.includes(name)
  );
  const walk = await walkRun(run, prepared, traders, options);
  const traded = await tradeWalk(run, prepared, walk, options);
  await walk.forget();
  return traded;
}

/** Untrained rankings that are traded beside the model: the classic and the bar. */
const TRADED = ["momentum 12-1", "combo4", "combo3"];

/**
 * Trades the answers of a walk: those of the run's model, momentum and the combined ranking.
 *
 * Decided every h sessions, the run's horizon, from the first session that was tested on; each fold's model had not seen
 * the sessions it decides on. Cash and excess returns are of the database's rate, the index is its index.
 */
export async function tradeWalk(
  run: Run,
  prepared: Prepared,
  { folds, test, entries: [model, ...others] }: Walk,
  options: Pick<BacktestWork, "models" | "rules">,
): Promise<BacktestComparison> {
  const every = run.label.horizon;
  const entries = [model, ...others.filter(({ name }) => TRADED.includes(name))];
  const rules = resolveRules(options.rules ?? {});
  const [firstSession, lastSession] = [test.session[0], test.labelEnd.reduce((a, b) => Math.max(a, b))];
  const { market, index, hasRates, findings: lacking } = backtestMarket(prepared, firstSession, lastSession);
  const findings = [...lacking];
  const nLeftOut = prepared.leftOut["break in the label window"] ?? 0;
  if (nLeftOut > 0) {
    const message =
      `${nLeftOut} rows are no decisions because of an unexplained jump that came after them: real crashes ` +
      "among them were not bought, nor sold";
    findings.push({ severity: "warning", kind: "decisions_left_out", message });
  }

  const traded = (name: string, isModel: boolean, targets: Targets): BacktestRow => {
    const ledger = runBacktest(market, targets, { ...rules, to: lastSession });
    findings.push(...ledger.findings);
    const { session, equity } = ledger;
    return rowOf(market, name, isModel, { session, equity }, activityOf(ledger));
  };
  const decided = entries.flatMap((entry) =>
    strategiesOf(test, entry, every).map(([strategy, targets]) =>
      [strategy, traded(`${entry.name}, ${strategy}`, !entry.isBaseline, targets)] as const
    )
  );
  const all = { ...test, score: new Float64Array(test.nSamples) };
  const held = traded("buy and hold", false, buyAndHold(all));
  const sessions = held.curve.session;
  const models = decided.filter(([, { isModel }]) => isModel);
  const trials = await record(run, prepared, folds, options.models, models);
  const deflated = (row: BacktestRow): BacktestRow => {
    const { estimate } = row.performance;
    return row.isModel && estimate !== null ? { ...row, deflatedSharpe: beyondLuck(estimate, trials) } : row;
  };
  return {
    firstSession,
    lastSession,
    every,
    rules,
    rows: [
      ...decided.map(([, row]) => deflated(row)),
      held,
      ...(index === null ? [] : [rowOf(market, "index", false, index, null)]),
      ...(hasRates
        ? [rowOf(market, "cash", false, cashCurve(sessions, ratesOf(market, sessions)), null)]
        : []),
    ],
    nTrials: trials.nTrials,
    findings: [...new Map(findings.map((finding) => [finding.message, finding])).values()],
  };
}

/** The ways in which forecasts are traded, by name. */
function strategiesOf(test: Dataset, { isBaseline, forecast }: Entry, every: number): [string, Targets][] {
  const { score, probabilities } = forecast;
  const strategies: [string, Targets][] = [
    ["top 20 %", topQuantile({ ...test, score }, { every, quantile: 0.2 })],
    ["long-short 20 %", longShort({ ...test, score }, { every, quantile: 0.2 })],
  ];
  if (isBaseline || probabilities === null) return strategies;
  const buy = CLASSES.indexOf("buy");
  const rise = score.map((_, i) => probabilities[i * CLASSES.length + buy]);
  const signals = signalThreshold({ ...test, score: rise }, { every, threshold: THRESHOLD });
  return [...strategies, ["P(buy) over 40 %", signals]];
}

function rowOf(
  market: TradedMarket,
  name: string,
  isModel: boolean,
  curve: Curve,
  activity: Activity | null,
): BacktestRow {
  return {
    name,
    isModel,
    performance: performanceOf(curve, ratesOf(market, curve.session)),
    activity,
    deflatedSharpe: null,
    monthly: monthlyReturns(curve),
    curve,
  };
}

/** What cash earned from the session before to each of some consecutive ones. */
function ratesOf({ calendar, cashRate }: TradedMarket, sessions: Int32Array): Float64Array {
  const begin = calendar.indexOf(sessions[0]);
  return cashRate.subarray(begin, begin + sessions.length);
}

/** Records the run as tried on its data, and says how much was tried on it so far. */
async function record(
  run: Run,
  { sha256: data, dataset }: Prepared,
  folds: readonly Fold[],
  models: string,
  rows: readonly (readonly [strategy: string, row: BacktestRow])[],
): Promise<Required<Trials>> {
  const sharpes = Object.fromEntries(
    rows.flatMap(([strategy, { performance: { estimate } }]) =>
      estimate === null ? [] : [[strategy, estimate.sharpe]]
    ),
  );
  const trial = { data, recipe: recipeOf(run), sharpes };
  await recordTrial(models, touchesUntouched(dataset, folds) ? { ...trial, isFinal: true } : trial);
  return await recordedTrials(models, rows.length);
}
