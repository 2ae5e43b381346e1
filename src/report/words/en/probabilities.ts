/**
 * English: classes, and what their probabilities and sets are worth.
 *
 * @module
 */

import type { Label } from "~/core/mod.ts";
import { FORMATS } from "../../formats.ts";

const { count, number, gain, percent } = FORMATS.en;

export const classes = {
  heading: "Classes",
  names: { sell: "sell", hold: "hold", buy: "buy" } satisfies Record<Label, string>,
  none: "There is no confusion matrix: nothing was tested out of sample.",
  confusion: "Confusion matrix",
  confusionCaption: (name: string) =>
    `Confusion matrix of ${name}: samples, and of each true class the share given each answer. Outlined cells are right.`,
  said: "said",
  was: "was",
  table: "Scores by class",
  tableCaption:
    "Of what was said, how much was right (precision); of what came, how much was found (recall).",
  columns: {
    name: "Class",
    precision: "Precision",
    recall: "Recall",
    f1: "F1",
    came: "Came",
    said: "Said",
  },
  returnAxis: "Return over the horizon",
  crossSectionAlt: (feature: string, date: string, byClass: readonly string[]) =>
    `${feature} and the return that followed, shares of ${date}: ${byClass.join(", ")}`,
};

export const calibration = {
  heading: "Are the probabilities true?",
  explanation: (name: string) =>
    `Answers of ${name} sorted by the probability they gave, and how often they came true. On the dotted line what is ` +
    "said at 40 % comes in 40 of 100 cases; below it the model promises too much. The larger a mark, the more answers.",
  topCaption: "The most probable class: how sure, and how often right.",
  classesCaption: "Each class against the other two.",
  top: "most probable class",
  xAxis: "Probability said",
  yAxis: "Share that came",
  hover: (n: number) => `${count(n)} answers`,
  alt: (rows: readonly string[]) =>
    `Probability said against the share that came: ${rows.join("; ") || "no answer"}`,
  altRow: (name: string, n: number, said: number, came: number) =>
    `${name}, ${count(n)} answers, on average ${percent(said)} said and ${percent(came)} came`,
  error: "Calibration error",
  errorValue: (value: number | null) => `${percent(value)} from the dotted line on average (15 bins)`,
  gain: "Log loss against climatology",
  gainValue: (logLoss: number | null, climatology: number | null) =>
    logLoss === null || climatology === null
      ? "–"
      : `${number(logLoss, 4)} against ${number(climatology, 4)}: ${gain(climatology - logLoss, 4)} nats (${
        percent(1 - logLoss / climatology, 2)
      })`,
  note:
    "Well calibrated is not the same as useful: whoever always says how frequent the classes are lies on the line, too. The gain over climatology says whether the probabilities know more than that.",
};

export const coverage = {
  heading: "Do intervals hold what they promise?",
  explanation:
    "Each year's share of outcomes inside what was promised, by rules that knew only outcomes of before. An average hides a promise that was kept in calm years and broken in the one it was needed for: look at the worst year.",
  titles: {
    return: (nominal: number) => `Intervals for the return, ${percent(nominal, 0)} promised`,
    class: (nominal: number) => `Sets of classes, ${percent(nominal, 0)} promised`,
  },
  observed: "observed",
  promised: "promised",
  coverageAxis: "Inside",
  widthAxis: { return: "Width", class: "Classes" },
  alt: (nominal: number, years: readonly string[]) =>
    `Share inside by year, ${percent(nominal, 0)} promised: ${years.join(", ")}`,
  caption: {
    return: "Above: share inside, by year. Below: mean width from the lower to the upper end.",
    class: "Above: share inside, by year. Below: mean number of classes in a set, 3 says nothing.",
  },
  all: "all",
  columns: {
    year: "Year",
    inside: "Inside",
    difference: "Off by",
    width: "Mean width",
    samples: "Samples",
  },
  acting: (abstained: number, accuracy: number | null) =>
    `Nothing to act on in ${
      percent(abstained)
    } of the samples: no class in the set, or all. Of the other answers ` +
    `${percent(accuracy)} were right.`,
  unbounded: (n: number) => `For ${count(n)} samples nothing could be promised yet; they are not counted.`,
};
