/**
 * The 158 columns of the Alpha158 set: bar shapes, prices and 29 measures over five windows, all over the close or over
 * the shares traded, so that no unit is left in them.
 *
 * Windows are full windows of sessions in which the ticker traded. Where the close or the shares of a window are all
 * equal, what divides by their spread is `NaN`; ratios whose divisor carries 10⁻¹² are 0. Every column depends on its
 * own window alone, bit for bit.
 *
 * @module
 */

import { deviations, differences, mapped, newColumn, quotients, ratios } from "./column.ts";
import { closeAgo, type Feature, type FeatureSet, type Series } from "./feature.ts";
import { once } from "./once.ts";
import { windowOrders } from "./ordered_windows.ts";
import { lag } from "./rolling.ts";
import {
  timeSquares,
  windowMaxima,
  windowMinima,
  windowMoments,
  windowProducts,
  windowSlopes,
  windowSums,
} from "./windows.ts";

const SOURCE = "Alpha158 (Yang et al. 2020, Qlib)";
const WINDOWS = [5, 10, 20, 30, 60];
/** Keeps a divisor from being 0. */
const TINY = 1e-12;

const closes = once((series: Series) => windowMoments(series.close));
const slopes = once((series: Series) => windowSlopes(closes(series)));
const highs = once((series: Series) => windowMaxima(series.high));
const lows = once((series: Series) => windowMinima(series.low));
const returns = once((series: Series) => windowMoments(series.returns));
const volumes = once((series: Series) => windowMoments(series.shares));
/** Without the 1 that qlib adds: it would let a later split, which rescales all shares before it, move the value. */
const logVolumes = once(({ shares }: Series) =>
  windowMoments(mapped(shares, (q) => q > 0 ? Math.log(q) : NaN))
);
const logVolumeChanges = once(({ shares }: Series) => {
  return windowMoments(mapped(shares, (q, i) => Math.log(q / (i === 0 ? NaN : shares[i - 1]) + 1)));
});
const weightedMoves = once((series: Series) => {
  return windowMoments(mapped(series.returns, (r, i) => Math.abs(r) * series.shares[i]));
});
const priceVolume = once((series: Series) => windowProducts(closes(series), logVolumes(series)));
const moveVolume = once((series: Series) => windowProducts(returns(series), logVolumeChanges(series)));
const orders = once((series: Series) => windowOrders(series.close, [0.8, 0.2]));
const priceSteps = once((series: Series) => steps(series.close));
const volumeSteps = once((series: Series) => steps(series.shares));

const body = once(({ open, close }: Series) => differences(close, open));
const range = once(({ high, low }: Series) => differences(high, low));
const upperShadow = once(({ open, high, close }: Series) => {
  const out = newColumn(high.length);
  for (let t = 0; t < out.length; t++) out[t] = high[t] - Math.max(open[t], close[t]);
  return out;
});
const lowerShadow = once(({ open, low, close }: Series) => {
  const out = newColumn(low.length);
  for (let t = 0; t < out.length; t++) out[t] = Math.min(open[t], close[t]) - low[t];
  return out;
});
const shift = once(({ high, low, close }: Series) => {
  const out = newColumn(close.length);
  for (let t = 0; t < out.length; t++) out[t] = 2 * close[t] - high[t] - low[t];
  return out;
});

/** Rises and falls from row to row: how many, and how far. */
function steps(x: Float64Array) {
  const [isUp, isDown, up, down] = Array.from({ length: 4 }, () => newColumn(x.length));
  for (let t = 0; t < x.length; t++) {
    const step = x[t] - (t === 0 ? NaN : x[t - 1]);
    const none = Number.isNaN(step) ? NaN : 0;
    isUp[t] = step > 0 ? 1 : none;
    isDown[t] = step < 0 ? 1 : none;
    up[t] = Math.max(step, 0);
    down[t] = Math.max(-step, 0);
  }
  return {
    nUp: windowSums(isUp),
    nDown: windowSums(isDown),
    up: windowSums(up),
    down: windowSums(down),
  };
}

function shape(name: string, formula: string, compute: Feature["compute"]): Feature {
  return { name, lookback: 1, unit: "ratio", formula, source: SOURCE, compute };
}

const SHAPES: readonly Feature[] = [
  shape("KMID", "(C - O)/O", (s) => ratios(body(s), s.open)),
  shape("KLEN", "(H - L)/O", (s) => ratios(range(s), s.open)),
  shape("KMID2", "(C - O)/(H - L + 10⁻¹²)", (s) => tinyRatios(body(s), range(s))),
  shape("KUP", "(H - max(O, C))/O", (s) => ratios(upperShadow(s), s.open)),
  shape("KUP2", "(H - max(O, C))/(H - L + 10⁻¹²)", (s) => tinyRatios(upperShadow(s), range(s))),
  shape("KLOW", "(min(O, C) - L)/O", (s) => ratios(lowerShadow(s), s.open)),
  shape("KLOW2", "(min(O, C) - L)/(H - L + 10⁻¹²)", (s) => tinyRatios(lowerShadow(s), range(s))),
  shape("KSFT", "(2C - H - L)/O", (s) => ratios(shift(s), s.open)),
  shape("KSFT2", "(2C - H - L)/(H - L + 10⁻¹²)", (s) => tinyRatios(shift(s), range(s))),
  shape("OPEN0", "O/C", ({ open, close }) => ratios(open, close)),
  shape("HIGH0", "H/C", ({ high, close }) => ratios(high, close)),
  shape("LOW0", "L/C", ({ low, close }) => ratios(low, close)),
  shape(
    "VWAP0",
    "VWAP/C; B3 publishes the average price as PREMED",
    ({ vwap, close }) => ratios(vwap, close),
  ),
];

/** One measure over each window; `extra` sessions before the window are needed, too. */
function measure(
  name: string,
  extra: 0 | 1,
  formula: (n: number) => string,
  compute: (series: Series, n: number) => Float64Array,
): Feature[] {
  return WINDOWS.map((n) => ({
    name: `${name}${n}`,
    lookback: n + extra,
    unit: "ratio",
    formula: formula(n),
    source: SOURCE,
    compute: (series) => compute(series, n),
  }));
}

const PRICE_MEASURES: readonly Feature[] = [
  ...measure("ROC", 1, (n) => `${closeAgo(n)}/C`, ({ close }, n) => ratios(lag(close, n), close)),
  ...measure("MA", 0, (n) => `mean(C, ${n})/C`, (s, n) => ratios(closes(s).mean(n), s.close)),
  ...measure("STD", 0, (n) => `std(C, ${n})/C, n - 1`, (s, n) => {
    return ratios(deviations(closes(s).squares(n), n - 1), s.close);
  }),
  ...measure("BETA", 0, (n) => `slope(C, ${n})/C`, (s, n) => ratios(slopes(s)(n), s.close)),
  ...measure("RSQR", 0, (n) => `R² of the line through C over ${n}`, (s, n) => {
    const [slope, squares] = [slopes(s)(n), closes(s).squares(n)];
    const out = newColumn(slope.length);
    for (let t = 0; t < out.length; t++) out[t] = slope[t] * slope[t] * timeSquares(n) / squares[t];
    return out;
  }),
  ...measure("RESI", 0, (n) => `(C - end of the line through C over ${n})/C`, (s, n) => {
    const { close } = s;
    const [mean, slope] = [closes(s).mean(n), slopes(s)(n)];
    const out = newColumn(close.length);
    for (let t = 0; t < out.length; t++) out[t] = (close[t] - mean[t] - slope[t] * (n - 1) / 2) / close[t];
    return out;
  }),
  ...measure("MAX", 0, (n) => `max(H, ${n})/C`, (s, n) => ratios(highs(s).value(n), s.close)),
  ...measure("MIN", 0, (n) => `min(L, ${n})/C`, (s, n) => ratios(lows(s).value(n), s.close)),
  ...measure(
    "QTLU",
    0,
    (n) => `0.8 quantile(C, ${n})/C`,
    (s, n) => ratios(orders(s)(n).quantiles[0], s.close),
  ),
  ...measure(
    "QTLD",
    0,
    (n) => `0.2 quantile(C, ${n})/C`,
    (s, n) => ratios(orders(s)(n).quantiles[1], s.close),
  ),
  ...measure("RANK", 0, (n) => `rank of C among ${n}, over ${n}`, (s, n) => orders(s)(n).rank),
  ...measure("RSV", 0, (n) => `(C - min(L, ${n}))/(max(H, ${n}) - min(L, ${n}) + 10⁻¹²)`, (s, n) => {
    const [top, bottom] = [highs(s).value(n), lows(s).value(n)];
    return tinyRatios(differences(s.close, bottom), differences(top, bottom));
  }),
  ...measure("IMAX", 0, (n) => `place of max(H, ${n}), 1 the oldest, over ${n}`, (s, n) => {
    return quotients(highs(s).place(n), n);
  }),
  ...measure("IMIN", 0, (n) => `place of min(L, ${n}), 1 the oldest, over ${n}`, (s, n) => {
    return quotients(lows(s).place(n), n);
  }),
  ...measure("IMXD", 0, (n) => `IMAX${n} - IMIN${n}`, (s, n) => {
    return quotients(differences(highs(s).place(n), lows(s).place(n)), n);
  }),
];

const FLOW_MEASURES: readonly Feature[] = [
  ...measure("CORR", 0, (n) => `corr(C, ln Q) over ${n}, Q shares traded`, (s, n) => {
    return correlation(priceVolume(s)(n), closes(s).squares(n), logVolumes(s).squares(n));
  }),
  ...measure("CORD", 1, (n) => `corr(C/C₋₁, ln(Q/Q₋₁ + 1)) over ${n}`, (s, n) => {
    return correlation(moveVolume(s)(n), returns(s).squares(n), logVolumeChanges(s).squares(n));
  }),
  ...measure(
    "CNTP",
    1,
    (n) => `share of C > C₋₁ over ${n}`,
    (s, n) => quotients(priceSteps(s).nUp(n), n),
  ),
  ...measure("CNTN", 1, (n) => `share of C < C₋₁ over ${n}`, (s, n) => {
    return quotients(priceSteps(s).nDown(n), n);
  }),
  ...measure("CNTD", 1, (n) => `CNTP${n} - CNTN${n}`, (s, n) => {
    return quotients(differences(priceSteps(s).nUp(n), priceSteps(s).nDown(n)), n);
  }),
  ...stepMeasures("SUM", "C", priceSteps),
  ...measure("VMA", 0, (n) => `mean(Q, ${n})/(Q + 10⁻¹²)`, (s, n) => {
    return tinyRatios(volumes(s).mean(n), s.shares);
  }),
  ...measure("VSTD", 0, (n) => `std(Q, ${n})/(Q + 10⁻¹²), n - 1`, (s, n) => {
    return tinyRatios(deviations(volumes(s).squares(n), n - 1), s.shares);
  }),
  ...measure("WVMA", 1, (n) => `std(M, ${n})/(mean(M, ${n}) + 10⁻¹²), M = |C/C₋₁ - 1| Q`, (s, n) => {
    const { mean, squares } = weightedMoves(s);
    return tinyRatios(deviations(squares(n), n - 1), mean(n));
  }),
  ...stepMeasures("VSUM", "Q", volumeSteps),
];

/** Rises, falls and their difference, each as a share of both. */
function stepMeasures(
  prefix: string,
  of: string,
  stepsOf: (series: Series) => ReturnType<typeof steps>,
): Feature[] {
  const share = (ofUp: number, ofDown: number) => (series: Series, n: number) => {
    const [up, down] = [stepsOf(series).up(n), stepsOf(series).down(n)];
    const out = newColumn(up.length);
    for (let t = 0; t < out.length; t++) {
      out[t] = (ofUp * up[t] + ofDown * down[t]) / (up[t] + down[t] + TINY);
    }
    return out;
  };
  const all = (n: number) => `(sum of |${of} - ${of}₋₁| over ${n} + 10⁻¹²)`;
  return [
    ...measure(`${prefix}P`, 1, (n) => `sum of rises of ${of} over ${n}/${all(n)}`, share(1, 0)),
    ...measure(`${prefix}N`, 1, (n) => `sum of falls of ${of} over ${n}/${all(n)}`, share(0, 1)),
    ...measure(`${prefix}D`, 1, (n) => `${prefix}P${n} - ${prefix}N${n}`, share(1, -1)),
  ];
}

/** a/b, row by row, defined where b is 0. */
function tinyRatios(a: Float64Array, b: Float64Array): Float64Array {
  const out = newColumn(a.length);
  for (let t = 0; t < out.length; t++) out[t] = a[t] / (b[t] + TINY);
  return out;
}

function correlation(products: Float64Array, x: Float64Array, y: Float64Array): Float64Array {
  const out = newColumn(products.length);
  for (let t = 0; t < out.length; t++) out[t] = products[t] / Math.sqrt(x[t] * y[t]);
  return out;
}

/** The `alpha158` preset. */
export const ALPHA158: FeatureSet = {
  name: "alpha158",
  basis: "split",
  features: [...SHAPES, ...PRICE_MEASURES, ...FLOW_MEASURES],
};
