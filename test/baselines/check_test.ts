import assert from "node:assert/strict";
import { climatology } from "~/baselines/mod.ts";
import { type Dataset, ModelError } from "~/core/mod.ts";
import { toy } from "./toy.ts";

const train = toy([[18262, 0, 2, 0.03], [18262, 1, 0, -0.01], [18263, 2, 2, 0.01]]);

const refuses = (promise: Promise<unknown>, message: string) =>
  assert.rejects(promise, (error: Error) => {
    assert.ok(error instanceof ModelError);
    assert.equal(error.message, message);
    return true;
  });

Deno.test("fit() of a baseline refuses what it cannot learn from", async () => {
  const fit = (data: Dataset) => climatology().fit(data, { seed: 1 });
  const action = "Cannot fit a baseline:";
  await refuses(fit(toy([])), `${action} at least one sample is needed, found none`);
  await refuses(
    fit({ ...train, X: Float32Array.of(0, Infinity, 1) }),
    `${action} features must be finite, found Infinity in "momentum_252_21" for "B" on 2020-01-01`,
  );
  await refuses(
    fit({ ...train, targetReturn: Float64Array.of(0, 0, NaN) }),
    `${action} returns must be finite, found NaN for "A" on 2020-01-02`,
  );
  await refuses(
    fit({ ...train, y: Uint8Array.of(0, 3, 1) }),
    `${action} class codes must be below 3, found 3 for "B" on 2020-01-01`,
  );
});

Deno.test("predict() of a baseline refuses other features and values that are not finite", async () => {
  const model = await climatology().fit(train, { seed: 1 });
  await refuses(
    model.predict({ ...train, features: ["rsi_14"] }),
    "Cannot predict with a baseline: expected features momentum_252_21, found rsi_14",
  );
  await refuses(
    model.predict({ ...train, X: Float32Array.of(0, 1, NaN) }),
    'Cannot predict with a baseline: features must be finite, found NaN in "momentum_252_21" for "A" on 2020-01-02',
  );
});
