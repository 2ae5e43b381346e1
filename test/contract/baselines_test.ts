import {
  climatology,
  loadBaseline,
  majority,
  momentum,
  persistence,
  ranking,
  type ScoreOf,
} from "~/baselines/mod.ts";
import { estimatorBattery } from "./estimator_battery.ts";

estimatorBattery("majority", majority, { load: loadBaseline, probabilities: false });
estimatorBattery("climatology", climatology, { load: loadBaseline });
estimatorBattery("persistence", persistence, { load: loadBaseline, probabilities: false });
estimatorBattery("momentum", momentum, {
  load: loadBaseline,
  data: { features: ["momentum_252_21", "f1", "f2", "f3"] },
});

/** A rule of its own: what the first feature says, of which nothing is known on some days. */
const rule: ScoreOf = ({ nSamples, X, features, session }) =>
  Float64Array.from(
    { length: nSamples },
    (_, i) => session[i] % 7 === 0 ? NaN : X[i * features.length] ** 3,
  );
estimatorBattery("ranking", () => ranking("rule", rule), {
  load: (artifact) => loadBaseline(artifact, rule),
});
