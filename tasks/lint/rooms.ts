/**
 * The rooms of `src/`: which room may import which, and where the world may be touched.
 *
 * @module
 */

/** A room's place in the house. */
export interface Room {
  /** Rooms it may import, each by its `mod.ts`. */
  readonly imports: readonly string[];
  /** Files that may touch disk, network, clock, ambient randomness or console; none by default. */
  readonly impure?: "all" | readonly string[];
}

const MODELS = ["core", "forest", "lstm", "ridge", "baselines"];

/** Every room, in the order the data walks; a room imports only rooms above it. */
export const ROOMS: Readonly<Record<string, Room>> = {
  core: { imports: [] },
  crew: { imports: [], impure: ["do_tasks.ts", "give_way.ts", "join.ts", "serve.ts", "team.ts"] },
  cotahist: { imports: ["core"] },
  prices: { imports: ["core"] },
  quality: { imports: ["core", "cotahist"] },
  features: { imports: ["core", "crew"] },
  labels: { imports: ["core"] },
  dataset: { imports: ["core", "features", "labels"] },
  forest: { imports: ["core", "crew"] },
  tfjs: { imports: ["core"], impure: ["folder.ts", "load.ts"] },
  lstm: { imports: ["core", "crew", "tfjs"], impure: ["kernels/native.ts"] },
  ridge: { imports: ["core"] },
  baselines: { imports: ["core"] },
  evaluation: { imports: ["core"] },
  calibration: { imports: ["core", "evaluation"] },
  conformal: { imports: ["core"] },
  backtest: { imports: ["core"] },
  predictor: {
    imports: ["prices", "features", "dataset", "calibration", "conformal", ...MODELS],
  },
  audit: { imports: ["core", "features", "dataset", "forest", "evaluation"] },
  report: {
    imports: ["core", "quality", "dataset", "evaluation"],
    impure: ["plotly.ts", "show.ts", "svg.ts"],
  },
  sources: { imports: ["core", "cotahist"], impure: "all" },
  warehouse: { imports: ["core", "cotahist"], impure: "all" },
  registry: { imports: ["core"], impure: "all" },
  frames: { imports: ["core"], impure: "all" },
  pipeline: {
    imports: [
      ...["sources", "cotahist", "warehouse", "prices", "quality", "features", "dataset"],
      ...MODELS,
      ...["evaluation", "calibration", "conformal", "backtest", "audit", "registry", "predictor", "report"],
    ],
    impure: "all",
  },
  server: { imports: ["core", "warehouse", "registry", "predictor", "pipeline"], impure: "all" },
};
