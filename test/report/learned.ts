/**
 * How a made-up network learned and what its scores came from. No figure in it is a result.
 *
 * @module
 */

import { parseSession, Random } from "~/core/mod.ts";
import type { AnswerAttribution, LossCurve, ReportData } from "~/report/mod.ts";

const CHANNELS = [
  "return_1_scaled",
  "return_1_rank",
  "range_scaled",
  "open_close_scaled",
  "volume_ratio_60",
  "return_20_rank",
  "momentum_252_rank",
  "high_52w_rank",
  "volatility_60_rank",
  "index_return_scaled",
];

const LOOKBACK = 32;

/** Two answers at either end of a session. */
export function attribution(): ReportData["attribution"] {
  const answers = [
    answer("WEGE3", 0.061, 1),
    answer("ITUB4", 0.048, 2),
    answer("OIBR3", -0.052, 3),
    answer("MGLU3", -0.083, 4),
  ];
  return { features: CHANNELS, answers };
}

/** Falling losses; those of validation rise again. */
export function lossCurve(): LossCurve {
  const random = new Random(4);
  const epochs = Array.from({ length: 14 }, (_, i) => ({
    epoch: i + 1,
    loss: 1.171 + 0.03 * Math.exp(-i / 3) - 0.0007 * i + 0.0006 * random.normal(),
    validationLoss: 1.178 + 0.014 * Math.exp(-i / 2) + 0.00006 * i * i + 0.0004 * random.normal(),
  }));
  return { epochs, bestEpoch: 7 };
}

/** Contributions that add up to the score: late sessions and a few channels weigh more. */
function answer(ticker: string, score: number, stream: number): AnswerAttribution {
  const random = new Random(5, stream);
  const baseline = 0.002;
  const raw = Array.from(
    { length: LOOKBACK },
    (_, t) =>
      CHANNELS.map((_, j) =>
        (Math.sign(score) + random.normal()) * Math.exp((t - LOOKBACK) / 9) / (1 + (j * 7) % 10)
      ),
  );
  const scale = (score - baseline) / raw.flat().reduce((sum, value) => sum + value, 0);
  const value = raw.map((row) => row.map((some) => some * scale));
  return { ticker, session: parseSession("2022-12-29"), value, score, baseline };
}
