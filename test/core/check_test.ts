import assert from "node:assert/strict";
import { checkHistory, ModelError, type Samples } from "~/core/mod.ts";

/** Two samples of one ticker: rows 3 and 5 of eight, each with the two rows before it. */
function samplesOf(rows: Float32Array, row = Int32Array.of(3, 5)): Samples {
  const features = ["a", "b"];
  return {
    nSamples: 2,
    features,
    X: new Float32Array(4),
    tickers: ["AAAA3"],
    ticker: new Int32Array(2),
    session: Int32Array.of(18262, 18263),
    history: { rows, lookback: 3, row },
  };
}

const whole = () => Float32Array.from({ length: 16 }, (_, i) => i);

Deno.test("checkHistory() takes sequences that are finite, whatever lies outside them", () => {
  const rows = whole();
  rows[0 * 2] = NaN;
  rows[7 * 2 + 1] = Infinity;
  checkHistory("an LSTM", samplesOf(rows), 3);
});

Deno.test("checkHistory() refuses samples without a history, or one of another lookback", () => {
  const { history: _, ...bare } = samplesOf(whole());
  assert.throws(() => checkHistory("an LSTM", bare, 32), {
    name: ModelError.name,
    message: "Cannot predict with an LSTM: sequences of 32 sessions are wanted, found none",
  });
  assert.throws(() => checkHistory("an LSTM", samplesOf(whole()), 4, "fit"), {
    name: ModelError.name,
    message: "Cannot fit an LSTM: sequences of 4 sessions are wanted, found 3",
  });
});

Deno.test("checkHistory() refuses rows that the history does not have", () => {
  for (const stray of [1, 8, -1]) {
    assert.throws(() => checkHistory("an LSTM", samplesOf(whole(), Int32Array.of(3, stray)), 3), {
      name: ModelError.name,
      message: "Cannot predict with an LSTM: rows of the history must be from 2 to 7, " +
        `found ${stray} for "AAAA3" on 2020-01-02`,
    });
  }
  assert.throws(
    () => checkHistory("an LSTM", samplesOf(whole(), Int32Array.of(3)), 3),
    /a row of the history is wanted for each of 2 samples, found 1$/,
  );
});

Deno.test("checkHistory() names feature, ticker and session of a value that is not finite", () => {
  for (let broken = 0; broken < 8; broken++) {
    for (const value of [NaN, Infinity]) {
      const rows = whole();
      rows[broken * 2 + 1] = value;
      const check = () => checkHistory("an LSTM", samplesOf(rows), 3);
      if (broken === 0 || broken > 5) check();
      else {
        const isFirst = broken <= 3;
        const age = (isFirst ? 3 : 5) - broken;
        const message = `Cannot predict with an LSTM: features must be finite, found ${value} in "b", ` +
          `${age} back in the sequence of "AAAA3" on 2020-01-0${isFirst ? 1 : 2}`;
        assert.throws(check, { name: ModelError.name, message });
      }
    }
  }
});
