/**
 * Whether a recipe shows skill where there is none to have.
 *
 * @module
 */

import { CLASSES, type Dataset, type Fold, Random, sessionBlocks } from "~/core/mod.ts";
import { neweyWestMean, rankingScores, sampleLogLoss } from "~/evaluation/mod.ts";
import type { Check } from "./check.ts";
import type { Learn } from "./fit.ts";

/** A t-value that chance exceeds in 3 of 100,000 audits. */
const T_IMPOSSIBLE = 4;

/** Samples of a session from which on a shuffle makes nothing of its labels. */
const MIN_TICKERS = 10;

/**
 * Deals returns and classes anew within each session: the same answers, but of other shares. Nothing is left to learn.
 *
 * @param seed The same seed deals alike.
 */
export function shuffledLabels(dataset: Dataset, seed: number): Dataset {
  const random = new Random(seed);
  const order = Int32Array.from(dataset.session.keys());
  for (const [begin, end] of sessionBlocks(dataset.session)) {
    for (let i = end - 1; i > begin; i--) {
      const j = begin + random.below(i - begin + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
  }
  return {
    ...dataset,
    y: Uint8Array.from(order, (i) => dataset.y[i]),
    targetReturn: Float64Array.from(order, (i) => dataset.targetReturn[i]),
  };
}

/**
 * Learns a fold on shuffled labels: neither may its probabilities be better than the class frequencies of train nor its
 * ranking better than none, by more than chance can do.
 *
 * @param seed Seed of the shuffle.
 */
export async function checkShuffledLabels(
  dataset: Dataset,
  fold: Fold,
  learn: Learn,
  seed: number,
): Promise<Check> {
  const name = "shuffled labels";
  const nSessions = new Set(fold.test.map((i) => dataset.session[i])).size;
  if (fold.test.length < MIN_TICKERS * nSessions) {
    const summary = `${MIN_TICKERS} shares a session are wanted, found ${
      (fold.test.length / nSessions).toFixed(1)
    }`;
    return { name, outcome: "skipped", summary, evidence: [] };
  }
  const shuffled = shuffledLabels(dataset, seed);
  const { forecast } = await learn(shuffled, fold);
  const session = fold.test.map((i) => shuffled.session[i]);
  const returns = Float64Array.from(fold.test, (i) => shuffled.targetReturn[i]);
  const { rankIc, tValue } = rankingScores(forecast.score, returns, session, 0);
  const gain = forecast.probabilities && gainOverFrequencies(shuffled, fold, forecast.probabilities, session);
  const scores = [
    { score: "rank IC", value: rankIc, t: tValue },
    ...(gain === null ? [] : [{ score: "gain in log-loss", value: gain.mean, t: gain.tValue }]),
  ];
  const suspicious = scores.filter(({ t }) => t !== null && t >= T_IMPOSSIBLE);
  const said = scores.map(({ score, value, t }) =>
    `${score} ${value === null ? "none" : value.toFixed(4)} (t ${t === null ? "none" : t.toFixed(1)})`
  ).join(", ");
  return {
    name,
    outcome: suspicious.length === 0 ? "pass" : "leak",
    summary: suspicious.length === 0
      ? `no skill on labels dealt anew within sessions: ${said}`
      : `skill where there is none to have: ${said}`,
    evidence: suspicious.length === 0 ? [] : scores,
  };
}

/** How much better probabilities are than saying the train block's frequencies, nats, mean over sessions. */
function gainOverFrequencies(
  { y }: Dataset,
  { train, test }: Fold,
  probabilities: Float64Array,
  session: Int32Array,
) {
  const counts = CLASSES.map((_, k) => train.reduce((n, i) => n + (y[i] === k ? 1 : 0), 1)); // none is impossible
  const total = counts.reduce((a, b) => a + b, 0);
  const losses = sampleLogLoss(Uint8Array.from(test, (i) => y[i]), probabilities);
  const gains = [...sessionBlocks(session)].map(([begin, end]) => {
    let sum = 0;
    for (let k = begin; k < end; k++) sum -= Math.log(counts[y[test[k]]] / total) + losses[k];
    return sum / (end - begin);
  });
  return neweyWestMean(gains, 0);
}
