/**
 * A fitted model and a panel to predictions for its last session.
 *
 * @module
 */

import {
  type Bars,
  barsAt,
  CLASSES,
  formatSession,
  type Model,
  ModelError,
  type Panel,
  type Prediction,
  type Probabilities,
} from "~/core/mod.ts";
import { featureRows, historyOf, sequenceDefects } from "~/dataset/mod.ts";
import {
  type FeatureColumns,
  featureColumns,
  type FeatureSet,
  lookbackOf,
  type PanelInputs,
  returnScale,
  ROW_DEFECTS,
  type SideInputs,
  tickerInputs,
} from "~/features/mod.ts";
import { universe, type UniverseRules } from "~/prices/mod.ts";
import { assess, type CertaintyFit } from "./certainty.ts";

/** What must be known of a model to answer with it. */
export interface ModelCard {
  /** `name@version`. */
  readonly id: string;
  /** Features it learned from. */
  readonly features: FeatureSet;
  /** Sessions held. */
  readonly horizon: number;
  /** Thresholds of the shares it learned from. */
  readonly universe: UniverseRules;
  /** Class frequencies of the training data. */
  readonly baseline: Probabilities;
  /** Session at which its last label was known, `YYYY-MM-DD`. */
  readonly trainedThrough: string;
  /** What its evaluation concluded, in a sentence. */
  readonly verdict: string;
  /** What it knows of its own certainty; `null` if nothing. */
  readonly certainty: CertaintyFit | null;
}

/** A ticker that no answer can be given for. */
export interface Refusal {
  /** Trading code. */
  readonly ticker: string;
  /** Why, in a sentence. */
  readonly refused: string;
}

/** Below this a share's own history says little about how it behaves. */
const WANTED_SESSIONS = 1000;

/**
 * Predicts tickers from the last session of each in the panel.
 *
 * @param model A fitted model.
 * @param card What it needs and how good it was.
 * @param panel Bars on the `split` basis; its calendar is the market's clock.
 * @param tickers Which; in this order.
 * @param inputs What the features need besides the panel.
 * @returns A prediction or a refusal for each. A ticker that the panel lacks, too little history, an unexplained jump
 *   inside the feature window or an undefined feature refuse, in any session of the sequence that the model looks at; old
 *   data, a short history or a share outside the universe warn.
 * @throws {ModelError} If the model learned from other features than the card's.
 */
export async function predictTickers(
  model: Model,
  card: ModelCard,
  panel: Panel,
  tickers: readonly string[],
  inputs: Omit<PanelInputs, "universe"> = {},
): Promise<(Prediction | Refusal)[]> {
  const ask = predictorOf(model, card, panel, inputs);
  const answers: (Prediction | Refusal)[] = [];
  for (const ticker of tickers) answers.push(await ask(ticker));
  return answers;
}

/** Answers for a ticker. */
export type Ask = (ticker: string) => Promise<Prediction | Refusal>;

/**
 * Prepares to predict tickers from the last session of each in the panel, one by one and as often as wanted: what they
 * share is computed once. See {@link predictTickers}.
 *
 * @throws {ModelError} If the model learned from other features than the card's.
 */
export function predictorOf(
  model: Model,
  card: ModelCard,
  panel: Panel,
  inputs: Omit<PanelInputs, "universe"> = {},
): Ask {
  const names = card.features.features.map((feature) => feature.name);
  if (names.join() !== model.features.join()) {
    throw new ModelError(
      `Cannot predict with ${card.id}: it learned from ${model.features.length} features (${
        model.features.join(", ")
      }), ` +
        `set "${card.features.name}" now has ${names.length} (${names.join(", ")})`,
    );
  }
  const inside = universe(panel, card.universe);
  const inputsOf = tickerInputs(panel, card.features, { ...inputs, universe: inside });
  const places = new Map(panel.tickers.map((ticker, t) => [ticker, t]));
  return async (ticker) => {
    const index = places.get(ticker);
    if (index !== undefined) return await predictTicker(model, card, panel, index, inside, inputsOf(index));
    const refused =
      `Cannot predict "${ticker}": it is not among the ${panel.tickers.length} tickers of the data`;
    return { ticker, refused };
  };
}

async function predictTicker(
  model: Model,
  card: ModelCard,
  panel: Panel,
  index: number,
  inside: Uint8Array,
  inputs: SideInputs,
): Promise<Prediction | Refusal> {
  const bars = barsAt(panel, index);
  const last = bars.session.length - 1;
  const columns = featureColumns(bars, card.features, inputs);
  const { lookback = 1 } = model;
  const refused = refusal(bars, columns, lookbackOf(card.features), lookback);
  if (refused !== null) return { ticker: bars.ticker, refused };
  const row = featureRows(columns, [last]);
  const { probabilities: raw, classes, expectedReturn: returns } = await model.predict({
    nSamples: 1,
    features: model.features,
    X: row,
    tickers: [bars.ticker],
    ticker: Int32Array.of(0),
    session: bars.session.subarray(last),
    ...(lookback > 1 && { history: historyOf(columns, [last], lookback) }),
  });
  if (raw === null) {
    throw new ModelError(`Cannot predict with ${card.id}: it gives no probabilities`);
  }
  const scale = returnScale(bars, card.horizon)[last];
  const { probabilities, certainty } = card.certainty === null
    ? { probabilities: raw, certainty: null }
    : assess(card.certainty, raw, row, scale);
  const [sell, hold, buy] = probabilities;
  const expectedReturn = returns?.[0] ?? null;
  const lastClose = bars.close[last] / bars.factor[last];
  return {
    ticker: bars.ticker,
    label: CLASSES[classes?.[0] ?? probabilities.indexOf(Math.max(sell, hold, buy))],
    probabilities: { sell, hold, buy },
    expectedReturn,
    expectedPrice: model.claimsPrice === true && expectedReturn !== null
      ? lastClose * (1 + expectedReturn)
      : null,
    certainty,
    baseline: card.baseline,
    dataDate: formatSession(bars.session[last]),
    lastClose,
    horizon: card.horizon,
    model: card.id,
    trainedThrough: card.trainedThrough,
    verdict: card.verdict,
    warnings: warnings(
      bars,
      panel.calendar[panel.calendar.length - 1],
      inside[panel.offsets[index] + last] === 1,
      card,
    ),
  };
}

/**
 * Why there is no answer for the last of the bars; `null` where there is one.
 *
 * @param window Sessions that the features need.
 * @param lookback Rows of features that the model looks at.
 */
function refusal(
  { ticker, session }: Bars,
  { defects }: FeatureColumns,
  window: number,
  lookback: number,
): string | null {
  const last = session.length - 1;
  const offsets = Int32Array.of(0, session.length);
  const defect = ROW_DEFECTS[sequenceDefects({ offsets }, defects, lookback)[last]];
  if (defect === null) return null;
  if (defect === "too little history") {
    const needed = window + lookback - 1;
    return `Cannot predict "${ticker}": ${needed} sessions of history are needed, found ${session.length}`;
  }
  const newest = defects.findLastIndex((code) => code !== 0);
  return `Cannot predict "${ticker}" on ${formatSession(session[last])}: ${defect}` +
    (newest === last
      ? ""
      : ` on ${formatSession(session[newest])}, one of the ${lookback} sessions that the model looks at`);
}

function warnings(bars: Bars, marketDate: number, isInside: boolean, card: ModelCard): string[] {
  const nSessions = bars.session.length;
  const dataDate = bars.session[nSessions - 1];
  return [
    ...(nSessions < WANTED_SESSIONS
      ? [
        `${bars.ticker} has ${nSessions} sessions of history; ${WANTED_SESSIONS} are wanted for a reliable answer`,
      ]
      : []),
    ...(dataDate < marketDate
      ? [
        `${bars.ticker} last traded on ${formatSession(dataDate)}; the data ends on ${
          formatSession(marketDate)
        }`,
      ]
      : []),
    ...(isInside
      ? []
      : [`${bars.ticker} is outside the universe the model learned from (turnover, history or price)`]),
    ...(formatSession(dataDate) < card.trainedThrough
      ? [
        `${bars.ticker}: the model has learned from sessions after ${
          formatSession(dataDate)
        }, so this is no forecast`,
      ]
      : []),
  ];
}
