/**
 * English: the model, its folds and its features.
 *
 * @module
 */

import type { FoldRole, LabelRule } from "~/dataset/mod.ts";
import type { ImportanceMethod } from "../../report_data.ts";
import { FORMATS } from "../../formats.ts";

const { count, number } = FORMATS.en;

export const model = {
  heading: "Model",
  kind: "Kind",
  /** Kinds of models by their codes; others are shown as they are. */
  kinds: { rf: "random forest", ridge: "ridge regression", lstm: "recurrent network (LSTM)" } as Readonly<
    Record<string, string>
  >,
  version: "Version",
  label: "Label",
  labels: {
    xs_tercile: "best, middle and worst third of the session's shares by return from the next open",
    indicator_rule: "a rule over the row's own indicators (compatibility; it predicts nothing)",
    next_indicator_rule:
      "a rule over the indicators of the share's next session (compatibility; it is no return)",
  } satisfies Record<LabelRule["kind"], string>,
  horizon: "Horizon",
  sessions: (n: number) => `${count(n)} sessions`,
  prices: "Prices",
  featurePrices: "Prices of features",
  returnPrices: "Prices of returns",
  features: "Features",
  seed: "Seed",
  hyperparameters: "Hyper-parameters",
};

export const folds = {
  heading: "Training and testing",
  none: "There are no folds: nothing was tested out of sample.",
  explanation:
    "Each row is one training and the test that followed it; a model never saw the sessions it was tested on.",
  table: "Folds",
  caption: "Folds, oldest first.",
  fold: "Fold",
  roles: {
    train: "train",
    purge: "purge",
    embargo: "embargo",
    validation: "validation",
    test: "test",
  } satisfies Record<FoldRole, string>,
  titles: { train: "Train", validation: "Validation", test: "Test" },
  samples: "samples",
  figureCaption:
    "What each fold learns from and is tested on. Purged samples have labels that reach into the test; the embargo leaves out some more.",
  hover: (role: string, what: string) => `fold %{y}, ${role}: ${what}`,
  block: (nSamples: number, nSessions: number) =>
    `${count(nSamples)} samples of ${count(nSessions)} sessions`,
  alt: (folds: readonly string[]) =>
    `${folds.length} ${folds.length === 1 ? "fold" : "folds"}: ${folds.join(", ")}`,
  altFold: (fold: number, nTrain: number, nTest: number) =>
    `fold ${fold} learns from ${count(nTrain)} samples and is tested on ${count(nTest)}`,
};

export const importances = {
  heading: "Features that matter",
  none: "This model says nothing about the importance of its features.",
  methods: {
    gini: "Mean decrease of Gini impurity over the trees; it favours features with many values",
    permutation:
      "Permutation importance on the test samples: fall in rank IC when the feature is shuffled within its session",
  } satisfies Record<ImportanceMethod, string>,
  caption: (method: string, nShown: number, nAll: number) =>
    `${method}. The first ${nShown} of ${nAll}. Features that say the same thing share their importance, and importance ` +
    "is not a cause.",
  alt: (features: readonly string[]) => `Feature importances, greatest first: ${features.join(", ")}`,
  altFeature: (feature: string, value: number) => `${feature} ${number(value, 4)}`,
};
