import { climatology, loadBaseline, majority, momentum } from "~/baselines/mod.ts";
import { estimatorBattery } from "./estimator_battery.ts";

estimatorBattery("majority", majority, { load: loadBaseline, probabilities: false });
estimatorBattery("climatology", climatology, { load: loadBaseline });
estimatorBattery("momentum", momentum, {
  load: loadBaseline,
  data: { features: ["momentum_252_21", "f1", "f2", "f3"] },
});
