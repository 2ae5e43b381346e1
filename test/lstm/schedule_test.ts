import assert from "node:assert/strict";
import { resolveSettings } from "~/lstm/params.ts";
import { scheduleOf } from "~/lstm/schedule.ts";
import golden from "../golden/lstm/schedules.json" with { type: "json" };

const isNear = (found: number, wanted: number) =>
  assert.ok(Math.abs(found - wanted) < 1e-9 * wanted + 1e-15, `${found}, ${wanted}`);

for (const { nSteps, highest, rates } of golden.oneCycle) {
  Deno.test(`one cycle of ${nSteps} steps is PyTorch's`, () => {
    const schedule = scheduleOf(resolveSettings({ learningRate: highest, lrScheduler: "one_cycle" }), nSteps);
    rates.forEach((rate, step) => isNear(schedule.rateOf(step), rate));
  });
}

for (const { rate, losses, patience, factor, least, rates } of golden.plateau) {
  Deno.test(`a plateau of patience ${patience} lowers the rate when PyTorch's does`, () => {
    const schedule = scheduleOf(
      resolveSettings({
        learningRate: rate,
        lrScheduler: "plateau",
        lrSchedulerPatience: patience,
        lrSchedulerFactor: factor,
        lrSchedulerMinLr: least,
      }),
      losses.length,
    );
    losses.forEach((loss, epoch) => {
      isNear(schedule.rateOf(epoch), rates[epoch]);
      schedule.epochDone(loss);
    });
  });
}

Deno.test("one cycle of a step or two is no division by nothing", () => {
  for (const nSteps of [1, 2, 3]) {
    const schedule = scheduleOf(resolveSettings({ learningRate: 0.1 }), nSteps);
    for (let step = 0; step < nSteps; step++) {
      const rate = schedule.rateOf(step);
      assert.ok(rate > 0 && rate <= 0.1, `${rate}`);
    }
  }
});
