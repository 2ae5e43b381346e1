import assert from "node:assert/strict";
import { formatSession, parseSession } from "~/core/mod.ts";
import { outlookFigure } from "~/report/mod.ts";

const DECIDED = parseSession("2022-12-28"); // the 29th is a session, the 30th, the year's last business day, is not
const HISTORY = {
  ticker: "PETR4",
  session: Array.from({ length: 80 }, (_, i) => DECIDED - 79 + i),
  close: new Array<number>(79).fill(30).concat(40),
  basis: "total",
} as const;
const PREDICTION = {
  dataDate: "2022-12-28",
  horizon: 3,
  certainty: {
    intervals: [{ level: 0.5, low: -0.05, high: 0.1 }, { level: 0.9, low: -0.2, high: 0.4 }],
    classSet: { level: 0.9, classes: [] },
    isOutsideDomain: false,
    extremes: [],
    advice: "act",
  },
} as const;

Deno.test("outlookFigure() opens a fan from the last close over the calendar's next sessions to the interval's ends", () => {
  const { data, alt } = outlookFigure(HISTORY, PREDICTION);
  const [wide, narrow, line] = data as unknown as { name: string; x: string[]; y: number[] }[];
  const days = ["2022-12-28", "2022-12-29", "2023-01-02", "2023-01-03", "2023-01-04"]; // the open of t + 1 + 3
  assert.deepEqual([wide.name, narrow.name], ["90\u00a0% interval", "50\u00a0% interval"]);
  assert.deepEqual(wide.x, [...days, ...days.toReversed()]);
  // the root of a quarter of the way is a half
  assert.deepEqual(wide.y.slice(0, 2).concat(wide.y[4], wide.y[5], wide.y[8], wide.y[9]), [
    40,
    48,
    56,
    32,
    36,
    40,
  ]);
  assert.deepEqual([narrow.y[4], narrow.y[5]], [44, 38]);
  assert.equal(line.x.length, 60);
  assert.deepEqual([line.x.at(-1), line.y.at(-1)], [formatSession(DECIDED), 40]);
  assert.equal(
    alt,
    "Outlook for PETR4 from 2022-12-28: 90\u00a0% interval −20.0\u00a0% to +40.0\u00a0%; " +
      "50\u00a0% interval −5.0\u00a0% to +10.0\u00a0%",
  );
});

Deno.test("outlookFigure() without intervals is the closes alone", () => {
  const { data, layout } = outlookFigure(HISTORY, { ...PREDICTION, certainty: null });
  assert.deepEqual([data.length, data[0].name, layout.showlegend], [1, "close", false]);
});

Deno.test("outlookFigure() refuses a decision without a close", () => {
  const message = 'Cannot draw the outlook of "PETR4": a close on 2023-01-02 is wanted, found none';
  const later = { ...PREDICTION, dataDate: "2023-01-02" };
  assert.throws(() => outlookFigure(HISTORY, later), new RangeError(message));
  const missing = { ...HISTORY, close: HISTORY.close.with(79, NaN) };
  assert.throws(() => outlookFigure(missing, PREDICTION), /a close on 2022-12-28 is wanted/);
});
