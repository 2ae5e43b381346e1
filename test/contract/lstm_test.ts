import { loadLstm, lstm } from "~/lstm/mod.ts";
import { estimatorBattery } from "./estimator_battery.ts";

const small = { lookback: 6, units: 8, epochs: 2, batchSize: 128 };

estimatorBattery("lstm()", () => lstm(small), {
  load: loadLstm,
  lookback: 6,
  withWorkers: (workers) => lstm({ ...small, workers }),
});

const large = {
  ...small,
  layers: 2,
  layerNorm: true,
  target: "return",
  sampling: "balanced",
  useClassWeights: true,
  focalLossGamma: 2,
} as const;

estimatorBattery("lstm() with two layers and a return", () => lstm(large), {
  load: loadLstm,
  lookback: 6,
  withWorkers: (workers) => lstm({ ...large, workers }),
});
