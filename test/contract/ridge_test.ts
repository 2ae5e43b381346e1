import { loadRidge, ridge } from "~/ridge/mod.ts";
import { estimatorBattery } from "./estimator_battery.ts";

estimatorBattery("ridge()", ridge, { load: loadRidge, probabilities: false });
