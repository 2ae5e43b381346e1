/**
 * Figures: which channels of which sessions the scores of some answers came from.
 *
 * @module
 */

import type { Session } from "~/core/mod.ts";
import { type Figure, plotText } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, barOf, houseLayout, lineOf, nameMargin, TONES } from "../theme.ts";
import { type Words, wordsOf } from "../words/words.ts";

/** Where one score came from. */
export interface AnswerAttribution {
  /** Whose answer it is. */
  readonly ticker: string;
  /** Its decision session. */
  readonly session: Session;
  /** Contributions [sessions][features], oldest session first; they add up to `score - baseline`. */
  readonly value: readonly (readonly number[])[];
  /** The score. */
  readonly score: number;
  /** Score of a sequence that is average throughout. */
  readonly baseline: number;
}

/** Features that are drawn unless told. */
export const FEATURES_DRAWN = 12;

/**
 * Draws what each feature contributed, over all sessions together: bars to the right raise the score, to the left lower it.
 *
 * @param features Names of the features, in the order of the contributions.
 * @param count Features at most, those with the greatest contributions.
 * @throws {RangeError} If some session of an answer has not one contribution a feature.
 */
export function attributionByFeatureFigure(
  features: readonly string[],
  answers: readonly AnswerAttribution[],
  count = FEATURES_DRAWN,
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  for (const { ticker, value } of answers) {
    const odd = value.find((row) => row.length !== features.length);
    if (odd !== undefined) {
      throw new RangeError(
        `Cannot draw attributions of "${ticker}": ${features.length} contributions a session are wanted, found ${odd.length}`,
      );
    }
  }
  const sums = answers.map(({ value }) => features.map((_, j) => total(value.map((row) => row[j]))));
  const weight = features.map((_, j) => total(sums.map((ofAnswer) => Math.abs(ofAnswer[j]))));
  const order = [...features.keys()].sort((a, b) => weight[b] - weight[a]).slice(0, count);
  return {
    data: answers.map((answer, i) => ({
      type: "bar",
      orientation: "h",
      name: nameOf(answer, words),
      x: order.map((j) => sums[i][j]),
      y: order.map((j) => plotText(features[j])),
      marker: barOf(i),
      hovertemplate: `${nameOf(answer, words)}, %{y}: %{x:.4f}<extra></extra>`,
    })),
    layout: houseLayout(
      words,
      {
        x: {
          title: axisTitle(words.attribution.axis),
          showgrid: true,
          zeroline: true,
          zerolinecolor: TONES.muted.light,
        },
        y: { type: "category", autorange: "reversed", showgrid: false, ticksuffix: " " },
      },
      {
        height: 110 + 15 * order.length * answers.length,
        bargap: 0.25,
        margin: { l: nameMargin(order.map((j) => features[j])), r: 12, t: 58, b: 48 },
      },
    ),
    alt: words.attribution.altFeatures(
      answers.map((answer, i) => {
        const j = [...features.keys()].sort((a, b) => Math.abs(sums[i][b]) - Math.abs(sums[i][a]))[0];
        return words.attribution.altFeature(answer.ticker, features[j], sums[i][j]);
      }),
    ),
  };
}

/** Draws what each session contributed, over all features together; 0 is the session of the answer. */
export function attributionBySessionFigure(answers: readonly AnswerAttribution[], lang: Lang = "en"): Figure {
  const words = wordsOf(lang);
  const { attribution: text } = words;
  const lookback = answers[0]?.value.length ?? 0;
  return {
    data: answers.map((answer, i) => ({
      type: "scatter",
      mode: "lines",
      name: nameOf(answer, words),
      x: answer.value.map((_, t) => t + 1 - lookback),
      y: answer.value.map(total),
      line: { ...lineOf(i, i - 1, i > 0), width: 1.8 }, // none is more than another
      hovertemplate: `${nameOf(answer, words)} %{y:.4f}<extra></extra>`,
    })),
    layout: houseLayout(
      words,
      {
        x: { title: axisTitle(text.sessions) },
        y: { title: axisTitle(text.axis), zeroline: true, zerolinecolor: TONES.muted.light },
      },
      { height: 320, hovermode: "x unified", margin: { l: 66, r: 12, t: 58, b: 48 } },
    ),
    alt: text.altSessions(
      answers.map(({ ticker, value }) => {
        const sums = value.map(total);
        const share = total(sums.slice(-5).map(Math.abs)) / (total(sums.map(Math.abs)) || 1);
        return text.altSession(ticker, share);
      }),
    ),
  };
}

function nameOf({ ticker, score }: AnswerAttribution, { format }: Words): string {
  return plotText(`${ticker} (${format.gain(score, 3)})`);
}

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
