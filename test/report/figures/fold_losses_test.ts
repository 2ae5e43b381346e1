import assert from "node:assert/strict";
import { foldLossesFigure } from "~/report/mod.ts";

const curve = (losses: readonly number[], validation: readonly (number | null)[], bestEpoch: number) => ({
  epochs: losses.map((loss, i) => ({ epoch: i + 1, loss, validationLoss: validation[i] })),
  bestEpoch,
});

Deno.test("foldLossesFigure() draws the validation loss of each fold, also where one stopped early", () => {
  const folds = [curve([1.5, 1.25, 1], [1.4, 1.3, 1.35], 2), curve([1.5, 1.25], [1.2, 1.1], 2)];
  const { data, layout, alt } = foldLossesFigure(folds);
  assert.deepEqual(data.map(({ name, y }) => [name, y]), [
    ["fold 1", [1.4, 1.3, 1.35]],
    ["fold 2", [1.2, 1.1]],
  ]);
  assert.deepEqual(data.map(({ x }) => x), [[1, 2, 3], [1, 2]]);
  assert.deepEqual((layout.xaxis as { range: number[] }).range, [0.5, 3.5]);
  assert.equal(alt, "Validation loss of 2 folds: with the weights kept from 1.1000 to 1.3000");
});

Deno.test("foldLossesFigure() draws training losses where nothing was validated", () => {
  const { data, alt } = foldLossesFigure([curve([1.5, 1.25], [null, null], 2)], "pt");
  assert.deepEqual(data.map(({ name, y }) => [name, y]), [["dobra 1", [1.5, 1.25]]]);
  assert.equal(alt, "Perda de treino de 1 dobra: com os pesos mantidos de 1,2500 a 1,2500");
});
