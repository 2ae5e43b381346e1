import assert from "node:assert/strict";
import { crossSectionFigure } from "~/report/mod.ts";

const DATASET = {
  nSamples: 5,
  features: ["momentum", "volatility"],
  X: Float32Array.of(1, 0.5, 2, 0.25, 3, 0.125, 4, 0.75, 5, 0.375), // [5, 2]
  tickers: ["PETR4", "VALE3", "ITUB4"],
  ticker: Int32Array.of(0, 1, 0, 1, 2),
  session: Int32Array.of(18999, 18999, 19000, 19000, 19000),
  y: Uint8Array.of(2, 0, 1, 0, 2),
  targetReturn: Float64Array.of(0.1, -0.1, 0, -0.2, 0.3),
  labelEnd: Int32Array.of(19005, 19005, 19006, 19006, 19006),
};

Deno.test("crossSectionFigure() draws the shares of the session alone, each in its class", () => {
  const { data } = crossSectionFigure(DATASET, "volatility", 19000);
  assert.deepEqual(data.map(({ name, x, y, text }) => ({ name, x, y, text })), [
    { name: "buy", x: [0.375], y: [0.3], text: ["ITUB4"] },
    { name: "hold", x: [0.125], y: [0], text: ["PETR4"] },
    { name: "sell", x: [0.75], y: [-0.2], text: ["VALE3"] },
  ]);
});

Deno.test("crossSectionFigure() says in Portuguese what it shows", () => {
  assert.equal(
    crossSectionFigure(DATASET, "momentum", 18999, "pt").alt,
    "momentum e o retorno que se seguiu, ações de 07/01/2022: 1 comprar, 0 manter, 1 vender",
  );
});

Deno.test("crossSectionFigure() refuses a feature and a session that are not there", () => {
  assert.throws(
    () => crossSectionFigure(DATASET, "rsi_14", 19000),
    new RangeError('Cannot draw a cross-section: the dataset has no feature "rsi_14"'),
  );
  assert.throws(
    () => crossSectionFigure(DATASET, "momentum", 19001),
    new RangeError("Cannot draw a cross-section: the dataset has no sample of 2022-01-09"),
  );
});
