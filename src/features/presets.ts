/**
 * The named feature sets.
 *
 * @module
 */

import { ConfigError } from "~/core/mod.ts";
import { ALPHA158 } from "./alpha158.ts";
import { barBody, barRange, lowerShadow, upperShadow, vwapToClose } from "./bar_shape.ts";
import { crossRank, crossZscore, dispersion } from "./cross_section.ts";
import type { FeatureSet } from "./feature.ts";
import { INDICATORS, OTHER_CONVENTIONS } from "./indicators.ts";
import {
  amihud,
  averageTicket,
  liquidity,
  medianLiquidity,
  relativeSpread,
  turnoverRatio,
  turnoverVolatility,
} from "./liquidity.ts";
import {
  beta,
  idiosyncraticVolatility,
  marketReturn,
  marketVolatility,
  riskFree,
  weekday,
} from "./market.ts";
import { maxReturn, momentum, overnightReturn, pastReturn, seasonality, upShare } from "./momentum.ts";
import { dividendYield, logPrice } from "./price.ts";
import { REFERENCE, REFERENCE_WITHOUT_BOOK } from "./reference.ts";
import { REFERENCE_REPAIRED } from "./reference_repaired.ts";
import { SEQUENCE, SEQUENCE_WITHOUT_INDEX } from "./sequence.ts";
import {
  bollingerPosition,
  distanceToHigh,
  distanceToLow,
  distanceToMean,
  macdRatio,
  stochastic,
  trendFit,
  trendSlope,
  windowedRsi,
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
    windowedRsi(14),
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

/** Alpha158's columns that say what another of them says too. */
const REDUNDANT = /^(CNTP|CNTN|SUMN|SUMD|VSUMN|VSUMD)\d/;

/**
 * The `full` preset: 128 columns of Alpha158 over windows of up to 60 sessions, 20 over up to a year and more, and 9 of
 * the market that are the same for all tickers of a session. It needs an index, a risk-free rate and the factor of total
 * return; without them those columns are `NaN`.
 */
export const FULL: FeatureSet = {
  name: "full",
  basis: "split",
  features: [
    ...ALPHA158.features.filter((feature) => !REDUNDANT.test(feature.name)),
    ...[60, 252].map(beta),
    ...[60, 252].map(idiosyncraticVolatility),
    ...[60, 252].map(volatility),
    ...[60, 252].map(amihud),
    momentum(252, 21),
    momentum(126, 21),
    pastReturn(252),
    distanceToHigh(252),
    distanceToLow(252),
    maxReturn(21),
    skewness(60),
    medianLiquidity(60),
    turnoverRatio(5, 60),
    logPrice,
    dividendYield(252),
    seasonality,
    ...[1, 5, 21, 252].map(marketReturn),
    ...[21, 252].map(marketVolatility),
    riskFree,
    dispersion(5),
    weekday,
  ],
};

/** Columns that no preset holds: order book and trades, and the ranks of a session. */
const EXTRAS: FeatureSet = {
  name: "extras",
  basis: "split",
  features: [
    averageTicket,
    relativeSpread,
    beta(120),
    ...[pastReturn(21), momentum(252, 21), volatility(252), liquidity(63)].flatMap((feature) => [
      crossRank(feature),
      crossZscore(feature),
    ]),
  ],
};

/** Every preset by name. */
export const FEATURE_SETS: Readonly<Record<string, FeatureSet>> = {
  core: CORE,
  alpha158: ALPHA158,
  full: FULL,
  reference: REFERENCE,
  [REFERENCE_WITHOUT_BOOK.name]: REFERENCE_WITHOUT_BOOK,
  [REFERENCE_REPAIRED.name]: REFERENCE_REPAIRED,
  sequence: SEQUENCE,
  [SEQUENCE_WITHOUT_INDEX.name]: SEQUENCE_WITHOUT_INDEX,
};

/**
 * Every set of features there is: the presets but those that another holds, indicators as other libraries have them, and
 * what is in no preset.
 */
export const CATALOG: readonly FeatureSet[] = [
  ...Object.values(FEATURE_SETS).filter((set) =>
    ![REFERENCE_WITHOUT_BOOK, SEQUENCE_WITHOUT_INDEX].includes(set)
  ),
  INDICATORS,
  OTHER_CONVENTIONS,
  EXTRAS,
];

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
