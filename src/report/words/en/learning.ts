/**
 * English: how a network learned, and what its answers came from.
 *
 * @module
 */

import { FORMATS } from "../../formats.ts";

const { count, number, percent } = FORMATS.en;

export const learning = {
  heading: "How it learned",
  epoch: "epoch",
  loss: "loss",
  train: "training",
  validation: "validation",
  kept: " weights kept ",
  caption: (bestEpoch: number, hasValidation: boolean) =>
    `The final fit, epoch by epoch; the weights are those of epoch ${bestEpoch}. Training loss is measured while parts of the ` +
    `network are left out at random. ` +
    (hasValidation
      ? "Validation samples are later than all training samples and were not learned from."
      : "Nothing was chosen by validation, so there is no validation loss; how well the recipe does out of sample is in the scores."),
  alt: (nEpochs: number, first: number, last: number, validation: number | null, bestEpoch: number) =>
    `Loss over ${count(nEpochs)} epochs: training from ${number(first, 4)} to ${number(last, 4)}` +
    (validation === null ? "" : `, validation at last ${number(validation, 4)}`) +
    `; weights of epoch ${bestEpoch}`,
  fold: (number: number) => `fold ${count(number)}`,
  foldsCaption: (hasValidation: boolean) =>
    "The fits that were scored, one for each fold: loss on " +
    (hasValidation
      ? "their validation samples. Their years differ, and so do the levels; a line that turns up has learned too long."
      : "the samples that they learned from."),
  altFolds: (nFolds: number, hasValidation: boolean, least: number, most: number) =>
    `${hasValidation ? "Validation" : "Training"} loss of ${count(nFolds)} ${
      nFolds === 1 ? "fold" : "folds"
    }: ` +
    `with the weights kept from ${number(least, 4)} to ${number(most, 4)}`,
};

export const attribution = {
  heading: "Where scores come from",
  explanation:
    "The highest and the lowest scores of the model's last session, taken apart by integrated gradients: what each channel " +
    "added to the score of a sequence that is average throughout. This says what the network used, not what causes returns. A score can " +
    "be explained to the last digit and be wrong, and channels that say the same thing share what they contribute.",
  axis: "contribution to the score",
  sessions: "sessions before the answer",
  byFeature: (nShown: number, nAll: number) =>
    `By channel, all sessions together${
      nShown < nAll ? `; the weightiest ${nShown} of ${nAll}` : ""
    }. To the right ` +
    "raises the score, to the left lowers it. Scores are in the brackets behind the tickers.",
  bySession: "By session, all channels together; 0 is the session of the answer.",
  altFeatures: (answers: readonly string[]) => `Contributions by channel: ${answers.join("; ")}`,
  altFeature: (ticker: string, feature: string, value: number) =>
    `${ticker} mostly ${feature}, ${number(value, 4)}`,
  altSessions: (answers: readonly string[]) => `Contributions by session: ${answers.join("; ")}`,
  altSession: (ticker: string, share: number) => `${ticker} ${percent(share, 0)} from the last five sessions`,
};
