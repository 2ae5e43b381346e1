/**
 * The named feature sets.
 *
 * @module
 */

import { ConfigError } from "~/core/mod.ts";
import { barBody, barRange, lowerShadow, upperShadow, vwapToClose } from "./bar_shape.ts";
import type { FeatureSet } from "./feature.ts";
import { amihud, liquidity, turnoverRatio, turnoverVolatility } from "./liquidity.ts";
import { maxReturn, momentum, overnightReturn, pastReturn, upShare } from "./momentum.ts";
import { REFERENCE } from "./reference.ts";
import {
  bollingerPosition,
  distanceToHigh,
  distanceToLow,
  distanceToMean,
  macdRatio,
  rsi,
  stochastic,
  trendFit,
  trendSlope,
} from "./trend.ts";
import { parkinson, skewness, volatility, volatilityRatio } from "./volatility.ts";

/**
 * The `core` preset: scale-free columns from one ticker's bars, on the split basis.
 *
 * Windows reach a year because on B3 data most of the ranking skill sits in 252-session momentum, distance to the
 * 52-week high and volatility; windows of days alone carry less than half of it.
 */
export const CORE: FeatureSet = {
  name: "core",
  basis: "split",
  features: [
    ...[1, 5, 10, 21, 63, 126, 252].map(pastReturn),
    momentum(126, 21),
    momentum(252, 21),
    overnightReturn,
    maxReturn(21),
    upShare(21),
    ...[5, 21, 63, 252].map(volatility),
    volatilityRatio(21, 252),
    skewness(63),
    parkinson(21),
    barRange,
    barBody,
    upperShadow,
    lowerShadow,
    vwapToClose,
    ...[21, 252].map(distanceToHigh),
    ...[21, 252].map(distanceToLow),
    ...[5, 21, 63, 252].map(distanceToMean),
    ...[21, 63].map(trendSlope),
    trendFit(63),
    rsi(14),
    stochastic(14),
    bollingerPosition(20),
    macdRatio(12, 26),
    liquidity(63),
    turnoverRatio(1, 21),
    turnoverRatio(5, 63),
    turnoverVolatility(21),
    amihud(21),
  ],
};

/** Every preset by name. */
export const FEATURE_SETS: Readonly<Record<string, FeatureSet>> = { core: CORE, reference: REFERENCE };

/**
 * The preset of a name.
 *
 * @throws {ConfigError} If there is none; the message lists those there are.
 */
export function featureSet(name: string): FeatureSet {
  const known = Object.keys(FEATURE_SETS);
  if (!known.includes(name)) {
    throw new ConfigError(`Cannot find feature set "${name}": there are ${known.join(", ")}`);
  }
  return FEATURE_SETS[name];
}

/** Sessions of history that every feature of a set needs, the current one included. */
export function lookbackOf(set: FeatureSet): number {
  return Math.max(...set.features.map((feature) => feature.lookback));
}
