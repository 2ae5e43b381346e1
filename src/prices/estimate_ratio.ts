/**
 * The ratio of an event from everything that is known of it.
 *
 * @module
 */

import type { RatioPrior } from "./ratios.ts";

/** What the tape shows of one event of one ticker. */
export interface StepEvidence {
  /** Log of the close before over the day's price, the market's move taken out. */
  readonly logStep: number;
  /** Scale of that log on a day without an event. */
  readonly scale: number;
  /** Log of the shares traded over their recent median; `NaN` if there is none. */
  readonly logVolume: number;
  /** Whether the step may hold a payment beside the ratio. */
  readonly mayPay: boolean;
}

/** How well each ratio of a prior explains an event. */
export interface RatioFit {
  /** Log-likelihood by ratio. */
  readonly logLikelihood: Float64Array;
  /** Log-likelihood of a ratio that is none of them, anywhere. */
  readonly logElse: number;
  /** Expected payment by ratio, a fraction of the last price. */
  readonly payment: Float64Array;
}

/** The best explanation. */
export interface RatioEstimate {
  /** Shares after for one before. */
  readonly ratio: number;
  /** The price's step in all: the ratio and the payment that fits it best. */
  readonly step: number;
  /** Posterior probability that the ratio is right within 1.2 %. */
  readonly confidence: number;
  /** Posterior probability that the ratio is more than 1.5 times off. */
  readonly risk: number;
}

/** Ratios this near are one, as a log. */
const SAME = 0.012;

/** Ratios farther apart than this are grossly different, as a log. */
const GROSS = Math.log(1.5);

/** Degrees of freedom of the day's move: tails of a share's daily returns. */
const FREEDOM = 3;

/**
 * What a share gains on the ex day of a split or bonus, and loses on that of a grouping, in scales of its own days. Both
 * signs are well known; the size is where the tape itself is most probable.
 *
 * @see Grinblatt, Masulis and Titman (1984), The valuation effects of stock splits and stock dividends; Woolridge and
 *   Chambers (1983), Reverse splits and shareholder wealth.
 */
const EX_DAY_EFFECT = 0.5;

/** Scale of the log of shares traded from one day to another. */
const VOLUME_SCALE = 1.2;

/** Share of events whose ratio is not among the candidates, spread evenly over this many units of log. */
const UNLISTED = 0.003;
const LOG_SPAN = 20;

/** Weight of the same event in a sister class: its day is half the same day. */
const SISTER_WEIGHT = 0.6;

/** Payments tried, a fraction of the price, and their mean where there is one; a fifth of the rights are worth nothing. */
const PAYMENTS = Array.from({ length: 64 }, (_, i) => i * 0.0025);
const MEAN_PAYMENT = 0.02;
const WORTHLESS = 0.2;
const LOG_PAYMENT = PAYMENTS.map((payment) => -payment / MEAN_PAYMENT);
const LOG_PAYING = logSum(LOG_PAYMENT.slice(1));
const LOG_PAYMENT_PRIOR = LOG_PAYMENT.map((log, i) =>
  i === 0 ? Math.log(WORTHLESS) : Math.log(1 - WORTHLESS) + log - LOG_PAYING
);

/** How well each ratio explains one event: by the day's price and the shares traded, both with heavy tails. */
export function fitRatios({ ratio }: RatioPrior, evidence: StepEvidence): RatioFit {
  const { logStep, scale, logVolume, mayPay } = evidence;
  const hasVolume = Number.isFinite(logVolume);
  const logLikelihood = new Float64Array(ratio.length);
  const payment = new Float64Array(ratio.length);
  const tried = mayPay ? PAYMENTS : [0];
  for (let k = 0; k < ratio.length; k++) {
    const logRatio = Math.log(ratio[k]);
    const effect = EX_DAY_EFFECT * Math.sign(logRatio);
    const fits = tried.map((paid, i) =>
      logTail((logStep - logRatio + Math.log(1 - paid)) / scale + effect) +
      (mayPay ? LOG_PAYMENT_PRIOR[i] : 0)
    );
    const ofPrice = logSum(fits);
    payment[k] = fits.reduce((sum, fit, i) => sum + tried[i] * Math.exp(fit - ofPrice), 0);
    logLikelihood[k] = ofPrice + (hasVolume ? logTail((logVolume - logRatio) / VOLUME_SCALE) : 0);
  }
  // An even density beside the tail's, whose peak is taken as 1 here and is 0.37 over the scale.
  const logElse = Math.log(scale / LOG_SPAN / 0.37) + (hasVolume ? logTail(0.7) : 0);
  return { logLikelihood, logElse, payment };
}

/**
 * The most probable ratio of an event.
 *
 * @param prior What is expected.
 * @param own How the ratios fit the event.
 * @param sisters How they fit the same event in other classes of the company.
 * @param usual Ratios the company chose before: each is three times as likely again.
 */
export function estimateRatio(
  prior: RatioPrior,
  own: RatioFit,
  sisters: readonly RatioFit[],
  usual: readonly number[],
): RatioEstimate {
  const { ratio, logPrior } = prior;
  const expected = logPrior.map((log, k) =>
    usual.some((u) => isSame(u, ratio[k], 1e-6)) ? log + LOG_AGAIN : log
  );
  const norm = logSum(expected);
  const weighed = (of: (fit: RatioFit) => number) =>
    of(own) + SISTER_WEIGHT * sisters.reduce((sum, fit) => sum + of(fit), 0);
  const logPosterior = expected.map((log, k) => log - norm + weighed((fit) => fit.logLikelihood[k]));
  const total = logSum([...logPosterior, Math.log(UNLISTED) + weighed((fit) => fit.logElse)]);
  const best = logPosterior.indexOf(Math.max(...logPosterior));
  const within = (tolerance: number) =>
    logPosterior.reduce(
      (sum, log, k) => isSame(ratio[k], ratio[best], tolerance) ? sum + Math.exp(log - total) : sum,
      0,
    );
  return {
    ratio: ratio[best],
    step: ratio[best] / (1 - own.payment[best]),
    confidence: within(SAME),
    risk: 1 - within(GROSS),
  };
}

const LOG_AGAIN = Math.log(3);

/** Whether two ratios differ by less than a log. */
export function isSame(a: number, b: number, tolerance = SAME): boolean {
  return Math.abs(Math.log(a / b)) <= tolerance;
}

/** Log-density of Student's t up to its constant. */
function logTail(z: number): number {
  return -(FREEDOM + 1) / 2 * Math.log1p(z * z / FREEDOM);
}

function logSum(logs: ArrayLike<number>): number {
  const greatest = Array.from(logs).reduce((a, b) => Math.max(a, b));
  return greatest + Math.log(Array.from(logs).reduce((sum, log) => sum + Math.exp(log - greatest), 0));
}
