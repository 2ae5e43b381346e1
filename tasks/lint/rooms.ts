/**
 * The rooms of `src/` and the arrows between them: which room may import which.
 *
 * @module
 */

/** A room's place in the house. */
export interface Room {
  /** Rooms it may import, each by its `mod.ts`. */
  readonly imports: readonly string[];
  /** Whether it may not touch the disk, the network, the clock, ambient randomness or the console. */
  readonly pure: boolean;
}

const MARKET = ["core", "cotahist", "prices"];
const MODELS = ["core", "forest", "baselines"];

/** Every room, in the order the data walks; a room imports only rooms above it. */
export const ROOMS: Readonly<Record<string, Room>> = {
  core: { imports: [], pure: true },
  cotahist: { imports: ["core"], pure: true },
  prices: { imports: ["core"], pure: true },
  features: { imports: ["core"], pure: true },
  labels: { imports: ["core"], pure: true },
  dataset: { imports: ["core", "features", "labels"], pure: true },
  forest: { imports: ["core"], pure: false },
  baselines: { imports: ["core"], pure: true },
  evaluation: { imports: ["core"], pure: true },
  predictor: { imports: [...MARKET, "features", "dataset", ...MODELS], pure: true },
  report: { imports: ["core", "evaluation"], pure: false },
  sources: { imports: ["core", "cotahist"], pure: false },
  warehouse: { imports: MARKET, pure: false },
  registry: { imports: ["core"], pure: false },
  frames: { imports: ["core"], pure: false },
  pipeline: {
    imports: [
      ...MARKET,
      "features",
      "labels",
      "dataset",
      ...MODELS,
      "evaluation",
      "predictor",
      "report",
      "sources",
      "warehouse",
      "registry",
    ],
    pure: false,
  },
};
