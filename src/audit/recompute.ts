/**
 * What a run makes of a history.
 *
 * @module
 */

import type { Dataset, Panel } from "~/core/mod.ts";
import type { FeatureColumns, FeatureSet, PanelInputs } from "~/features/mod.ts";
import type { History } from "./history.ts";

/** All that is computed on the way from quotes to samples. */
export interface Recomputed {
  /** Bars that features are computed from. */
  readonly panel: Panel;
  /** The features. */
  readonly set: FeatureSet;
  /** What they use besides the bars; the universe is 1 for each row of the panel that may be used. */
  readonly inputs: PanelInputs & { readonly universe: Uint8Array };
  /** The features of the panel's rows and what is wrong with them. */
  readonly columns: FeatureColumns;
  /** The samples, with their labels. */
  readonly dataset: Dataset;
}

/** The whole way from quotes to samples, the same code that a run trains on. */
export type Recompute = (history: History) => Promise<Recomputed>;
