import { forestClassifier, forestRegressor, loadForest } from "~/forest/mod.ts";
import { estimatorBattery } from "./estimator_battery.ts";

const small = { nEstimators: 20, minSamplesLeaf: 10 };

estimatorBattery("forestClassifier()", () => forestClassifier(small), {
  load: loadForest,
  withWorkers: (workers) => forestClassifier({ ...small, workers }),
});

estimatorBattery("forestRegressor()", () => forestRegressor(small), {
  load: loadForest,
  withWorkers: (workers) => forestRegressor({ ...small, workers }),
  probabilities: false,
});
