import assert from "node:assert/strict";
import { DataError, type Dataset, formatSession } from "~/core/mod.ts";
import { evaluationFolds, resolveRun, touchesUntouched } from "~/pipeline/mod.ts";
import { syntheticDataset } from "../synthetic.ts";
import { weekdays } from "../market.ts";

const HORIZON = 5;
const RUN = resolveRun({ folds: { nFolds: 2, testSessions: 30, embargoSessions: 0 } });

/** Two samples a weekday from a date on, labels known six weekdays later. */
function datasetFrom(date: string, nSessions: number): Dataset {
  const days = weekdays(nSessions + HORIZON + 1, date);
  const dataset = syntheticDataset({ nSessions, nTickers: 2, nFeatures: 1, signal: 0, seed: 1 });
  return {
    ...dataset,
    session: dataset.session.map((_, i) => days[i >> 1]),
    labelEnd: dataset.session.map((_, i) => days[(i >> 1) + HORIZON + 1]),
  };
}

const DATASET = datasetFrom("2022-01-03", 400);

Deno.test("evaluationFolds() tests on nothing of 2023, neither decisions nor labels, unless it is final", () => {
  const folds = evaluationFolds(RUN, DATASET);
  const latest = Math.max(...folds.flatMap(({ test }) => [...test]).map((i) => DATASET.labelEnd[i]));
  assert.equal(formatSession(latest), "2022-12-30");
  assert.equal(touchesUntouched(DATASET, folds), false);
  const final = evaluationFolds(RUN, DATASET, { isFinal: true });
  assert.equal(final[1].test.at(-1), DATASET.nSamples - 1);
  assert.equal(touchesUntouched(DATASET, final), true);
});

Deno.test("evaluationFolds() cuts calendar years, the last of them short of the untouched slice", () => {
  const [fold] = evaluationFolds(RUN, datasetFrom("2021-03-01", 600), { years: [2022, 2022] });
  assert.equal(fold.test[0] > 0, true);
  const years = evaluationFolds(RUN, datasetFrom("2021-03-01", 600), { years: [2022, 2023], isFinal: true });
  assert.equal(years.length, 2);
  assert.ok(years[0].test.length > fold.test.length);
});

Deno.test("evaluationFolds() says what to do where all is untouched", () => {
  assert.throws(() => evaluationFolds(RUN, datasetFrom("2023-01-02", 400)), (error) => {
    assert.ok(error instanceof DataError);
    assert.match(error.message, /samples from 2023-01-02 on are all of the untouched slice .*say --final/);
    return true;
  });
});

Deno.test("evaluationFolds() refuses years of the untouched slice by name, and does not cut them in silence", () => {
  const dataset = datasetFrom("2021-03-01", 600);
  for (const years of [[2022, 2023], [2023, 2023]] as const) {
    assert.throws(() => evaluationFolds(RUN, dataset, { years }), {
      name: DataError.name,
      message: `Cannot evaluate the years ${years[0]} to 2023: sessions from 2023-01-01 on are untouched; ` +
        "end with 2022, or say --final, which is logged",
    });
  }
});
