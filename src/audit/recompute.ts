/**
 * What a run makes of a history.
 *
 * @module
 */

import type { Dataset, Panel } from "~/core/mod.ts";
import type { FeatureRows } from "~/dataset/mod.ts";
import type { FeatureSet, PanelInputs } from "~/features/mod.ts";
import type { History } from "./history.ts";

/** All that is computed on the way from quotes to samples. */
export interface Recomputed {
  /** Bars that features are computed from. */
  readonly panel: Panel;
  /** The features. */
  readonly set: FeatureSet;
  /** What they use besides the bars; the universe is 1 for each row of the panel that may be used. */
  readonly inputs: PanelInputs & { readonly universe: Uint8Array };
  /** Feature rows of the panel and what is wrong with them. */
  readonly rows: FeatureRows;
  /** The samples, with their labels. */
  readonly dataset: Dataset;
}

/** The whole way from quotes to samples, the same code that a run trains on. */
export type Recompute = (history: History) => Recomputed;
