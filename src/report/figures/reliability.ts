/**
 * Figure: whether what is said at 40 % comes in 40 of 100 cases.
 *
 * @module
 */

import { CLASSES } from "~/core/mod.ts";
import type { Reliability, ReliabilityBin } from "~/evaluation/mod.ts";
import type { Figure } from "../figure.ts";
import type { Lang } from "../lang.ts";
import { axisTitle, CLASS_MARKS, CLASS_TONES, houseLayout, type Tone, TONES } from "../theme.ts";
import { wordsOf } from "../words/words.ts";

/** Bins with fewer answers say nothing and are not drawn. */
export const LEAST_ANSWERS = 30;

interface Series {
  readonly name: string;
  readonly bins: readonly ReliabilityBin[];
  readonly tone: Tone;
  readonly symbol: string;
}

/**
 * Draws the share that came true against the probability that was said; true probabilities lie on the diagonal.
 *
 * A mark is a bin of answers, the larger the more of them; bins of fewer than {@link LEAST_ANSWERS} are left out.
 *
 * @param which The most probable class, or each class against the other two.
 */
export function reliabilityFigure(
  reliability: Reliability,
  which: keyof Reliability = "topClass",
  lang: Lang = "en",
): Figure {
  const words = wordsOf(lang);
  const { calibration: text, classes: { names } } = words;
  const all: readonly Series[] = which === "topClass"
    ? [{ name: text.top, bins: reliability.topClass, tone: TONES.blue, symbol: "circle" }]
    : CLASSES.toReversed().map((label) => ({
      name: names[label],
      bins: reliability.byClass[label],
      tone: CLASS_TONES[label],
      symbol: CLASS_MARKS[label].symbol,
    }));
  const series = all.map((some) => ({
    ...some,
    bins: some.bins.filter(({ nSamples }) => nSamples >= LEAST_ANSWERS),
  }));
  const bins = series.flatMap((some) => some.bins);
  const most = Math.max(...bins.map(({ nSamples }) => nSamples));
  const range = rangeOf(bins.flatMap(({ confidence, share }) => [confidence, share]));
  const diagonal = {
    type: "scatter",
    mode: "lines",
    x: range,
    y: range,
    line: { color: TONES.muted.light, width: 1.2, dash: "dot" },
    hoverinfo: "skip",
    showlegend: false,
  };
  const lines = series.map(({ name, bins, tone, symbol }) => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: bins.map(({ confidence }) => confidence),
    y: bins.map(({ share }) => share),
    text: bins.map(({ nSamples }) => text.hover(nSamples)),
    line: { color: tone.light, width: 1.2 },
    marker: {
      color: tone.light,
      symbol,
      opacity: 1,
      size: bins.map(({ nSamples }) => 6 + 12 * Math.sqrt(nSamples / most)),
    },
    hovertemplate: `${name} %{x:.1%}: %{y:.1%}, %{text}<extra></extra>`,
  }));
  const axis = (title: string) => ({ title: axisTitle(title), range, tickformat: ".0%", nticks: 6 });
  return {
    data: [diagonal, ...lines],
    layout: houseLayout(words, {
      x: { ...axis(text.xAxis), showgrid: true },
      y: axis(text.yAxis),
    }, { height: 340, showlegend: series.length > 1, margin: { l: 62, r: 16, t: 40, b: 48 } }),
    alt: text.alt(
      series.flatMap(({ name, bins }) =>
        bins.map(({ nSamples, confidence, share }) => text.altRow(name, nSamples, confidence, share))
      ),
    ),
  };
}

/** A little more than the values reach, inside 0 to 1. */
function rangeOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  return [Math.max(0, Math.min(...values) - 0.04), Math.min(1, Math.max(...values) + 0.04)];
}
