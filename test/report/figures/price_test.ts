import assert from "node:assert/strict";
import { type Label, parseSession } from "~/core/mod.ts";
import { priceFigure } from "~/report/mod.ts";

const FIRST = parseSession("2022-12-26");
const sessions = (count: number) => Array.from({ length: count }, (_, i) => FIRST + i);

Deno.test("priceFigure() draws every close at its date and each class's marks on the line", () => {
  const { data } = priceFigure({
    ticker: "PETR4",
    session: Int32Array.from(sessions(4)),
    close: Float64Array.of(24, 25, NaN, 23.5),
    predicted: [
      { session: FIRST, label: "buy" },
      { session: FIRST + 1, label: "sell" },
      { session: FIRST + 3, label: "buy" },
    ],
    basis: "raw",
  });
  assert.deepEqual(data[0].x, ["2022-12-26", "2022-12-27", "2022-12-28", "2022-12-29"]);
  assert.deepEqual(data[0].y, [24, 25, NaN, 23.5]);
  assert.deepEqual(data.slice(1).map(({ name, x, y }) => ({ name, x, y })), [
    { name: "buy", x: ["2022-12-26", "2022-12-29"], y: [24, 23.5] },
    { name: "hold", x: [], y: [] },
    { name: "sell", x: ["2022-12-27"], y: [25] },
  ]);
  assert.deepEqual(
    data.slice(1).map(({ marker }) => (marker as { symbol: string }).symbol),
    ["triangle-up", "circle-open", "triangle-down"],
  );
});

Deno.test("priceFigure() thins marks evenly, whatever the class, and says so", () => {
  const labels: Label[] = ["buy", "hold", "sell"];
  const session = sessions(121);
  const { data, alt } = priceFigure({
    ticker: "VALE3",
    session,
    close: session.map((_, i) => i),
    predicted: session.map((day, i) => ({ session: day, label: labels[i % 3] })),
    basis: "total",
  });
  const marked = data.slice(1).flatMap(({ y }) => y as number[]).toSorted((a, b) => a - b);
  assert.deepEqual(marked, Array.from({ length: 41 }, (_, i) => 3 * i));
  assert.equal((data[0].y as number[]).length, 121);
  assert.equal(
    alt,
    "Close of VALE3, adjusted for splits and dividends, with 41 of 121 predictions marked: 41 buy, 0 hold, 0 sell",
  );
});

Deno.test("priceFigure() without predictions is the line alone, without a legend", () => {
  const { layout, alt } = priceFigure({
    ticker: "A",
    session: [FIRST],
    close: [1],
    predicted: [],
    basis: "split",
  });
  assert.equal(layout.showlegend, false);
  assert.equal(alt, "Close of A, adjusted for splits");
});

Deno.test("priceFigure() refuses a prediction without a close and columns of two lengths", () => {
  const history = { ticker: "PETR4", session: [FIRST], close: [24], basis: "raw" } as const;
  assert.throws(
    () => priceFigure({ ...history, predicted: [{ session: FIRST + 1, label: "buy" }] }),
    new RangeError('Cannot draw "PETR4": predicted session 2022-12-27 is not among its sessions'),
  );
  assert.throws(
    () => priceFigure({ ...history, close: [24, 25], predicted: [] }),
    new RangeError('Cannot draw "PETR4": 1 closes are wanted, found 2'),
  );
});
