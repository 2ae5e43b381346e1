import assert from "node:assert/strict";
import { indicatorRule } from "~/labels/mod.ts";

Deno.test("indicatorRule() buys oversold, sells overbought, holds the rest and whatever is unknown", () => {
  const cases = [
    { rsi: 29, macd: 0.1, volume: 0.1, momentum: 9, label: 2 },
    { rsi: 30, macd: 0.1, volume: 0.1, momentum: 9, label: 1 },
    { rsi: 29, macd: 0, volume: 0.1, momentum: 9, label: 1 },
    { rsi: 29, macd: 0.1, volume: 0, momentum: 9, label: 1 },
    { rsi: 71, macd: 9, volume: -0.1, momentum: -0.1, label: 0 },
    { rsi: 70, macd: 9, volume: -0.1, momentum: -0.1, label: 1 },
    { rsi: 71, macd: 9, volume: -0.1, momentum: 0, label: 1 },
    { rsi: 71, macd: 9, volume: 0.1, momentum: -0.1, label: 1 },
    { rsi: NaN, macd: 9, volume: -1, momentum: -1, label: 1 },
  ];
  const column = (value: (c: typeof cases[number]) => number) => Float64Array.from(cases, value);
  const labels = indicatorRule({
    rsi14: column((c) => c.rsi),
    macd: column((c) => c.macd),
    volumeChange: column((c) => c.volume),
    priceMomentum5: column((c) => c.momentum),
  });
  assert.deepEqual([...labels], cases.map((c) => c.label));
});
