import assert from "node:assert/strict";
import { CLASSES, type Dataset, type Fold, type Forecast, Random, takeSamples } from "~/core/mod.ts";
import { buildDataset, walkForwardFolds } from "~/dataset/mod.ts";
import { featureSet, panelFeatureColumns } from "~/features/mod.ts";
import { universe } from "~/prices/mod.ts";
import { calibrateForward, judgeCertainty } from "~/pipeline/certainty.ts";
import { randomWalkPanel } from "../market.ts";

const PANEL = randomWalkPanel(20, 900, 11);
const UNIVERSE = universe(PANEL);
const DATASET: Dataset = buildDataset(PANEL, {
  columns: await panelFeatureColumns(PANEL, featureSet("core"), { universe: UNIVERSE }),
  label: { kind: "xs_tercile", horizon: 5 },
  universe: UNIVERSE,
}).dataset;
const FOLDS: readonly Fold[] = walkForwardFolds(DATASET, { nFolds: 3, testSessions: 120 });
const TEST = takeSamples(DATASET, Int32Array.from(FOLDS.flatMap(({ test }) => [...test])));

/** Answers that shout: the class is right with probability 0.4 and stated with 0.9. */
function overconfident({ y, nSamples }: Dataset): Forecast {
  const random = new Random(5);
  const probabilities = new Float64Array(nSamples * CLASSES.length).fill(0.05);
  y.forEach((code, i) => {
    const said = random.uniform() < 0.4 ? code : (code + 1 + random.below(2)) % 3;
    probabilities[i * 3 + said] = 0.9;
  });
  return { probabilities, score: new Float64Array(nSamples), expectedReturn: null };
}

const FORECAST = overconfident(TEST);

Deno.test("calibrateForward() leaves the first fold, and calms later ones by the fold before", () => {
  const { forecast, choices } = calibrateForward(FOLDS, TEST, FORECAST);
  assert.deepEqual(choices.map((choice) => choice?.calibrator.kind ?? null), [
    null,
    "platt",
    "platt",
    "platt",
  ]);
  const first = 3 * FOLDS[0].test.length;
  const [before, after] = [FORECAST.probabilities ?? [], forecast.probabilities ?? []];
  assert.deepEqual(after.slice(0, first), before.slice(0, first));
  const loudest = (probabilities: ArrayLike<number>) => Math.max(...Array.from(probabilities).slice(first));
  assert.equal(loudest(before), 0.9);
  assert.ok(Math.abs(loudest(after) - 0.4) < 0.06, String(loudest(after))); // right in 40 of 100 cases
});

Deno.test("calibrateForward() chooses among what it is allowed", () => {
  const chosen = (...kinds: Parameters<typeof calibrateForward>[3] & unknown[]) =>
    calibrateForward(FOLDS, TEST, FORECAST, kinds).choices.map((choice) => choice?.calibrator.kind ?? null);
  assert.deepEqual(chosen(), [null, "none", "none", "none"]);
  assert.deepEqual(chosen("temperature"), [null, "temperature", "temperature", "temperature"]);
  const { choices } = calibrateForward(FOLDS, TEST, FORECAST, ["platt", "isotonic", "temperature"]);
  for (const choice of choices.slice(1)) {
    assert.deepEqual(choice?.candidates.map(({ kind }) => kind), [
      "none",
      "platt",
      "isotonic",
      "temperature",
    ]);
    const losses = choice?.candidates.map(({ logLoss }) => logLoss ?? Infinity) ?? [];
    const best = choice?.candidates[losses.indexOf(Math.min(...losses))];
    assert.equal(choice?.calibrator.kind, best?.kind);
  }
});

Deno.test("calibrateForward() uses no class that was not known when the fold began", () => {
  const begin = FOLDS[0].test.length + FOLDS[1].test.length;
  const firstOfThird = TEST.session[begin];
  const changed = {
    ...TEST,
    y: TEST.y.map((code, i) => TEST.labelEnd[i] >= firstOfThird ? (code + 1) % 3 : code),
  };
  const { forecast } = calibrateForward(FOLDS, changed, FORECAST);
  assert.deepEqual(forecast.probabilities, calibrateForward(FOLDS, TEST, FORECAST).forecast.probabilities);
});

Deno.test("judgeCertainty() keeps its promises on random walks, and fits what a saved model needs", () => {
  const { forecast, choices } = calibrateForward(FOLDS, TEST, FORECAST);
  const walked = { dataset: DATASET, panel: PANEL, horizon: 5, folds: FOLDS, test: TEST, forecast, choices };
  const { report, fit } = judgeCertainty(walked);
  for (const { level, coverage } of report.intervals) {
    assert.ok(Math.abs((coverage.coverage ?? NaN) - level) < 0.03, `${level}: ${coverage.coverage}`);
    assert.equal(coverage.nUnbounded, 0); // outcomes of the years before the first test session count
  }
  assert.deepEqual(report.intervals.map(({ level }) => level), [0.8, 0.9]);
  // The answers know two probabilities only, so sets are of whole steps and hold more than they must.
  assert.ok((report.classSets?.coverage.coverage ?? NaN) > 0.88, String(report.classSets?.coverage.coverage));
  assert.deepEqual(report.calibration.map((choice) => choice?.chosen ?? null), [
    null,
    "platt",
    "platt",
    "platt",
  ]);
  assert.equal(report.outsideDomain.length, 3);
  assert.ok(report.outsideDomain.every((share) => share < 0.01));
  assert.equal(JSON.stringify(fit), JSON.stringify(JSON.parse(JSON.stringify(fit)))); // plain data
  assert.equal(fit?.calibrator.kind, "platt");
  assert.equal(fit?.intervals.asOf, PANEL.calendar.at(-1));
  // Normal daily returns over 60 sessions: nine of ten lie within 1.645 deviations, a little more for their estimate.
  assert.ok(Math.abs((fit?.intervals.levels[1].quantile ?? NaN) - 1.67) < 0.15);
});

Deno.test("judgeCertainty() has no fit for a model without probabilities", () => {
  const forecast = { ...FORECAST, probabilities: null };
  const { choices } = calibrateForward(FOLDS, TEST, forecast);
  const walked = { dataset: DATASET, panel: PANEL, horizon: 5, folds: FOLDS, test: TEST, forecast, choices };
  const { report, fit } = judgeCertainty(walked);
  assert.deepEqual([report.classSets, fit, choices], [null, null, []]);
});
